package io.trefoil.sql.engine.execute;

/**
 * A compiled plan or a part of one. Immutable: one Executable serves any number of executions and sessions at once; all
 * state is in the cursor and in the context.
 */
@FunctionalInterface
public interface Executable {
    /** Starts an execution. Nothing is read or written before the first {@link RowCursor#next}. */
    RowCursor open(ExecutionContext context);
}
