package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.table.IndexFormats;
import io.trefoil.sql.records.index.IndexFormat;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the entries of new indexes for the rows of a table. */
final class IndexBuild {
    private final DdlContext context;
    private final Table table;
    private final ExecutionContext execution;
    private final List<Target> targets = new ArrayList<>();

    /** One index with its compiled expressions. */
    private record Target(
            Index index,
            IndexFormat format,
            Evaluator[] keys,
            SqlType[] types,
            @Nullable Evaluator predicate) {}

    /** @param table the table as it will be; index expressions are bound over it */
    IndexBuild(DdlContext context, Table table, List<Index> indexes) {
        this.context = context;
        this.table = table;
        this.execution = context.execution();
        Expressions expressions = new Expressions();
        for (Index index : indexes) {
            if (index.spaceId() == 0) {
                continue;
            }
            TableChange.IndexTarget bound = StatementBinder.indexTarget(context.binding(), table, index);
            targets.add(new Target(
                    index,
                    IndexFormats.of(table, index),
                    expressions.compile(bound.keys()),
                    bound.keys().stream().map(Scalar::type).toArray(SqlType[]::new),
                    expressions.compileIfPresent(bound.predicate())));
        }
    }

    /** Reads all rows and adds their entries. */
    static void fill(DdlContext context, Table table, List<Index> indexes) {
        IndexBuild build = new IndexBuild(context, table, indexes);
        if (build.targets.isEmpty()) {
            return;
        }
        try (RowScan rows = new RowScan(context, table)) {
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                build.add(row, rows.key());
            }
        }
    }

    /** Adds the entries of one row; 23505 for a duplicate. */
    void add(@Nullable Object[] row, byte[] rowKey) {
        for (Target target : targets) {
            Evaluator predicate = target.predicate();
            if (predicate == null || Boolean.TRUE.equals(predicate.evaluate(row, execution))) {
                add(target, row, rowKey);
            }
        }
    }

    private void add(Target target, @Nullable Object[] row, byte[] rowKey) {
        @Nullable Object[] values = new @Nullable Object[target.keys().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = target.keys()[i].evaluate(row, execution);
        }
        IndexFormat format = target.format();
        boolean unique = format.uniqueFor(values);
        byte[] key = format.key(values, unique, rowKey);
        byte[] value = format.value(unique, rowKey, row);
        int space = target.index().spaceId();
        if (!unique) {
            context.statement().put(space, key, value);
        } else if (context.statement().insert(space, key, value, LockWait.BLOCK) != null) {
            throw duplicate(target, values);
        }
    }

    private SqlStateException duplicate(Target target, @Nullable Object[] values) {
        List<String> names = new ArrayList<>();
        for (Index.Key key : target.index().keys()) {
            names.add(key.column() > 0 ? table.column(key.column()).name() : String.valueOf(key.expressionSql()));
        }
        return duplicate(context, table, target.index().name(), names, target.types(), values);
    }

    /** {@code could not create unique index}. */
    static SqlStateException duplicate(
            DdlContext context,
            Table table,
            String index,
            List<String> names,
            SqlType[] types,
            @Nullable Object[] values) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            texts.add(
                    value == null
                            ? "null"
                            : types[i].toText(value, context.binding().textFormat()));
        }
        return new SqlStateException(SqlState.UNIQUE_VIOLATION, "could not create unique index \"" + index + "\"")
                .withDetail("Key (" + String.join(", ", names) + ")=(" + String.join(", ", texts) + ") is duplicated.")
                .withTable(Relations.schemaOf(context, table).name(), table.name())
                .withConstraint(index);
    }

    /** {@code column "a" of relation "t" contains null values}. */
    static SqlStateException containsNulls(DdlContext context, Table table, Column column) {
        return new SqlStateException(
                        SqlState.NOT_NULL_VIOLATION,
                        "column \"" + column.name() + "\" of relation \"" + table.name() + "\" contains null values")
                .withTable(Relations.schemaOf(context, table).name(), table.name())
                .withColumn(column.name());
    }
}
