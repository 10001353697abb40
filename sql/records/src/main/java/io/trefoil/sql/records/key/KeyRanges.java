package io.trefoil.sql.records.key;

import io.trefoil.sql.storage.KeyRange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Key ranges from column values. All of them hold for keys that go on behind the columns, as index entries do. */
public final class KeyRanges {
    /**
     * One end of a range of a column's values.
     *
     * @param value not null: no comparison with NULL is true
     */
    public record Bound(Object value, boolean inclusive) {}

    private KeyRanges() {}

    /** The keys whose first columns have these values. */
    public static KeyRange prefix(KeyFormat format, int space, @Nullable Object[] values, int count) {
        return count == 0 ? KeyRange.all(space) : KeyRange.prefix(space, format.encodePrefix(values, count));
    }

    /**
     * The keys whose first {@code count} columns have these values and whose next column lies within bounds, by value: for a
     * descending column the lower bound is where the range ends. NULLs of the bounded column are never inside.
     */
    public static KeyRange bounded(
            KeyFormat format,
            int space,
            @Nullable Object[] values,
            int count,
            @Nullable Bound lower,
            @Nullable Bound upper) {
        boolean descending = format.columns().get(count).descending();
        Bound first = descending ? upper : lower;
        Bound last = descending ? lower : upper;
        return new KeyRange(space, low(format, values, count, first), high(format, values, count, last));
    }

    private static byte[] low(KeyFormat format, @Nullable Object[] values, int count, @Nullable Bound bound) {
        KeyWriter out = start(format, values, count);
        if (bound == null) {
            format.appendValueLead(out, false);
            return out.finish();
        }
        format.append(out, count, bound.value());
        byte[] key = out.finish();
        return bound.inclusive() ? key : behind(key);
    }

    private static byte[] high(KeyFormat format, @Nullable Object[] values, int count, @Nullable Bound bound) {
        KeyWriter out = start(format, values, count);
        if (bound == null) {
            format.appendValueLead(out, true);
            return out.finish();
        }
        format.append(out, count, bound.value());
        byte[] key = out.finish();
        return bound.inclusive() ? behind(key) : key;
    }

    private static KeyWriter start(KeyFormat format, @Nullable Object[] values, int count) {
        KeyWriter out = format.writer();
        for (int i = 0; i < count; i++) {
            format.append(out, i, values[i]);
        }
        return out;
    }

    /** Keys begin with a lead byte below FF, so there always is something behind a prefix. */
    private static byte[] behind(byte[] prefix) {
        return Objects.requireNonNull(KeyRange.successorOfPrefix(prefix));
    }
}
