package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.WithClause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which relations the query of a view names. */
final class ViewReferences {
    private ViewReferences() {}

    /** Views whose query reads a relation directly. */
    static List<View> readers(DdlContext context, Relation relation) {
        List<View> found = new ArrayList<>();
        for (CatalogObject object : context.catalog().objects()) {
            if (object instanceof View view && view.oid() != relation.oid() && reads(context, view, relation.oid())) {
                found.add(view);
            }
        }
        return found;
    }

    private static boolean reads(DdlContext context, View view, int oid) {
        if (context.catalog()
                .schema(view.schemaOid())
                .map(s -> s.databaseOid() != context.databaseOid())
                .orElse(true)) {
            return false;
        }
        Statement query = SqlParser.parse(view.querySql()).get(0).statement();
        Set<String> ctes = new HashSet<>();
        TreeWalk.find(query, WithClause.CommonTableExpression.class).forEach(cte -> ctes.add(cte.name()));
        for (FromItem.TableItem item : TreeWalk.find(query, FromItem.TableItem.class)) {
            if (item.name().schema() == null && ctes.contains(item.name().name())) {
                continue;
            }
            RelationNames.Target target = RelationNames.find(context.binding(), item.name());
            if (target != null && target.oid() == oid) {
                return true;
            }
        }
        return false;
    }

    /** Whether the query of a view mentions a column of this name anywhere. */
    static boolean mentions(View view, String column) {
        Statement query = SqlParser.parse(view.querySql()).get(0).statement();
        return TreeWalk.find(query, Reference.ColumnReference.class).stream()
                .anyMatch(reference -> !reference.star()
                        && reference.names().get(reference.names().size() - 1).equals(column));
    }
}
