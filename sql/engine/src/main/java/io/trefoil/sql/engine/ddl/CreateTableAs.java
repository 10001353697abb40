package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.bind.ParameterTypes;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.change.BulkWriter;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.TableOptions;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE AS and SELECT INTO. */
final class CreateTableAs {
    private CreateTableAs() {}

    static String run(TableStatement.CreateTableAs statement, DdlContext context) {
        CreateTable.requireOnCommit(statement.options(), statement.persistence());
        if (!(statement.query() instanceof SelectStatement select)) {
            throw Messages.unsupported("CREATE TABLE AS EXECUTE");
        }
        return create(
                statement.name(),
                statement.persistence(),
                statement.ifNotExists(),
                statement.columns(),
                select,
                statement.withData(),
                context);
    }

    /** SELECT ... INTO table. */
    static String into(SelectStatement select, DdlContext context) {
        if (!(select.body() instanceof SelectStatement.SelectCore core) || core.into() == null) {
            throw new IllegalArgumentException("not SELECT INTO");
        }
        SelectStatement.IntoClause into = core.into();
        SelectStatement.SelectCore plain = new SelectStatement.SelectCore(
                core.distinct(),
                core.targets(),
                null,
                core.from(),
                core.where(),
                core.groupBy(),
                core.groupDistinct(),
                core.having(),
                core.windows(),
                core.position());
        SelectStatement query = new SelectStatement(
                select.with(), plain, select.orderBy(), select.limit(), select.locking(), select.position());
        return create(into.table(), into.persistence(), false, List.of(), query, true, context);
    }

    private static String create(
            QualifiedName name,
            TableOptions.Persistence persistence,
            boolean ifNotExists,
            List<String> names,
            SelectStatement query,
            boolean withData,
            DdlContext context) {
        Table table = CreateTable.begin(name, persistence, ifNotExists, context);
        if (table == null) {
            return "CREATE TABLE AS";
        }
        StatementBinder.Bound bound =
                StatementBinder.bind(context.binding(), query, ParameterTypes.inferred(), context.sql());
        TableDraft draft = new TableDraft(context, table);
        addColumns(draft, bound.rel().columns(), names);
        long rows = withData ? fill(draft.table(), bound, context) : 0;
        context.apply(draft.delta().build());
        return withData ? "SELECT " + rows : "CREATE TABLE AS";
    }

    private static void addColumns(TableDraft draft, List<OutputColumn> columns, List<String> names) {
        if (names.size() > columns.size()) {
            throw new SqlStateException(SqlState.SYNTAX_ERROR, "too many column names were specified");
        }
        for (int i = 0; i < columns.size(); i++) {
            OutputColumn column = columns.get(i);
            String name = i < names.size() ? names.get(i) : column.name();
            if (draft.table().findColumn(name).isPresent()) {
                throw new SqlStateException(
                        SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" specified more than once");
            }
            SqlType type = column.type() == SqlTypes.UNKNOWN ? SqlTypes.TEXT : column.type();
            if (type.category() == 'P') {
                throw new SqlStateException(
                        SqlState.INVALID_TABLE_DEFINITION, "column \"" + name + "\" has pseudo-type " + type.sqlName());
            }
            draft.add(new Column(
                    i + 1, name, type, column.typmod(), false, null, null, Column.Identity.NONE, false, false));
        }
    }

    private static long fill(Table table, StatementBinder.Bound bound, DdlContext context) {
        ExecutionContext execution = context.execution();
        TableChange target = new TableChange(table, List.of(), List.of());
        try (RowCursor rows =
                        context.compiler().compile(context.plan(bound.rel())).open(execution);
                BulkWriter writer = context.compiler().loads().filling(target, execution)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                writer.add(row);
            }
            return writer.finish();
        }
    }
}
