package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.algebra.MergeBranch;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.OperatorReport;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MERGE: for each row of the input the first branch that fits. A target row is changed under a lock, which restarts the
 * statement when the row is another one by now; a row that somebody else has inserted meanwhile does the same, because the
 * input's look for it counts as read.
 */
public final class Merge implements Executable {
    private final Executable input;
    private final TableWriter writer;
    private final int width;
    private final List<Branch> branches;
    private final boolean inputLocks;
    private final int touchedCell;

    /**
     * @param inputLocks whether the input hands out rows that are locked as {@link TableWriter#UPDATE_LOCK} says
     * @param touchedCell where changed rows are remembered
     */
    public Merge(
            Plan.Merge plan,
            Executable input,
            TableWriter writer,
            boolean inputLocks,
            int touchedCell,
            ExpressionCompiler expressions) {
        this.input = input;
        this.writer = writer;
        this.width = plan.target().table().columns().size();
        this.branches = plan.branches().stream()
                .map(branch -> branch(branch, writer, expressions))
                .toList();
        this.inputLocks = inputLocks;
        this.touchedCell = touchedCell;
    }

    private record Branch(boolean matched, @Nullable Evaluator condition, Action action) {}

    private sealed interface Action {}

    private record Change(Assignments values, TableWriter.UpdateScope scope) implements Action {}

    private record Remove() implements Action {}

    private record Add(Evaluator[] row, Assignments generated) implements Action {}

    private record Nothing() implements Action {}

    private static Branch branch(MergeBranch branch, TableWriter writer, ExpressionCompiler expressions) {
        Action action = switch (branch.action()) {
            case MergeBranch.Update update ->
                new Change(
                        new Assignments(update.assignments(), expressions),
                        writer.scope(Assignments.positions(update.assignments())));
            case MergeBranch.Delete delete -> new Remove();
            case MergeBranch.Insert insert ->
                new Add(expressions.compile(insert.row()), new Assignments(insert.generated(), expressions));
            case MergeBranch.Nothing nothing -> new Nothing();
        };
        return new Branch(branch.matched(), expressions.compileIfPresent(branch.condition()), action);
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor source;
        private final @Nullable TouchedRows touched;
        private long inserted;
        private long updated;
        private long deleted;
        private long skipped;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.source = input.open(context);
            this.touched = TouchedRows.of(touchedCell, context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            for (@Nullable Object[] row = source.next(); row != null; row = source.next()) {
                context.rowPassed();
                byte[] key = row[width] instanceof byte[] found ? found : null;
                Action action = choose(row, key != null);
                switch (action) {
                    case Add add -> insert(add, row);
                    case Change change when key != null -> update(change, row, key);
                    case Remove remove when key != null -> delete(row, key);
                    default -> skipped++;
                }
            }
            return null;
        }

        private Action choose(@Nullable Object[] row, boolean matched) {
            for (Branch branch : branches) {
                if (branch.matched() == matched && Rows.holds(branch.condition(), row, context)) {
                    return branch.action();
                }
            }
            return NOTHING;
        }

        private void insert(Add add, @Nullable Object[] row) {
            @Nullable Object[] added = Rows.evaluate(add.row(), row, context);
            add.generated().apply(added, added, context);
            writer.check(added, context);
            touch(writer.insert(added, context));
            inserted++;
        }

        private void update(Change change, @Nullable Object[] row, byte[] key) {
            once(key);
            if (!inputLocks) {
                context.statement().lock(writer.format().space(), key, TableWriter.UPDATE_LOCK, LockWait.BLOCK);
            }
            @Nullable Object[] old = Arrays.copyOf(row, width);
            @Nullable Object[] changed = old.clone();
            change.values().apply(row, changed, context);
            writer.check(changed, context);
            byte[] newKey = writer.update(key, old, changed, change.scope(), context);
            if (newKey != key) {
                touch(newKey);
            }
            updated++;
        }

        private void delete(@Nullable Object[] row, byte[] key) {
            once(key);
            context.statement().lock(writer.format().space(), key, LockMode.UPDATE, LockWait.BLOCK);
            writer.delete(key, Arrays.copyOf(row, width), context);
            deleted++;
        }

        private void touch(byte[] key) {
            if (touched != null) {
                touched.add(key);
            }
        }

        private void once(byte[] key) {
            if (touched != null && !touched.add(key)) {
                throw new SqlStateException(
                                SqlState.CARDINALITY_VIOLATION, "MERGE command cannot affect row a second time")
                        .withHint("Ensure that not more than one source row matches any one target row.");
            }
        }

        @Override
        public long affectedRows() {
            return inserted + updated + deleted;
        }

        @Override
        public OperatorReport report() {
            return new OperatorReport.Merged(inserted, updated, deleted, skipped);
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private static final Action NOTHING = new Nothing();
}
