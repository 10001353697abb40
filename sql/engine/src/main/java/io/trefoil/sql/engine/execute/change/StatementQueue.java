package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.spill.RowStore;
import org.jspecify.annotations.Nullable;

/** Keys that a constraint looks at when the statement has done its own work. Goes to disk beyond work_mem. */
final class StatementQueue {
    private StatementQueue() {}

    /** What is done with each key. */
    @FunctionalInterface
    interface Work {
        void run(@Nullable Object[] key, ExecutionContext context);
    }

    /**
     * The open queue of a constraint, opened when there is none. Work that comes up while a queue is worked on goes to a new
     * one.
     *
     * @param cell of the context, the constraint's own
     */
    static RowStore of(int cell, ExecutionContext context, Work work) {
        if (context.state(cell) instanceof RowStore open) {
            return open;
        }
        RowStore queue = new RowStore(context.resources());
        context.own(queue);
        context.setState(cell, queue);
        context.atStatementEnd(() -> {
            context.setState(cell, null);
            for (long i = 0; i < queue.size(); i++) {
                context.rowPassed();
                work.run(queue.get(i), context);
            }
        });
        return queue;
    }
}
