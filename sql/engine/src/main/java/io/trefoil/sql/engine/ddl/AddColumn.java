package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ScalarTree;
import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.TableConstraint;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TextFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ALTER TABLE ADD COLUMN. A default that does not depend on the moment or the row is computed once and kept with the column
 * for the rows that are there; any other default, and a generated column, rewrites the table.
 */
final class AddColumn {
    private final DdlContext context;
    private final Table before;

    AddColumn(DdlContext context, Table table) {
        this.context = context;
        this.before = table;
    }

    void run(AlterTableAction.AddColumn action) {
        String name = action.column().name();
        if (before.findColumn(name).isPresent()) {
            String message = "column \"" + name + "\" of relation \"" + before.name() + "\" already exists";
            if (!action.ifNotExists()) {
                throw new SqlStateException(SqlState.DUPLICATE_COLUMN, message);
            }
            Messages.notice(context, SqlState.DUPLICATE_COLUMN, message + ", skipping");
            return;
        }
        TableDraft draft = new TableDraft(context, before);
        ColumnBuilder builder = new ColumnBuilder(draft);
        builder.declare(action.column());
        builder.complete(action.column());
        context.apply(draft.delta().build());
        fill(Relations.current(context, before));
        AlterConstraints.addAll(context, Relations.current(context, before), constraints(action));
    }

    private List<TableConstraint> constraints(AlterTableAction.AddColumn action) {
        return KeyBuilder.ofColumn(action.column(), context);
    }

    private void fill(Table table) {
        Column column = table.column(table.columns().size());
        Scalar value = column.generated()
                ? StatementBinder.generated(context.binding(), table, column.number())
                : StatementBinder.defaults(context.binding(), table).get(column.number() - 1);
        if (value == null) {
            throw new IllegalStateException("a generated column has an expression");
        }
        Evaluator evaluator = new Expressions().compile(value);
        ExecutionContext execution = context.execution();
        if (isConstant(value)) {
            Object constant =
                    evaluator.evaluate(new @Nullable Object[table.columns().size()], execution);
            if (constant == null) {
                requireNoRows(table, column);
            } else {
                keepMissing(table, column, constant);
            }
            return;
        }
        List<Index> indexes = context.catalog().indexes(table);
        int position = column.number() - 1;
        CatalogDelta.Builder delta = Rewrites.run(context, before, table, indexes, row -> {
            Object made = evaluator.evaluate(row, execution);
            if (made == null && column.notNull()) {
                throw RowValidation.containsNulls(context, table, column);
            }
            row[position] = made;
            return row;
        });
        context.apply(delta.build());
    }

    private static boolean isConstant(Scalar value) {
        List<Scalar> varying = new ArrayList<>();
        ScalarTree.forEach(value, part -> {
            boolean volatileCall =
                    part instanceof Scalar.Call call && call.function().volatility() == 'v';
            if (volatileCall || part instanceof Scalar.InputRef) {
                varying.add(part);
            }
        });
        return varying.isEmpty();
    }

    private void requireNoRows(Table table, Column column) {
        if (!column.notNull()) {
            return;
        }
        KeyRange all = KeyRange.all(before.spaceId());
        try (KeyCursor rows = context.statement().scan(ScanRequest.of(all).with(Access.LATEST))) {
            if (rows.next()) {
                throw RowValidation.containsNulls(context, table, column);
            }
        }
    }

    private void keepMissing(Table table, Column column, Object constant) {
        String text = ExpressionText.literal(column.type().toText(constant, TextFormat.DEFAULT));
        List<Column> columns = new ArrayList<>(table.columns());
        columns.set(
                column.number() - 1,
                new Column(
                        column.number(),
                        column.name(),
                        column.type(),
                        column.typmod(),
                        column.notNull(),
                        column.defaultSql(),
                        text,
                        column.identity(),
                        column.generated(),
                        false));
        context.apply(new CatalogDelta.Builder().put(table.withColumns(columns)).build());
    }
}
