package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's full rows (all columns by attnum, dropped ones null) as data changes see them: their names, and the stored
 * expressions over them (defaults, checks, index keys).
 */
final class TableRows {
    private final BindContext context;
    private final Table table;

    TableRows(BindContext context, Table table) {
        this.context = context;
        this.table = table;
    }

    Table table() {
        return table;
    }

    int width() {
        return table.columns().size();
    }

    /** The range entry of a full row that starts at a position of the input row. */
    RangeEntry entry(String alias, int offset, int rowKey) {
        List<NamedColumn> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            if (!column.dropped()) {
                columns.add(new NamedColumn(
                        column.name(),
                        new Scalar.InputRef(
                                offset + column.number() - 1, column.type(), column.typmod(), column.name()),
                        table.oid(),
                        column.number()));
            }
        }
        return new RangeEntry(alias, table.schemaOid(), table.oid(), table, columns, rowKey, SqlTypes.RECORD);
    }

    /** Only the full row in scope, as for CHECK and index expressions. */
    Scope scope() {
        RangeEntry entry = entry(table.name(), 0, -1);
        return new Scope(context, null, List.of(entry), entry.columns());
    }

    List<OutputColumn> outputColumns() {
        List<OutputColumn> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(new OutputColumn(column.name(), column.type(), column.typmod(), table.oid(), column.number()));
        }
        return columns;
    }

    /** A scan that yields full rows followed by the row key. */
    Rel scan(String alias) {
        List<Integer> live = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        boolean dropped = false;
        for (Column column : table.columns()) {
            if (column.dropped()) {
                dropped = true;
            } else {
                live.add(column.number());
                columns.add(
                        new OutputColumn(column.name(), column.type(), column.typmod(), table.oid(), column.number()));
            }
        }
        columns.add(OutputColumn.of("ctid", SqlTypes.BYTEA, -1));
        Rel scan = new Rel.TableScan(table, alias, live, true, columns);
        return dropped ? widened(scan) : scan;
    }

    /** Puts nulls where dropped columns were. */
    private Rel widened(Rel scan) {
        List<Scalar> expressions = new ArrayList<>();
        int position = 0;
        for (Column column : table.columns()) {
            expressions.add(
                    column.dropped()
                            ? new Scalar.Constant(null, column.type(), -1)
                            : new Scalar.InputRef(position++, column.type(), column.typmod(), column.name()));
        }
        expressions.add(new Scalar.InputRef(position, SqlTypes.BYTEA, -1, "ctid"));
        List<OutputColumn> columns = outputColumns();
        columns.add(OutputColumn.of("ctid", SqlTypes.BYTEA, -1));
        return new Rel.Project(scan, expressions, columns);
    }

    /** Indexes and checks to be kept up by a change of the table. */
    TableChange change() {
        CatalogSnapshot catalog = context.environment().catalog();
        List<TableChange.IndexTarget> indexes = new ArrayList<>();
        for (Index index : catalog.indexes(table)) {
            indexes.add(indexTarget(index));
        }
        List<TableChange.Check> checks = new ArrayList<>();
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.Check check) {
                checks.add(new TableChange.Check(check.name(), bind(check.expressionSql(), Clause.CHECK, true)));
            }
        }
        return new TableChange(table, indexes, checks);
    }

    TableChange.IndexTarget indexTarget(Index index) {
        List<Scalar> keys = new ArrayList<>();
        for (Index.Key key : index.keys()) {
            String sql = key.expressionSql();
            if (sql == null) {
                Column column = table.column(key.column());
                keys.add(new Scalar.InputRef(column.number() - 1, column.type(), column.typmod(), column.name()));
            } else {
                keys.add(bind(sql, Clause.INDEX_EXPRESSION, false));
            }
        }
        String predicate = index.predicateSql();
        return new TableChange.IndexTarget(
                index, keys, predicate == null ? null : bind(predicate, Clause.INDEX_PREDICATE, true));
    }

    /** Binds a stored expression over the full row. */
    Scalar bind(String sql, Clause clause, boolean condition) {
        ExpressionBinder binder = ExpressionBinder.plain(context, scope(), clause);
        Scalar bound = binder.bindSettled(SqlParser.parseExpression(sql));
        return condition ? binder.coercion().toBoolean(bound, clause.text(), -1) : bound;
    }

    /** What a column gets when no value is given: its identity's next value, its default, or null. */
    Scalar defaultValue(Column column) {
        Scalar value = defaultOrNull(column);
        return value == null ? new Scalar.Constant(null, column.type(), column.typmod()) : value;
    }

    private @Nullable Scalar defaultOrNull(Column column) {
        Coercion coercion = new Coercion(context, new Resolution(context));
        ExpressionBinder binder = ExpressionBinder.plain(context, Scope.empty(context, null), Clause.DEFAULT);
        if (column.identity() != Column.Identity.NONE) {
            Scalar sequence = new Scalar.Constant(identitySequence(column), SqlTypes.REGCLASS, -1);
            Scalar next = binder.operators().function("nextval", List.of(sequence), -1);
            return coercion.convert(next, column.type(), column.typmod(), Coercion.Context.ASSIGNMENT, -1);
        }
        String sql = column.defaultSql();
        if (sql == null || column.generated()) {
            return null;
        }
        Scalar bound = binder.bind(SqlParser.parseExpression(sql));
        return coercion.convert(bound, column.type(), column.typmod(), Coercion.Context.ASSIGNMENT, -1);
    }

    private int identitySequence(Column column) {
        return context.environment().catalog().ownedSequences(table.oid()).stream()
                .filter(sequence -> sequence.ownedByColumn() == column.number() && sequence.identity())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("identity column without sequence: " + column.name()))
                .oid();
    }

    /** The value of a generated column over the full row that holds all other values. */
    Scalar generatedValue(Column column) {
        String sql = column.defaultSql();
        if (sql == null) {
            throw new IllegalStateException("generated column without expression: " + column.name());
        }
        Scalar bound = bind(sql, Clause.GENERATED, false);
        return new Coercion(context, new Resolution(context))
                .convert(bound, column.type(), column.typmod(), Coercion.Context.ASSIGNMENT, -1);
    }
}
