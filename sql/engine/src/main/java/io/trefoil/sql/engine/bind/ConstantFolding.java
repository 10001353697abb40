package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/** Computes immutable calls over constants while binding, so that literals are ready for index bounds. */
final class ConstantFolding {
    private ConstantFolding() {}

    /**
     * The call's value when all its arguments are constants and its code needs no session; else the call itself. A call that
     * fails is left alone: it may never be reached (a branch of CASE).
     */
    static Scalar fold(Scalar.Call call, int position) {
        if (call.function().volatility() != 'i' || call.function().returnsSet()) {
            return call;
        }
        @Nullable Object[] values = new @Nullable Object[call.arguments().size()];
        for (int i = 0; i < values.length; i++) {
            if (!(call.arguments().get(i) instanceof Scalar.Constant constant)) {
                return call;
            }
            values[i] = constant.value();
            if (constant.value() == null && call.function().strict()) {
                return new Scalar.Constant(null, call.type(), call.typmod());
            }
        }
        try {
            FunctionBody body = call.function().body();
            Object value;
            if (body instanceof FunctionBody.Unary unary && values.length == 1 && values[0] != null) {
                value = unary.apply(values[0]);
            } else if (body instanceof FunctionBody.Binary binary
                    && values.length == 2
                    && values[0] != null
                    && values[1] != null) {
                value = binary.apply(values[0], values[1]);
            } else {
                return call;
            }
            return new Scalar.Constant(value, call.type(), call.typmod());
        } catch (SqlStateException e) {
            return call;
        }
    }
}
