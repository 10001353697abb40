package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import org.jspecify.annotations.Nullable;

/** Turns an array constructor of constants into one constant. */
final class ArrayConstants {
    private ArrayConstants() {}

    static Scalar fold(Scalar.ArrayConstructor constructor) {
        SqlType element = constructor.type().elementType();
        if (constructor.nested() || element == null) {
            return constructor;
        }
        @Nullable Object[] values = new @Nullable Object[constructor.elements().size()];
        for (int i = 0; i < values.length; i++) {
            if (!(constructor.elements().get(i) instanceof Scalar.Constant constant)) {
                return constructor;
            }
            values[i] = constant.value();
        }
        return new Scalar.Constant(SqlArray.of(element, values), constructor.type(), -1);
    }
}
