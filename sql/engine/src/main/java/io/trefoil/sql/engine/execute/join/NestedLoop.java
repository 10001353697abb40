package io.trefoil.sql.engine.execute.join;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.spill.RowStore;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Compares every left row with every right row; the right rows are kept, on disk when they are many. */
public final class NestedLoop implements Executable {
    private final Executable left;
    private final Executable right;
    private final @Nullable Evaluator condition;
    private final JoinShape shape;

    public NestedLoop(Plan.NestedLoop plan, Executable left, Executable right, ExpressionCompiler expressions) {
        this.left = left;
        this.right = right;
        this.condition = expressions.compileIfPresent(plan.condition());
        this.shape = new JoinShape(
                plan.kind(),
                plan.left().columns().size(),
                plan.right().columns().size());
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RowCursor leftRows;
        private final RowCursor rightRows;
        private final RowStore inner;
        private final BitSet innerMatched = new BitSet();
        private boolean built;
        private @Nullable Object @Nullable [] leftRow;
        private boolean leftMatched;
        private long position;
        private boolean leftEnded;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.leftRows = left.open(context);
            this.rightRows = right.open(context);
            this.inner = new RowStore(context.resources());
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (!built) {
                built = true;
                for (@Nullable Object[] row = rightRows.next(); row != null; row = rightRows.next()) {
                    context.rowPassed();
                    inner.add(row);
                }
                rightRows.close();
            }
            while (!leftEnded) {
                if (leftRow == null) {
                    leftRow = leftRows.next();
                    leftMatched = false;
                    position = 0;
                    if (leftRow == null) {
                        leftEnded = true;
                        position = 0;
                        leftRows.close();
                        break;
                    }
                }
                @Nullable Object[] result = nextMatch(leftRow);
                if (result != null) {
                    return result;
                }
                leftRow = null;
            }
            return shape.keepsRight() ? nextUnmatched() : null;
        }

        private @Nullable Object @Nullable [] nextMatch(@Nullable Object[] row) {
            while (position < inner.size()) {
                context.rowPassed();
                long at = position++;
                @Nullable Object[] both = shape.both(row, inner.get(at));
                if (Rows.holds(condition, both, context)) {
                    leftMatched = true;
                    if (shape.firstMatchDecides()) {
                        position = inner.size();
                        return shape.kind() == JoinKind.SEMI ? row : null;
                    }
                    if (shape.keepsRight()) {
                        innerMatched.set(Math.toIntExact(at));
                    }
                    return both;
                }
            }
            if (leftMatched || !shape.keepsLeft()) {
                return null;
            }
            leftMatched = true;
            return shape.leftOnly(row);
        }

        private @Nullable Object @Nullable [] nextUnmatched() {
            while (position < inner.size()) {
                long at = position++;
                if (!innerMatched.get(Math.toIntExact(at))) {
                    return shape.rightOnly(inner.get(at));
                }
            }
            return null;
        }

        @Override
        public void close() {
            leftRows.close();
            rightRows.close();
            inner.close();
        }
    }
}
