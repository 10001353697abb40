package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import java.util.ArrayList;
import java.util.List;

/** One privilege on a table or view that somebody has: what aclexplode makes of relacl. */
record TableGrant(Relation relation, int grantor, int grantee, Privilege privilege, boolean grantable) {
    /** Grants on the tables and views of users; without any the owner has everything from itself. */
    static List<TableGrant> all(ViewScope scope) {
        List<TableGrant> grants = new ArrayList<>();
        for (RelationEntry entry : RelationEntry.ofUsers(scope)) {
            Relation relation = entry.relation();
            if (relation == null) {
                continue;
            }
            Acl acl = relation.acl();
            List<Acl.Item> items = acl == null
                    ? List.of(new Acl.Item(entry.owner(), Privilege.ALL_TABLE, 0, entry.owner()))
                    : acl.items();
            items.forEach(item -> add(grants, relation, item));
        }
        return grants;
    }

    private static void add(List<TableGrant> grants, Relation relation, Acl.Item item) {
        for (Privilege privilege : Privilege.values()) {
            if ((item.privileges() & privilege.bit()) != 0) {
                boolean grantable =
                        item.granteeOid() == relation.ownerOid() || (item.grantable() & privilege.bit()) != 0;
                grants.add(new TableGrant(relation, item.grantorOid(), item.granteeOid(), privilege, grantable));
            }
        }
    }

    /** The columns that the views about grants share. */
    static ViewDefinition<TableGrant> view(String name, boolean withPublic) {
        return ViewDefinition.of(
                        name,
                        scope -> all(scope).stream()
                                .filter(grant -> grant.isVisible(scope, withPublic))
                                .toList())
                .column("grantor", (scope, grant) -> scope.names().userName(grant.grantor()))
                .column(
                        "grantee",
                        (scope, grant) -> grant.grantee() == Acl.PUBLIC
                                ? "PUBLIC"
                                : scope.names().userName(grant.grantee()))
                .column("table_catalog", (scope, grant) -> scope.databaseName())
                .column(
                        "table_schema",
                        (scope, grant) -> scope.schemaName(grant.relation().schemaOid()))
                .column("table_name", grant -> grant.relation().name())
                .column("privilege_type", grant -> grant.privilege().name())
                .column("is_grantable", grant -> SqlValues.yesOrNo(grant.grantable()))
                .column("with_hierarchy", grant -> SqlValues.yesOrNo(grant.privilege() == Privilege.SELECT));
    }

    /** Grants by and to the reader's roles are shown; those to PUBLIC only where {@code withPublic}. */
    boolean isVisible(ViewScope scope, boolean withPublic) {
        return scope.rights().owns(grantor)
                || (grantee == Acl.PUBLIC ? withPublic : scope.rights().owns(grantee));
    }
}
