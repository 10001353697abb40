package io.trefoil.sql.engine.execute.join;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import org.jspecify.annotations.Nullable;

/** Runs the right side anew for every left row, whose values it reads through slots: LATERAL, and joins by index lookup. */
public final class LateralLoop implements Executable {
    private final Executable left;
    private final Executable right;
    private final int[] slots;
    private final Evaluator[] values;
    private final @Nullable Evaluator condition;
    private final JoinShape shape;

    public LateralLoop(Plan.LateralLoop plan, Executable left, Executable right, ExpressionCompiler expressions) {
        this.left = left;
        this.right = right;
        this.slots = plan.bindings().stream().mapToInt(Scalar.SlotBinding::slot).toArray();
        this.values = expressions.compile(
                plan.bindings().stream().map(Scalar.SlotBinding::value).toList());
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
        private @Nullable RowCursor rightRows;
        private @Nullable Object @Nullable [] leftRow;
        private boolean leftMatched;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.leftRows = left.open(context);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (true) {
                RowCursor open = rightRows;
                if (open == null) {
                    leftRow = leftRows.next();
                    if (leftRow == null) {
                        return null;
                    }
                    context.rowPassed();
                    leftMatched = false;
                    for (int i = 0; i < slots.length; i++) {
                        context.setSlot(slots[i], values[i].evaluate(leftRow, context));
                    }
                    open = right.open(context);
                    rightRows = open;
                }
                @Nullable Object[] result = leftRow == null ? null : nextMatch(leftRow, open);
                if (result != null) {
                    return result;
                }
                closeRight();
            }
        }

        /** The next result of a left row, or null when it has no more. */
        private @Nullable Object @Nullable [] nextMatch(@Nullable Object[] row, RowCursor open) {
            if (leftMatched && shape.kind() != JoinKind.INNER && shape.kind() != JoinKind.LEFT) {
                return null;
            }
            for (@Nullable Object[] found = open.next(); found != null; found = open.next()) {
                @Nullable Object[] both = condition == null && shape.firstMatchDecides() ? row : shape.both(row, found);
                if (Rows.holds(condition, both, context)) {
                    leftMatched = true;
                    return shape.kind() == JoinKind.ANTI ? null : shape.kind() == JoinKind.SEMI ? row : both;
                }
            }
            if (leftMatched || !shape.keepsLeft()) {
                return null;
            }
            leftMatched = true;
            return shape.leftOnly(row);
        }

        private void closeRight() {
            RowCursor open = rightRows;
            rightRows = null;
            if (open != null) {
                open.close();
            }
        }

        @Override
        public void close() {
            leftRows.close();
            closeRight();
        }
    }
}
