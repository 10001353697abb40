package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import org.jspecify.annotations.Nullable;

/** Conversions that are no function calls. */
final class Conversions {
    private Conversions() {}

    static Evaluator viaText(Evaluator argument, SqlType from, SqlType to) {
        return (row, context) -> {
            Object value = argument.evaluate(row, context);
            if (value == null) {
                return null;
            }
            TextFormat format = context.functions().textFormat();
            return to.parse(from.toText(value, format), -1, format);
        };
    }

    static Evaluator typmod(Evaluator argument, SqlType type, int typmod, boolean explicit) {
        return (row, context) -> {
            Object value = argument.evaluate(row, context);
            return value == null ? null : type.applyTypmod(value, typmod, explicit);
        };
    }

    static Evaluator array(Evaluator argument, Evaluator element, SqlType elementType) {
        return (row, context) -> {
            SqlArray array = (SqlArray) argument.evaluate(row, context);
            if (array == null) {
                return null;
            }
            @Nullable Object[] converted = new @Nullable Object[array.size()];
            for (int i = 0; i < converted.length; i++) {
                converted[i] = element.evaluate(new @Nullable Object[] {array.get(i)}, context);
            }
            return new SqlArray(elementType, converted, array.dimensions(), array.lowerBounds());
        };
    }
}
