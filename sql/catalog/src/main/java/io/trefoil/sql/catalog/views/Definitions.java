package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.Identifiers;
import io.trefoil.sql.catalog.builtin.OpclassRow;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import io.trefoil.sql.catalog.builtin.TypeNames;
import io.trefoil.sql.catalog.resolve.TypeResolver;
import io.trefoil.sql.types.ObjectNames;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL text of catalog objects: PostgreSQL's functions pg_get_indexdef, pg_get_constraintdef, pg_get_expr,
 * pg_get_viewdef, pg_get_serial_sequence and format_type (PostgreSQL docs, "System Catalog Information Functions").
 * A null answer is SQL NULL: there is no such object.
 */
public final class Definitions {
    private final CatalogNames names;

    public Definitions(CatalogNames names) {
        this.names = names;
    }

    /** format_type; a null modifier is SQL NULL. */
    public String formatType(int type, @Nullable Integer modifier) {
        return TypeNames.format(names.types(), type, modifier);
    }

    /** pg_get_expr: stored expressions are text but for relations, which they refer to by OID. */
    public String expression(String stored, boolean pretty) {
        String named = RelationReferences.named(stored, names);
        return pretty ? PrettyExpression.of(named) : named;
    }

    // Indexes

    /** pg_get_indexdef(index) with the table's name qualified, or with {@code pretty} only where needed. */
    public @Nullable String index(int oid, boolean pretty) {
        Index index = indexOf(oid);
        if (index == null) {
            SystemRelation system = BuiltinCatalog.instance().relation(oid);
            return system != null && system.kind() == 'i' ? SystemIndexes.definition(system, pretty) : null;
        }
        Table table = names.snapshot().table(index.tableOid()).orElse(null);
        if (table == null) {
            return null;
        }
        CatalogNames.Qualified tableName = new CatalogNames.Qualified(table.schemaOid(), table.name());
        StringBuilder out = new StringBuilder(isUnique(table, index) ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
        out.append(Identifiers.quote(index.name())).append(" ON ");
        out.append(pretty ? names.relationText(table.oid()) : names.qualifiedText(tableName));
        out.append(" USING ").append(Identifiers.quote(index.method())).append(" (");
        for (int i = 0; i < index.keys().size(); i++) {
            out.append(i == 0 ? "" : ", ").append(indexKey(table, index, i, pretty));
        }
        out.append(')');
        if (!index.included().isEmpty()) {
            out.append(" INCLUDE (").append(columnList(table, index.included())).append(')');
        }
        if (index.nullsNotDistinct()) {
            out.append(" NULLS NOT DISTINCT");
        }
        if (index.predicateSql() != null) {
            out.append(" WHERE ").append(expression(index.predicateSql(), pretty));
        }
        return out.toString();
    }

    private static boolean isUnique(Table table, Index index) {
        return index.unique()
                || table.constraints().stream()
                        .anyMatch(constraint ->
                                constraint instanceof Constraint.Key key && key.indexOid() == index.oid());
    }

    private String indexKey(Table table, Index index, int position, boolean pretty) {
        Index.Key key = index.keys().get(position);
        StringBuilder out = new StringBuilder(indexKeyName(table, key, pretty));
        OpclassRow opclass = BuiltinCatalog.instance().opclass(key.opclassOid());
        if (opclass != null && !isDefault(opclass, key.typeOid())) {
            out.append(' ').append(Identifiers.quote(opclass.name()));
        }
        if (key.descending()) {
            out.append(" DESC").append(key.nullsFirst() ? "" : " NULLS LAST");
        } else if (key.nullsFirst()) {
            out.append(" NULLS FIRST");
        }
        return out.toString();
    }

    private static boolean isDefault(OpclassRow opclass, int type) {
        return TypeResolver.builtin()
                        .defaultOpclass(opclass.method(), type)
                        .map(opclass::equals)
                        .orElse(false)
                || opclass.isDefault() && BuiltinCatalog.instance().type(type) == null;
    }

    /** A column's name, or an expression: in parentheses unless it is a plain function call. */
    private String indexKeyName(Table table, Index.Key key, boolean pretty) {
        String stored = key.expressionSql();
        if (stored == null) {
            return Identifiers.quote(table.column(key.column()).name());
        }
        String expression = expression(stored, pretty);
        return Parentheses.isFunctionCall(expression) ? expression : "(" + expression + ")";
    }

    /** pg_get_indexdef(index, column, pretty): a column's name or expression, empty beyond the last; for 0 the index. */
    public @Nullable String indexColumn(int oid, int column, boolean pretty) {
        if (column == 0) {
            return index(oid, pretty);
        }
        Index index = indexOf(oid);
        if (index == null) {
            SystemRelation system = BuiltinCatalog.instance().relation(oid);
            boolean inRange = system != null && column <= system.columns().size();
            return system == null
                    ? null
                    : inRange
                            ? Identifiers.quote(system.columns().get(column - 1).name())
                            : "";
        }
        Table table = names.snapshot().table(index.tableOid()).orElse(null);
        if (table == null) {
            return null;
        }
        if (column <= index.keys().size()) {
            return indexKeyName(table, index.keys().get(column - 1), pretty);
        }
        int included = column - index.keys().size();
        return included <= index.included().size()
                ? Identifiers.quote(
                        table.column(index.included().get(included - 1)).name())
                : "";
    }

    private @Nullable Index indexOf(int oid) {
        return names.snapshot().relation(oid).orElse(null) instanceof Index index ? index : null;
    }

    // Constraints

    /** pg_get_constraintdef. */
    public @Nullable String constraint(int oid, boolean pretty) {
        TableConstraints.Entry entry = TableConstraints.find(names.snapshot(), oid);
        return entry == null
                ? CatalogNames.builtinText("pg_constraint", oid, "definition")
                : constraint(entry.table(), entry.constraint(), pretty);
    }

    String constraint(Table table, Constraint constraint, boolean pretty) {
        return switch (constraint) {
            case Constraint.Key key -> key(table, key);
            case Constraint.Check check ->
                "CHECK (" + expression(check.expressionSql(), pretty) + ")" + (check.validated() ? "" : " NOT VALID");
            case Constraint.ForeignKey foreign -> foreignKey(table, foreign);
        };
    }

    private String key(Table table, Constraint.Key key) {
        Index index = indexOf(key.indexOid());
        StringBuilder out = new StringBuilder(key.primary() ? "PRIMARY KEY (" : "UNIQUE ");
        if (!key.primary()) {
            out.append(index != null && index.nullsNotDistinct() ? "NULLS NOT DISTINCT (" : "(");
        }
        out.append(columnList(table, key.columns())).append(')');
        if (index != null && !index.included().isEmpty()) {
            out.append(" INCLUDE (").append(columnList(table, index.included())).append(')');
        }
        return out.append(deferral(key.deferrable(), key.initiallyDeferred())).toString();
    }

    private String foreignKey(Table table, Constraint.ForeignKey key) {
        Table referenced = names.snapshot().table(key.referencedTableOid()).orElse(null);
        StringBuilder out = new StringBuilder("FOREIGN KEY (").append(columnList(table, key.columns()));
        out.append(") REFERENCES ")
                .append(names.relationText(key.referencedTableOid()))
                .append('(');
        out.append(referenced == null ? "" : columnList(referenced, key.referencedColumns()))
                .append(')');
        if (key.match() == 'f') {
            out.append(" MATCH FULL");
        }
        out.append(action(" ON UPDATE ", key.onUpdate())).append(action(" ON DELETE ", key.onDelete()));
        if (!key.deleteColumns().isEmpty()) {
            out.append(" (").append(columnList(table, key.deleteColumns())).append(')');
        }
        out.append(deferral(key.deferrable(), key.initiallyDeferred()));
        return out.append(key.validated() ? "" : " NOT VALID").toString();
    }

    private static String action(String event, char letter) {
        return switch (letter) {
            case 'r' -> event + "RESTRICT";
            case 'c' -> event + "CASCADE";
            case 'n' -> event + "SET NULL";
            case 'd' -> event + "SET DEFAULT";
            default -> "";
        };
    }

    private static String deferral(boolean deferrable, boolean initiallyDeferred) {
        return (deferrable ? " DEFERRABLE" : "") + (initiallyDeferred ? " INITIALLY DEFERRED" : "");
    }

    private static String columnList(Table table, List<Integer> numbers) {
        List<String> list = new ArrayList<>();
        for (int number : numbers) {
            list.add(Identifiers.quote(table.column(number).name()));
        }
        return String.join(", ", list);
    }

    // Views and sequences

    /** pg_get_viewdef: the query with its semicolon; null for another relation. */
    public @Nullable String view(int oid) {
        Relation relation = names.snapshot().relation(oid).orElse(null);
        if (relation instanceof View view) {
            String query = RelationReferences.named(view.querySql(), names).strip();
            return " " + (query.endsWith(";") ? query : query + ";");
        }
        return null;
    }

    /**
     * pg_get_serial_sequence: the sequence that a serial or identity column owns, qualified; null when it owns none.
     *
     * @param table a name as regclass takes it
     * @param column a name taken as it is
     * @throws SqlStateException 42P01 no such table, 42703 no such column
     */
    public @Nullable String serialSequence(String table, String column) {
        int oid = new RegNames(names).oidOf(ObjectNames.Kind.CLASS, table).orElse(0);
        if (oid == 0) {
            throw new SqlStateException(SqlState.UNDEFINED_TABLE, "relation \"" + table + "\" does not exist");
        }
        int number = names.snapshot()
                .table(oid)
                .flatMap(found -> found.findColumn(column))
                .map(Column::number)
                .orElse(0);
        if (number == 0) {
            CatalogNames.Qualified relation = names.relation(oid);
            throw new SqlStateException(
                    SqlState.UNDEFINED_COLUMN,
                    "column \"" + column + "\" of relation \"" + (relation == null ? table : relation.name())
                            + "\" does not exist");
        }
        for (Sequence sequence : names.snapshot().ownedSequences(oid)) {
            if (sequence.ownedByColumn() == number) {
                return names.qualifiedText(new CatalogNames.Qualified(sequence.schemaOid(), sequence.name()));
            }
        }
        return null;
    }
}
