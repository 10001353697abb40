package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table or view of a user or of PostgreSQL itself, for the views that show both alike.
 *
 * @param kind relkind: r or v
 * @param relation the user's relation, null for PostgreSQL's own
 */
record RelationEntry(
        int oid,
        int namespace,
        String name,
        char kind,
        int owner,
        @Nullable Relation relation,
        @Nullable SystemView system) {

    /** Tables and views, PostgreSQL's own first. */
    static List<RelationEntry> all(ViewScope scope) {
        List<RelationEntry> entries = new ArrayList<>();
        for (SystemView view : SystemViews.instance().all()) {
            entries.add(new RelationEntry(
                    view.oid(), view.namespace(), view.name(), view.kind(), Role.BOOTSTRAP_OID, null, view));
        }
        entries.addAll(ofUsers(scope));
        return entries;
    }

    static List<RelationEntry> ofKind(ViewScope scope, char kind) {
        return all(scope).stream().filter(entry -> entry.kind() == kind).toList();
    }

    static List<RelationEntry> ofUsers(ViewScope scope) {
        List<RelationEntry> entries = new ArrayList<>();
        for (Relation relation : scope.relations()) {
            if (relation instanceof Table || relation instanceof View) {
                entries.add(new RelationEntry(
                        relation.oid(),
                        relation.schemaOid(),
                        relation.name(),
                        relation.kind(),
                        relation.ownerOid(),
                        relation,
                        null));
            }
        }
        return entries;
    }

    @Nullable
    Table table() {
        return relation instanceof Table table ? table : null;
    }

    /** Whether the reader has any of these privileges on it. */
    boolean allows(ViewScope scope, int privileges) {
        if (relation != null) {
            return scope.rights().hasAny(relation, privileges);
        }
        boolean readable = system != null && system.readableByPublic() && (privileges & Privilege.SELECT.bit()) != 0;
        return readable || scope.rights().isSuperuser();
    }
}
