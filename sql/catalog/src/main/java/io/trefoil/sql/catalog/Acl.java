package io.trefoil.sql.catalog;

import java.util.List;

/** An access control list: who was granted what by whom (PostgreSQL docs, "Privileges"). */
public record Acl(List<Item> items) {
    /** Grantee OID of PUBLIC. */
    public static final int PUBLIC = 0;

    /**
     * One entry.
     *
     * @param granteeOid role, or {@link #PUBLIC}
     * @param privileges set of {@link Privilege#bit()}
     * @param grantable the subset that may be granted on
     */
    public record Item(int granteeOid, int privileges, int grantable, int grantorOid) {}

    public Acl {
        items = List.copyOf(items);
    }
}
