package io.trefoil.sql.functions.aggregate;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.FunctionContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An accumulator that keeps something of each input, nulls included, and makes its value of them; null when there was none. */
public abstract class ListAccumulator<T extends @Nullable Object> implements Accumulator {
    /** Heap of a reference and of a small boxed value. */
    protected static final int REFERENCE_BYTES = 24;

    private final int itemBytes;
    private final List<T> items = new ArrayList<>();

    /** Counts each item as so many bytes of heap. */
    protected ListAccumulator(int itemBytes) {
        this.itemBytes = itemBytes;
    }

    /** What is kept of an input. */
    protected abstract T item(FunctionContext context, @Nullable Object[] arguments);

    /** The value of at least one item; the list goes on growing. */
    protected abstract Object result(List<T> all);

    protected final List<T> items() {
        return items;
    }

    @Override
    public final void add(FunctionContext context, @Nullable Object[] arguments) {
        items.add(item(context, arguments));
    }

    @Override
    public final @Nullable Object result(FunctionContext context) {
        return items.isEmpty() ? null : result(items);
    }

    @Override
    public final boolean skipsNulls() {
        return false;
    }

    @Override
    public long stateBytes() {
        return (long) items.size() * itemBytes;
    }
}
