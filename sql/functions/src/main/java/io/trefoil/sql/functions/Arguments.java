package io.trefoil.sql.functions;

import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlNumeric;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Typed reading of a call's arguments by position; for arguments that the function's strictness keeps from null. */
public final class Arguments {
    private Arguments() {}

    public static Object value(@Nullable Object[] arguments, int index) {
        return Objects.requireNonNull(arguments[index]);
    }

    public static boolean bool(@Nullable Object[] arguments, int index) {
        return (boolean) value(arguments, index);
    }

    public static int int4(@Nullable Object[] arguments, int index) {
        return (int) value(arguments, index);
    }

    /** int8 and the timestamp types. */
    public static long int8(@Nullable Object[] arguments, int index) {
        return (long) value(arguments, index);
    }

    public static double float8(@Nullable Object[] arguments, int index) {
        return (double) value(arguments, index);
    }

    public static SqlNumeric numeric(@Nullable Object[] arguments, int index) {
        return (SqlNumeric) value(arguments, index);
    }

    public static String text(@Nullable Object[] arguments, int index) {
        return (String) value(arguments, index);
    }

    public static byte[] bytea(@Nullable Object[] arguments, int index) {
        return (byte[]) value(arguments, index);
    }

    public static SqlInterval interval(@Nullable Object[] arguments, int index) {
        return (SqlInterval) value(arguments, index);
    }

    public static SqlArray array(@Nullable Object[] arguments, int index) {
        return (SqlArray) value(arguments, index);
    }
}
