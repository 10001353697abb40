package io.trefoil.sql.engine.copy;

import io.trefoil.sql.api.CopySource;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.ddl.DdlContext;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.change.BulkWriter;
import io.trefoil.sql.engine.execute.compile.PlanCompiler;
import io.trefoil.sql.parser.ast.CopyStatement;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TextFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COPY FROM: reads rows, fills in defaults, and hands them to the table's bulk writer. */
final class CopyFrom {
    /** Longest piece of a bad value shown in an error's context, as PostgreSQL. */
    private static final int CONTEXT_MAX = 100;

    private final DdlContext context;
    private final CopyOptions options;
    private final Table table;
    private final List<Column> columns;
    private final @Nullable Evaluator[] defaults;
    private final @Nullable Evaluator where;
    private final PlanCompiler compiler;
    private final TextFormat format;

    CopyFrom(CopyStatement copy, DdlContext context, CopyOptions options, Table table, List<Column> columns) {
        this.context = context;
        this.options = options;
        this.table = table;
        this.columns = columns;
        this.compiler = context.compiler();
        this.format = context.binding().textFormat();
        this.defaults = defaults();
        Expression condition = copy.where();
        this.where = condition == null
                ? null
                : compiler.compile(StatementBinder.expression(
                        context.binding(), table, condition, StatementBinder.StoredExpression.CHECK, context.sql()));
    }

    /** Evaluators of the values of columns that are not copied; null where that is plain null, or the column is copied. */
    private @Nullable Evaluator[] defaults() {
        List<Scalar> values = StatementBinder.defaults(context.binding(), table);
        @Nullable Evaluator[] evaluators = new @Nullable Evaluator[values.size()];
        for (int i = 0; i < evaluators.length; i++) {
            Column column = table.columns().get(i);
            if (!columns.contains(column)
                    && !(values.get(i) instanceof Scalar.Constant constant && constant.value() == null)) {
                evaluators[i] = compiler.compile(values.get(i));
            }
        }
        return evaluators;
    }

    long run(CopySource source) {
        ByteFeed feed = new ByteFeed(source);
        CopyRowReader reader = switch (options.format()) {
            case TEXT -> new TextRowReader(feed, options);
            case CSV -> new CsvRowReader(feed, options);
            case BINARY -> new BinaryRowReader(feed);
        };
        ExecutionContext execution = context.execution();
        FieldBuffer fields = new FieldBuffer();
        long written = 0;
        Evaluator[] generated = generated();
        try (BulkWriter writer =
                compiler.loads().inserting(StatementBinder.change(context.binding(), table), execution)) {
            if (options.header() != CopyOptions.Header.NONE && reader.next(fields)) {
                checkHeader(fields);
            }
            while (reader.next(fields)) {
                @Nullable Object[] row = row(fields, reader.line(), execution);
                for (int i = 0; i < generated.length; i++) {
                    Evaluator evaluator = generated[i];
                    if (evaluator != NOT_GENERATED) {
                        row[i] = evaluator.evaluate(row, execution);
                    }
                }
                if (where == null || Boolean.TRUE.equals(where.evaluate(row, execution))) {
                    add(writer, row, reader.line());
                    written++;
                }
            }
            writer.finish();
            execution.runEndActions();
        } finally {
            execution.closeOwned();
        }
        return written;
    }

    private static final Evaluator NOT_GENERATED = (row, execution) -> null;

    private Evaluator[] generated() {
        Evaluator[] evaluators = new Evaluator[table.columns().size()];
        for (int i = 0; i < evaluators.length; i++) {
            Scalar value = table.columns().get(i).dropped()
                    ? null
                    : StatementBinder.generated(context.binding(), table, i + 1);
            evaluators[i] = value == null ? NOT_GENERATED : compiler.compile(value);
        }
        return evaluators;
    }

    private void add(BulkWriter writer, @Nullable Object[] row, long line) {
        try {
            writer.add(row);
        } catch (SqlStateException e) {
            throw e.context() == null ? e.withContext("COPY " + table.name() + ", line " + line) : e;
        }
    }

    private @Nullable Object[] row(FieldBuffer fields, long line, ExecutionContext execution) {
        boolean empty = fields.count() == 1 && fields.length(0) == 0 && columns.isEmpty();
        if (fields.count() > columns.size() && !empty) {
            throw bad("extra data after last expected column", line);
        }
        if (fields.count() < columns.size()) {
            throw bad("missing data for column \"" + columns.get(fields.count()).name() + "\"", line);
        }
        @Nullable Object[] row = new @Nullable Object[table.columns().size()];
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            row[column.number() - 1] = value(fields, i, column, line);
        }
        for (int i = 0; i < row.length; i++) {
            Evaluator evaluator = defaults[i];
            if (evaluator != null) {
                row[i] = evaluator.evaluate(row, execution);
            }
        }
        return row;
    }

    private @Nullable Object value(FieldBuffer fields, int field, Column column, long line) {
        boolean isNull = fields.isNull(field);
        if (options.format() == CopyOptions.Format.CSV) {
            if (isNull && options.forceNotNull().contains(column.name())) {
                isNull = false;
            } else if (!isNull
                    && options.forceNull().contains(column.name())
                    && fields.length(field) == 0
                    && options.nullText().length == 0) {
                isNull = true;
            }
        }
        if (isNull) {
            return null;
        }
        try {
            return options.format() == CopyOptions.Format.BINARY
                    ? column.type()
                            .readBinary(fields.array(), fields.start(field), fields.length(field), column.typmod())
                    : column.type()
                            .parse(fields.array(), fields.start(field), fields.length(field), column.typmod(), format);
        } catch (SqlStateException e) {
            String text = new String(fields.array(), fields.start(field), fields.length(field), StandardCharsets.UTF_8);
            String shown = text.length() > CONTEXT_MAX ? text.substring(0, CONTEXT_MAX) + "..." : text;
            throw e.withContext(
                    "COPY " + table.name() + ", line " + line + ", column " + column.name() + ": \"" + shown + "\"");
        }
    }

    private SqlStateException bad(String message, long line) {
        return new SqlStateException(SqlState.BAD_COPY_FILE_FORMAT, message)
                .withContext("COPY " + table.name() + ", line " + line);
    }

    private void checkHeader(FieldBuffer fields) {
        if (options.header() != CopyOptions.Header.MATCH) {
            return;
        }
        if (fields.count() != columns.size()) {
            throw bad(
                    "wrong number of fields in header line: got " + fields.count() + ", expected " + columns.size(), 1);
        }
        for (int i = 0; i < columns.size(); i++) {
            String name = new String(fields.array(), fields.start(i), fields.length(i), StandardCharsets.UTF_8);
            if (!name.equals(columns.get(i).name())) {
                throw bad(
                        "column name mismatch in header line field " + (i + 1) + ": got \"" + name + "\", expected \""
                                + columns.get(i).name() + "\"",
                        1);
            }
        }
    }
}
