package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.parser.ast.QualifiedName;

/** Names of objects in messages: qualified where the search path does not find them. */
final class ObjectNames {
    private ObjectNames() {}

    static String relation(DdlContext context, Relation relation) {
        RelationNames.Target found = RelationNames.find(context.binding(), QualifiedName.of(relation.name(), -1));
        return found != null && found.oid() == relation.oid()
                ? Identifiers.quote(relation.name())
                : qualified(context, relation.schemaOid(), relation.name());
    }

    static String qualified(DdlContext context, int schemaOid, String name) {
        return Identifiers.qualified(RelationNames.schemaName(context.binding(), schemaOid), name);
    }
}
