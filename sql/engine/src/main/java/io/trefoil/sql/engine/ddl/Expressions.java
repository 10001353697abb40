package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.expression.SubqueryCompiler;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluators for the expressions of definitions, which contain no subqueries. */
final class Expressions {
    private final ExpressionCompiler compiler = new ExpressionCompiler(new NoSubqueries());

    /** Hands out cells of the execution's state; there is nothing else to compile to. */
    private static final class NoSubqueries implements SubqueryCompiler {
        private int cells;

        @Override
        public Executable compile(Plan plan) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "subqueries cannot be part of a definition");
        }

        @Override
        public int cteCell(int id) {
            throw new IllegalStateException("no WITH query here");
        }

        @Override
        public int newStateCell() {
            return cells++;
        }
    }

    Evaluator compile(Scalar scalar) {
        return compiler.compile(scalar);
    }

    Evaluator[] compile(List<Scalar> scalars) {
        return compiler.compile(scalars);
    }

    @Nullable
    Evaluator compileIfPresent(@Nullable Scalar scalar) {
        return compiler.compileIfPresent(scalar);
    }
}
