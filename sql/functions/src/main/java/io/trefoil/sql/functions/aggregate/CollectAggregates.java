package io.trefoil.sql.functions.aggregate;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aggregates that keep all their input: string_agg and array_agg. */
public final class CollectAggregates implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        AggregateShapes.simple(d, "string_agg(text,text)", TextList::new);
        AggregateShapes.simple(d, "string_agg(bytea,bytea)", ByteList::new);
        d.aggregate("array_agg(anynonarray)", (types, result) -> () -> new Elements(types[0]));
        d.aggregate("array_agg(anyarray)", (types, result) -> SubArrays::new);
    }

    /** Null values are left out, a null delimiter is empty; the first delimiter is not used. */
    private static final class TextList extends TextAccumulator {
        TextList() {
            super("", "");
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            if (arguments[0] != null) {
                next(arguments[1] == null ? "" : Arguments.text(arguments, 1)).append(Arguments.text(arguments, 0));
            }
        }
    }

    private static final class ByteList implements Accumulator {
        private @Nullable ByteArrayOutputStream bytes;

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            if (arguments[0] == null) {
                return;
            }
            if (bytes == null) {
                bytes = new ByteArrayOutputStream();
            } else if (arguments[1] != null) {
                bytes.writeBytes(Arguments.bytea(arguments, 1));
            }
            bytes.writeBytes(Arguments.bytea(arguments, 0));
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            return bytes == null ? null : bytes.toByteArray();
        }

        @Override
        public boolean skipsNulls() {
            return false;
        }

        @Override
        public long stateBytes() {
            return bytes == null ? 0 : bytes.size();
        }
    }

    private static final class Elements extends ListAccumulator<@Nullable Object> {
        private final SqlType type;

        Elements(SqlType type) {
            super(REFERENCE_BYTES);
            this.type = type;
        }

        @Override
        protected @Nullable Object item(FunctionContext context, @Nullable Object[] arguments) {
            return arguments[0];
        }

        @Override
        protected Object result(List<@Nullable Object> values) {
            return SqlArray.of(type, values.toArray());
        }
    }

    /** Arrays of equal dimensions become the slices of one array with a dimension more. */
    private static final class SubArrays extends ListAccumulator<SqlArray> {
        private long elements;

        SubArrays() {
            super(REFERENCE_BYTES);
        }

        @Override
        protected SqlArray item(FunctionContext context, @Nullable Object[] arguments) {
            if (arguments[0] == null) {
                throw mismatch(SqlState.NULL_VALUE_NOT_ALLOWED, "cannot accumulate null arrays");
            }
            SqlArray slice = Arguments.array(arguments, 0);
            if (slice.rank() == 0) {
                throw mismatch(SqlState.ARRAY_ELEMENT_ERROR, "cannot accumulate empty arrays");
            }
            if (!items().isEmpty() && !Arrays.equals(items().get(0).dimensions(), slice.dimensions())) {
                throw mismatch(SqlState.ARRAY_ELEMENT_ERROR, "cannot accumulate arrays of different dimensionality");
            }
            elements += slice.size();
            return slice;
        }

        @Override
        protected Object result(List<SqlArray> slices) {
            SqlArray first = slices.get(0);
            @Nullable Object[] values = new @Nullable Object[Math.toIntExact(elements)];
            int at = 0;
            for (SqlArray slice : slices) {
                System.arraycopy(slice.elements(), 0, values, at, slice.size());
                at += slice.size();
            }
            int[] dimensions = prepend(slices.size(), first.dimensions());
            int[] lowerBounds = prepend(1, first.lowerBounds());
            return new SqlArray(first.elementType(), values, dimensions, lowerBounds);
        }

        @Override
        public long stateBytes() {
            return elements * REFERENCE_BYTES;
        }

        private static int[] prepend(int head, int[] tail) {
            int[] all = new int[tail.length + 1];
            all[0] = head;
            System.arraycopy(tail, 0, all, 1, tail.length);
            return all;
        }

        private static SqlStateException mismatch(SqlState state, String message) {
            return new SqlStateException(state, message);
        }
    }
}
