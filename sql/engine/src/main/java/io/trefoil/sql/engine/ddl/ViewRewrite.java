package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.catalog.builtin.StoredNames;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.engine.bind.TypeNames;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TypeName;
import io.trefoil.sql.parser.ast.WithClause;
import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The text of view queries. Relations are written with their schema, so that the query means the same under any search
 * path; when a relation or schema gets another name, the queries that read it are written anew.
 */
final class ViewRewrite {
    private final DdlContext context;

    ViewRewrite(DdlContext context) {
        this.context = context;
    }

    /** What stands for a relation of the query; {@code alias} is added where the query gives none. */
    private record Replacement(String name, @Nullable String alias) {}

    /** The query with every relation qualified. */
    String qualified(String sql) {
        return typesByOid(replace(sql, this::qualified));
    }

    /** Types of users are named by OID: see {@link StoredNames}. */
    private String typesByOid(String sql) {
        if (!context.catalog().hasValueTypes()) {
            return sql;
        }
        List<TypeName> names =
                new ArrayList<>(TreeWalk.find(SqlParser.parse(sql).get(0).statement(), TypeName.class));
        names.sort(Comparator.comparingInt(TypeName::position).reversed());
        StringBuilder text = new StringBuilder(sql);
        for (TypeName name : names) {
            SqlType type = TypeNames.resolve(context.binding(), name).type();
            SqlType element = type.elementType();
            SqlType base = element == null ? type : element;
            if (base instanceof EnumType && name.position() >= 0) {
                text.replace(
                        name.position(),
                        SourceText.endOfName(sql, name.position()),
                        StoredNames.ofType(name.arrayBounds().isEmpty() ? type.oid() : base.oid()));
            }
        }
        return text.toString();
    }

    private @Nullable Replacement qualified(QualifiedName name) {

        RelationNames.Target target = RelationNames.find(context.binding(), name);
        return switch (target) {
            case null -> null;
            case RelationNames.Target.User user ->
                new Replacement(
                        ObjectNames.qualified(
                                context,
                                user.relation().schemaOid(),
                                user.relation().name()),
                        null);
            case RelationNames.Target.System system ->
                new Replacement(
                        Identifiers.qualified(
                                RelationNames.schemaName(
                                        context.binding(), system.view().namespace()),
                                name.name()),
                        null);
        };
    }

    /** Writes views anew after a relation that they read has got a new name. */
    void renameRelation(List<View> readers, Relation old, String newName) {
        String schema = RelationNames.schemaName(context.binding(), old.schemaOid());
        moveRelation(readers, schema, old.name(), schema, newName);
    }

    /** Writes views anew after a relation has moved. */
    void moveRelation(List<View> readers, String oldSchema, String oldName, String newSchema, String newName) {
        rewrite(
                readers,
                name -> oldName.equals(name.name()) && oldSchema.equals(name.schema())
                        ? new Replacement(
                                Identifiers.qualified(newSchema, newName), oldName.equals(newName) ? null : oldName)
                        : null);
    }

    /** Views of the database whose query names anything in a schema. */
    List<View> readersOfSchema(Schema schema) {
        List<View> found = new ArrayList<>();
        for (CatalogObject object : context.catalog().objects()) {
            if (object instanceof View view
                    && context.catalog()
                            .schema(view.schemaOid())
                            .map(s -> s.databaseOid() == context.databaseOid())
                            .orElse(false)
                    && tables(SqlParser.parse(view.querySql()).get(0).statement()).stream()
                            .anyMatch(item -> schema.name().equals(item.name().schema()))) {
                found.add(view);
            }
        }
        return found;
    }

    void renameSchema(List<View> readers, String oldName, String newName) {
        rewrite(
                readers,
                name -> oldName.equals(name.schema())
                        ? new Replacement(Identifiers.qualified(newName, name.name()), null)
                        : null);
    }

    private void rewrite(List<View> views, Function<QualifiedName, @Nullable Replacement> replacement) {
        if (views.isEmpty()) {
            return;
        }
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        for (View named : views) {
            View view = context.catalog().relation(named.oid()).orElse(named) instanceof View found ? found : named;
            delta.put(view.withQuery(replace(view.querySql(), replacement)));
        }
        context.apply(delta.build());
    }

    /** FROM items that stand for relations and not for WITH queries, last one first. */
    private static List<FromItem.TableItem> tables(Statement query) {
        Set<String> ctes = new HashSet<>();
        TreeWalk.find(query, WithClause.CommonTableExpression.class).forEach(cte -> ctes.add(cte.name()));
        List<FromItem.TableItem> items = new ArrayList<>(TreeWalk.find(query, FromItem.TableItem.class));
        items.removeIf(item ->
                item.name().schema() == null && ctes.contains(item.name().name()));
        items.sort(
                Comparator.comparingInt((FromItem.TableItem item) -> item.name().position())
                        .reversed());
        return items;
    }

    private static String replace(String sql, Function<QualifiedName, @Nullable Replacement> replacement) {
        StringBuilder text = new StringBuilder(sql);
        for (FromItem.TableItem item : tables(SqlParser.parse(sql).get(0).statement())) {
            int start = item.name().position();
            Replacement made = start < 0 ? null : replacement.apply(item.name());
            if (made != null) {
                String alias = made.alias();
                text.replace(
                        start,
                        SourceText.endOfName(sql, start),
                        made.name() + (alias == null || item.alias() != null ? "" : " " + Identifiers.quote(alias)));
            }
        }
        return text.toString();
    }
}
