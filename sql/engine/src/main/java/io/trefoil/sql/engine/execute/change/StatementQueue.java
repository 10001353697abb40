package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowList;
import io.trefoil.sql.engine.execute.spill.RowStore;
import org.jspecify.annotations.Nullable;

/** Keys that a constraint looks at when the statement has done its own work. Goes to disk beyond work_mem. */
final class StatementQueue {
    private StatementQueue() {}

    /** What is done with the keys from a position on. */
    @FunctionalInterface
    interface Work {
        void run(RowList keys, long from, ExecutionContext context);
    }

    /** What is done with one key. */
    @FunctionalInterface
    interface KeyWork {
        void run(@Nullable Object[] key, ExecutionContext context);
    }

    /** Work that looks at one key after the other. */
    static Work each(KeyWork work) {
        return (keys, from, context) -> {
            for (long i = from; i < keys.size(); i++) {
                context.rowPassed();
                work.run(keys.get(i), context);
            }
        };
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
            work.run(queue, 0, context);
        });
        return queue;
    }
}
