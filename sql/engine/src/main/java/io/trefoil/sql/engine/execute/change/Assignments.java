package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values for columns of a row, compiled: what follows SET, and generated columns. */
final class Assignments {
    private final int[] targets;
    private final Evaluator[] values;

    Assignments(List<ConflictAction.Assignment> assignments, ExpressionCompiler expressions) {
        targets = assignments.stream()
                .mapToInt(assignment -> assignment.column() - 1)
                .toArray();
        values = expressions.compile(
                assignments.stream().map(ConflictAction.Assignment::value).toList());
    }

    /** Where the assigned columns stand in the row. */
    static BitSet positions(List<ConflictAction.Assignment> assignments) {
        BitSet positions = new BitSet();
        assignments.forEach(assignment -> positions.set(assignment.column() - 1));
        return positions;
    }

    /**
     * Puts the values into a row.
     *
     * @param from what they are computed from, which may be the row itself
     */
    void apply(@Nullable Object[] from, @Nullable Object[] row, ExecutionContext context) {
        for (int i = 0; i < targets.length; i++) {
            row[targets[i]] = values[i].evaluate(from, context);
        }
    }
}
