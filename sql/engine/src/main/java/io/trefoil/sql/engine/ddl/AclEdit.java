package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of access control lists (PostgreSQL docs, "Privileges"). */
final class AclEdit {
    private AclEdit() {}

    /** The list as it is when nothing was granted yet: all to the owner, {@code toPublic} to everybody. */
    static Acl materialized(@Nullable Acl acl, int ownerOid, int ownerPrivileges, int toPublic) {
        if (acl != null) {
            return acl;
        }
        List<Acl.Item> items = new ArrayList<>();
        if (toPublic != 0) {
            items.add(new Acl.Item(Acl.PUBLIC, toPublic, 0, ownerOid));
        }
        items.add(new Acl.Item(ownerOid, ownerPrivileges, 0, ownerOid));
        return new Acl(items);
    }

    static Acl grant(Acl acl, int grantee, int privileges, boolean grantable, int grantor) {
        List<Acl.Item> items = new ArrayList<>(acl.items());
        int options = grantable ? privileges : 0;
        for (int i = 0; i < items.size(); i++) {
            Acl.Item item = items.get(i);
            if (item.granteeOid() == grantee && item.grantorOid() == grantor) {
                items.set(
                        i, new Acl.Item(grantee, item.privileges() | privileges, item.grantable() | options, grantor));
                return new Acl(items);
            }
        }
        items.add(new Acl.Item(grantee, privileges, options, grantor));
        return new Acl(items);
    }

    /**
     * Takes privileges away, or only the options to grant them on. What the grantee had granted on goes with CASCADE, and
     * forbids the change without it (2BP01).
     */
    static Acl revoke(
            Acl acl, int grantee, int privileges, boolean optionOnly, int grantor, boolean cascade, int ownerOid) {
        List<Acl.Item> items = new ArrayList<>();
        for (Acl.Item item : acl.items()) {
            if (item.granteeOid() != grantee || item.grantorOid() != grantor) {
                items.add(item);
                continue;
            }
            int left = optionOnly ? item.privileges() : item.privileges() & ~privileges;
            if (left != 0) {
                items.add(new Acl.Item(grantee, left, item.grantable() & ~privileges, grantor));
            }
        }
        return revokeDependents(new Acl(items), grantee, privileges, cascade, ownerOid);
    }

    private static Acl revokeDependents(Acl acl, int grantor, int privileges, boolean cascade, int ownerOid) {
        if (grantor == ownerOid || grantor == Acl.PUBLIC) {
            return acl;
        }
        int still = acl.items().stream()
                .filter(item -> item.granteeOid() == grantor)
                .mapToInt(Acl.Item::grantable)
                .reduce(0, (a, b) -> a | b);
        int lost = privileges & ~still;
        Acl result = acl;
        for (Acl.Item item : acl.items()) {
            if (item.grantorOid() == grantor && (item.privileges() & lost) != 0) {
                if (!cascade) {
                    throw new SqlStateException(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "dependent privileges exist")
                            .withHint("Use CASCADE to revoke them too.");
                }
                result = revoke(result, item.granteeOid(), lost, false, grantor, true, ownerOid);
            }
        }
        return result;
    }

    /** The list with another owner in place of the old one, as grantee and grantor. */
    static @Nullable Acl withOwner(@Nullable Acl acl, int oldOwner, int newOwner) {
        if (acl == null) {
            return null;
        }
        Acl result = new Acl(List.of());
        for (Acl.Item item : acl.items()) {
            int grantee = item.granteeOid() == oldOwner ? newOwner : item.granteeOid();
            int grantor = item.grantorOid() == oldOwner ? newOwner : item.grantorOid();
            result = grant(result, grantee, item.privileges(), false, grantor);
            result = grant(result, grantee, item.grantable(), true, grantor);
        }
        return result;
    }
}
