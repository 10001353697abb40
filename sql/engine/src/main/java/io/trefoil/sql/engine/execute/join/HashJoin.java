package io.trefoil.sql.engine.execute.join;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * Joins by equality: the right side goes into a hash table, the left side asks it. A right side beyond work_mem is divided
 * with the left side into partitions on disk that are joined pair by pair (GRACE hash join, Kitsuregawa et al. 1983).
 */
public final class HashJoin implements Executable {
    final Executable left;
    final Executable right;
    final Evaluator[] leftKeys;
    final Evaluator[] rightKeys;
    final boolean[] nullSafe;
    final KeyTypes keyTypes;
    final @Nullable Evaluator residual;
    final JoinShape shape;

    public HashJoin(Plan.HashJoin plan, Executable left, Executable right, ExpressionCompiler expressions) {
        this.left = left;
        this.right = right;
        this.leftKeys = expressions.compile(plan.leftKeys());
        this.rightKeys = expressions.compile(plan.rightKeys());
        this.nullSafe = new boolean[leftKeys.length];
        for (int i = 0; i < nullSafe.length; i++) {
            nullSafe[i] = plan.nullSafe().get(i);
        }
        this.keyTypes = new KeyTypes(plan.leftKeys().stream().map(Scalar::type).toArray(SqlType[]::new));
        this.residual = expressions.compileIfPresent(plan.residual());
        this.shape = new JoinShape(
                plan.kind(),
                plan.left().columns().size(),
                plan.right().columns().size());
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new HashJoinCursor(this, context);
    }

    /** Whether a key can be equal to any other: NULL is only where it counts as a value. */
    boolean canMatch(@Nullable Object[] key) {
        for (int i = 0; i < nullSafe.length; i++) {
            if (key[i] == null && !nullSafe[i]) {
                return false;
            }
        }
        return true;
    }
}
