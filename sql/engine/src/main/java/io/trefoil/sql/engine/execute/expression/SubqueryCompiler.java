package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Executable;

/** What compiling an expression needs from the compilation of the plan around it. */
public interface SubqueryCompiler {
    Executable compile(Plan plan);

    /** The state cell that holds the rows of a WITH query or working table. */
    int cteCell(int id);

    /** The number of a cell of {@link io.trefoil.sql.engine.execute.ExecutionContext#state} that is not yet taken. */
    int newStateCell();
}
