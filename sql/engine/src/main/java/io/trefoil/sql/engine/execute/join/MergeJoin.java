package io.trefoil.sql.engine.execute.join;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.spill.RowStore;
import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * Joins two inputs that are sorted by their keys, ascending and nulls last. Right rows of one key are kept while left rows
 * of that key pass. NULL keys match nothing. INNER and LEFT.
 */
public final class MergeJoin implements Executable {
    private final Executable left;
    private final Executable right;
    private final int[] leftKeys;
    private final int[] rightKeys;
    private final SqlType[] types;
    private final @Nullable Evaluator residual;
    private final JoinShape shape;

    public MergeJoin(Plan.MergeJoin plan, Executable left, Executable right, ExpressionCompiler expressions) {
        this.left = left;
        this.right = right;
        this.leftKeys = plan.leftKeys().stream().mapToInt(Integer::intValue).toArray();
        this.rightKeys = plan.rightKeys().stream().mapToInt(Integer::intValue).toArray();
        this.types = plan.leftKeys().stream()
                .map(i -> plan.left().columns().get(i).type())
                .toArray(SqlType[]::new);
        this.residual = expressions.compileIfPresent(plan.residual());
        this.shape = new JoinShape(
                plan.kind(),
                plan.left().columns().size(),
                plan.right().columns().size());
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    /** Order of a left row and a right row by their keys, nulls last. */
    private int compare(@Nullable Object[] leftRow, @Nullable Object[] rightRow) {
        for (int i = 0; i < types.length; i++) {
            Object a = leftRow[leftKeys[i]];
            Object b = rightRow[rightKeys[i]];
            int order = a == null || b == null ? (a == b ? 0 : a == null ? 1 : -1) : types[i].compare(a, b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private boolean hasNullKey(@Nullable Object[] leftRow) {
        for (int key : leftKeys) {
            if (leftRow[key] == null) {
                return true;
            }
        }
        return false;
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor leftRows;
        private final RowCursor rightRows;
        /** Right rows with the key of the last left row that had matches. */
        private final RowStore group;

        private @Nullable Object @Nullable [] rightAhead;
        private boolean started;
        private @Nullable Object @Nullable [] leftRow;
        private boolean leftMatched;
        private long position;
        private long end;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.leftRows = left.open(context);
            this.rightRows = right.open(context);
            this.group = new RowStore(context.resources());
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (!started) {
                started = true;
                rightAhead = rightRows.next();
            }
            while (true) {
                if (leftRow == null) {
                    leftRow = leftRows.next();
                    if (leftRow == null) {
                        return null;
                    }
                    context.rowPassed();
                    leftMatched = false;
                    position = 0;
                    end = findGroup(leftRow) ? group.size() : 0;
                }
                @Nullable Object[] result = nextMatch(leftRow);
                if (result != null) {
                    return result;
                }
                leftRow = null;
            }
        }

        /** Brings the right rows with the left row's key into the group; false when there are none. */
        private boolean findGroup(@Nullable Object[] row) {
            if (hasNullKey(row)) {
                return false;
            }
            if (group.size() > 0) {
                int order = compare(row, group.get(0));
                if (order <= 0) {
                    return order == 0;
                }
                group.clear();
            }
            while (rightAhead != null && compare(row, rightAhead) > 0) {
                context.rowPassed();
                rightAhead = rightRows.next();
            }
            while (rightAhead != null && compare(row, rightAhead) == 0) {
                context.rowPassed();
                group.add(rightAhead);
                rightAhead = rightRows.next();
            }
            return group.size() > 0;
        }

        private @Nullable Object @Nullable [] nextMatch(@Nullable Object[] row) {
            while (position < end) {
                @Nullable Object[] both = shape.both(row, group.get(position++));
                if (Rows.holds(residual, both, context)) {
                    leftMatched = true;
                    return both;
                }
            }
            if (leftMatched || !shape.keepsLeft()) {
                return null;
            }
            leftMatched = true;
            return shape.leftOnly(row);
        }

        @Override
        public void close() {
            leftRows.close();
            rightRows.close();
            group.close();
        }
    }
}
