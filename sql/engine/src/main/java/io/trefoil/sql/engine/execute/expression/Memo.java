package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.execute.ExecutionContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last result of a subquery within an execution, with what it was computed from: the values of the slots that the
 * query reads and the WITH results that it scans. The result holds as long as these are the same objects. Stateless; the
 * state is in a cell of the context.
 */
final class Memo {
    private final int cell;
    private final int[] slots;
    private final int[] cteCells;

    /** What is in the cell. */
    private record Entry(
            @Nullable Object[] dependencies, @Nullable Object result) {}

    Memo(int cell, int[] slots, int[] cteCells) {
        this.cell = cell;
        this.slots = slots;
        this.cteCells = cteCells;
    }

    /** Whether the result depends on the outer row. */
    boolean dependsOnSlots() {
        return slots.length > 0;
    }

    boolean isValid(ExecutionContext context) {
        if (!(context.state(cell) instanceof Entry entry)) {
            return false;
        }
        for (int i = 0; i < slots.length; i++) {
            if (entry.dependencies[i] != context.slot(slots[i])) {
                return false;
            }
        }
        for (int i = 0; i < cteCells.length; i++) {
            if (entry.dependencies[slots.length + i] != context.state(cteCells[i])) {
                return false;
            }
        }
        return true;
    }

    /** The result, when {@link #isValid}. */
    @Nullable
    Object result(ExecutionContext context) {
        return context.state(cell) instanceof Entry entry ? entry.result : null;
    }

    @Nullable
    Object keep(@Nullable Object result, ExecutionContext context) {
        @Nullable Object[] dependencies = new @Nullable Object[slots.length + cteCells.length];
        for (int i = 0; i < slots.length; i++) {
            dependencies[i] = context.slot(slots[i]);
        }
        for (int i = 0; i < cteCells.length; i++) {
            dependencies[slots.length + i] = context.state(cteCells[i]);
        }
        context.setState(cell, new Entry(dependencies, result));
        return result;
    }
}
