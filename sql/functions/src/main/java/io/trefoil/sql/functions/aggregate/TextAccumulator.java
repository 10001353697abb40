package io.trefoil.sql.functions.aggregate;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.FunctionContext;
import org.jspecify.annotations.Nullable;

/** An accumulator whose value is one text that grows with each input, nulls included; null when there was none. */
public abstract class TextAccumulator implements Accumulator {
    private final String opening;
    private final String closing;
    private @Nullable StringBuilder text;

    protected TextAccumulator(String opening, String closing) {
        this.opening = opening;
        this.closing = closing;
    }

    /** Where the next input is written, behind a separator unless it is the first. */
    protected final StringBuilder next(String separator) {
        if (text == null) {
            text = new StringBuilder(opening);
            return text;
        }
        return text.append(separator);
    }

    @Override
    public final @Nullable Object result(FunctionContext context) {
        return text == null ? null : text + closing;
    }

    @Override
    public final boolean skipsNulls() {
        return false;
    }

    @Override
    public final long stateBytes() {
        return text == null ? 0 : 2L * text.capacity();
    }
}
