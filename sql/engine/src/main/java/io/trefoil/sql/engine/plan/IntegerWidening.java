package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;

/** Brings an integer expression to a wider integer type, for keys and hashes that are of one type. */
final class IntegerWidening {
    private static final FunctionReference TO_INT4 = new FunctionReference(
            313, "int4", "int4(int2)", true, 'i', false, (FunctionBody.Unary) value -> ((Number) value).intValue());
    private static final FunctionReference TO_INT8 = new FunctionReference(
            481, "int8", "int8(int4)", true, 'i', false, (FunctionBody.Unary) value -> ((Number) value).longValue());

    private IntegerWidening() {}

    static boolean isInteger(SqlType type) {
        return type == SqlTypes.INT2 || type == SqlTypes.INT4 || type == SqlTypes.INT8;
    }

    /** The value as the wider type; other types are left alone. */
    static Scalar widen(Scalar value, SqlType wider) {
        if (value.type() == wider || !isInteger(value.type()) || !isInteger(wider)) {
            return value;
        }
        return new Scalar.Call(
                wider == SqlTypes.INT8 ? TO_INT8 : TO_INT4,
                List.of(value),
                wider,
                -1,
                Scalar.CallForm.IMPLICIT_CAST,
                null);
    }
}
