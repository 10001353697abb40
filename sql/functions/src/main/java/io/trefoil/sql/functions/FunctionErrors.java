package io.trefoil.sql.functions;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Errors that many functions raise, worded as PostgreSQL words them. */
public final class FunctionErrors {
    private FunctionErrors() {}

    /** 22012. */
    public static SqlStateException divisionByZero() {
        return new SqlStateException(SqlState.DIVISION_BY_ZERO, "division by zero");
    }

    /** 22003 for a type by its SQL name, such as {@code integer}. */
    public static SqlStateException outOfRange(String typeName) {
        return new SqlStateException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, typeName + " out of range");
    }

    /** 22003 for a floating-point result too large. */
    public static SqlStateException floatOverflow() {
        return new SqlStateException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: overflow");
    }

    /** 22003 for a floating-point result that vanished. */
    public static SqlStateException floatUnderflow() {
        return new SqlStateException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value out of range: underflow");
    }

    /** 22008 for a type by its SQL name, such as {@code timestamp}. */
    public static SqlStateException dateTimeOutOfRange(String typeName) {
        return new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, typeName + " out of range");
    }

    /** 22023. */
    public static SqlStateException invalidParameter(String message) {
        return new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, message);
    }

    /** 54000: a result too large to be held. */
    public static SqlStateException lengthTooLarge() {
        return new SqlStateException(SqlState.PROGRAM_LIMIT_EXCEEDED, "requested length too large");
    }
}
