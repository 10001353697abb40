package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.records.key.KeyFormat;
import io.trefoil.sql.records.key.KeyRanges;
import io.trefoil.sql.records.key.KeyWriter;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.types.SqlArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key expressions of an access path, to be evaluated when a read starts. Comparisons with NULL are never true, so a
 * path with a NULL in it leads nowhere.
 */
final class PathKeys {
    private static final KeyRange[] NOWHERE = {};

    private PathKeys() {}

    /** The whole key, or null when a part of it is NULL. */
    static byte @Nullable [] point(KeyFormat format, Evaluator[] key, ExecutionContext context) {
        KeyWriter out = format.writer();
        return append(format, out, key, context) ? out.finish() : null;
    }

    private static boolean append(KeyFormat format, KeyWriter out, Evaluator[] values, ExecutionContext context) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i].evaluate(Rows.EMPTY, context);
            if (value == null) {
                return false;
            }
            format.append(out, i, value);
        }
        return true;
    }

    /** The distinct keys (or key prefixes) of prefix and array element, in key order. */
    static byte[][] points(KeyFormat format, Evaluator[] prefix, Evaluator array, ExecutionContext context) {
        SqlArray values = (SqlArray) array.evaluate(Rows.EMPTY, context);
        if (values == null) {
            return new byte[0][];
        }
        List<byte[]> keys = new ArrayList<>(values.size());
        for (Object value : values.elements()) {
            KeyWriter out = format.writer();
            if (value == null || !append(format, out, prefix, context)) {
                continue;
            }
            format.append(out, prefix.length, value);
            keys.add(out.finish());
        }
        keys.sort(Arrays::compareUnsigned);
        int distinct = 0;
        for (int i = 0; i < keys.size(); i++) {
            if (distinct == 0 || !Arrays.equals(keys.get(distinct - 1), keys.get(i))) {
                keys.set(distinct++, keys.get(i));
            }
        }
        return keys.subList(0, distinct).toArray(new byte[0][]);
    }

    /** What a scanning path visits: ranges in the order of their keys. */
    @FunctionalInterface
    interface Ranges {
        KeyRange[] of(ExecutionContext context);
    }

    /** @param format null when rows are numbered: only {@code All} is possible then */
    static Ranges ranges(Plan.AccessPath path, int space, @Nullable KeyFormat format, ExpressionCompiler expressions) {
        if (path instanceof Plan.AccessPath.All || format == null) {
            KeyRange[] all = {KeyRange.all(space)};
            return context -> all;
        }
        return switch (path) {
            case Plan.AccessPath.All all -> throw new AssertionError();
            case Plan.AccessPath.Point point -> prefixRanges(space, format, expressions.compile(point.key()));
            case Plan.AccessPath.Points points -> {
                Evaluator[] prefix = expressions.compile(points.prefix());
                Evaluator array = expressions.compile(points.array());
                yield context -> Arrays.stream(points(format, prefix, array, context))
                        .map(key -> KeyRange.prefix(space, key))
                        .toArray(KeyRange[]::new);
            }
            case Plan.AccessPath.Range range -> bounded(range, space, format, expressions);
        };
    }

    private static Ranges prefixRanges(int space, KeyFormat format, Evaluator[] prefix) {
        return context -> {
            byte[] key = point(format, prefix, context);
            return key == null ? NOWHERE : new KeyRange[] {KeyRange.prefix(space, key)};
        };
    }

    private static Ranges bounded(
            Plan.AccessPath.Range range, int space, KeyFormat format, ExpressionCompiler expressions) {
        Evaluator[] prefix = expressions.compile(range.prefix());
        if (range.lower() == null && range.upper() == null) {
            return prefix.length == 0
                    ? context -> new KeyRange[] {KeyRange.all(space)}
                    : prefixRanges(space, format, prefix);
        }
        CompiledBound lower = CompiledBound.of(range.lower(), expressions);
        CompiledBound upper = CompiledBound.of(range.upper(), expressions);
        return context -> {
            @Nullable Object[] values = Rows.evaluate(prefix, Rows.EMPTY, context);
            Object low = lower == null ? null : lower.value.evaluate(Rows.EMPTY, context);
            Object high = upper == null ? null : upper.value.evaluate(Rows.EMPTY, context);
            if (lower != null && low == null || upper != null && high == null || KeyTypes.containsNull(values)) {
                return NOWHERE;
            }
            KeyRange found = KeyRanges.bounded(
                    format,
                    space,
                    values,
                    values.length,
                    lower == null || low == null ? null : new KeyRanges.Bound(low, lower.inclusive),
                    upper == null || high == null ? null : new KeyRanges.Bound(high, upper.inclusive));
            return found.isEmpty() ? NOWHERE : new KeyRange[] {found};
        };
    }

    private record CompiledBound(Evaluator value, boolean inclusive) {
        static @Nullable CompiledBound of(Plan.AccessPath.@Nullable Bound bound, ExpressionCompiler expressions) {
            return bound == null ? null : new CompiledBound(expressions.compile(bound.value()), bound.inclusive());
        }
    }

    /** Whether a path reads from the last key to the first. */
    static boolean reverse(Plan.AccessPath path) {
        return switch (path) {
            case Plan.AccessPath.All all -> all.reverse();
            case Plan.AccessPath.Range range -> range.reverse();
            case Plan.AccessPath.Point point -> false;
            case Plan.AccessPath.Points points -> false;
        };
    }
}
