package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Access control lists as aclitem[]: {@code {owner=arwdDxt/owner,=r/owner}} (PostgreSQL docs, "Privileges"). */
public final class AclText {
    private final CatalogNames names;

    public AclText(CatalogNames names) {
        this.names = names;
    }

    /** The array, or null for the default privileges. */
    public @Nullable SqlArray array(@Nullable Acl acl) {
        if (acl == null) {
            return null;
        }
        Object[] items = acl.items().stream().map(this::item).toArray();
        return SqlArray.of(SqlTypes.ACLITEM, items);
    }

    /** One entry: grantee, letters with a star for each that may be granted on, grantor. */
    public String item(Acl.Item item) {
        StringBuilder out =
                new StringBuilder(item.granteeOid() == Acl.PUBLIC ? "" : role(item.granteeOid())).append('=');
        for (Privilege privilege : Privilege.values()) {
            if ((item.privileges() & privilege.bit()) != 0) {
                out.append(privilege.letter()).append((item.grantable() & privilege.bit()) != 0 ? "*" : "");
            }
        }
        return out.append('/').append(role(item.grantorOid())).toString();
    }

    private String role(int oid) {
        String name = names.roleName(oid);
        if (name == null) {
            return Integer.toUnsignedString(oid);
        }
        boolean plain = name.chars().allMatch(c -> c == '_' || Character.isLetterOrDigit(c));
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
