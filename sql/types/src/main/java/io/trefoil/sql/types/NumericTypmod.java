package io.trefoil.sql.types;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The typmod of numeric: precision in the upper 16 bits, an 11-bit signed scale in the lower ones, all plus 4
 * (numeric.c, make_numeric_typmod).
 */
public final class NumericTypmod {
    /** Most digits a declared precision may have (numeric.h). */
    public static final int PRECISION_MAX = 1000;

    private static final int HEADER = 4;

    private NumericTypmod() {}

    /** The typmod of numeric(precision, scale); 22023 out of bounds. */
    public static int of(int precision, int scale) {
        if (precision < 1 || precision > PRECISION_MAX) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "NUMERIC precision " + precision + " must be between 1 and " + PRECISION_MAX);
        }
        if (scale < -PRECISION_MAX || scale > PRECISION_MAX) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "NUMERIC scale " + scale + " must be between -" + PRECISION_MAX + " and " + PRECISION_MAX);
        }
        return ((precision << 16) | (scale & 0x7ff)) + HEADER;
    }

    /** The declared precision of a typmod that is not -1. */
    public static int precision(int typmod) {
        return ((typmod - HEADER) >> 16) & 0xffff;
    }

    /** The declared scale of a typmod that is not -1; it may be negative. */
    public static int scale(int typmod) {
        return (((typmod - HEADER) & 0x7ff) ^ 1024) - 1024;
    }

    static SqlNumeric apply(SqlNumeric value, int typmod) {
        if (typmod < HEADER || value.isNaN()) {
            return value;
        }
        int precision = precision(typmod);
        int scale = scale(typmod);
        if (value.isInfinite()) {
            throw overflow(precision, scale, "cannot hold an infinite value.");
        }
        if (value.isSmall() && value.scale() == scale && precision <= DecimalPowers.EXPONENT_MAX) {
            if (Math.abs(value.unscaledLong()) < DecimalPowers.power(precision)) {
                return value;
            }
        }
        return apply(value.toBigDecimal(), typmod);
    }

    /** The same for a value of any scale, even beyond what a numeric can hold. */
    static SqlNumeric apply(BigDecimal value, int typmod) {
        int precision = precision(typmod);
        int scale = scale(typmod);
        int integerDigits = precision - scale;
        long leading = (long) value.precision() - value.scale();
        boolean zero = value.signum() == 0 || leading < -scale;
        BigDecimal rounded = BigDecimal.ZERO;
        if (!zero && leading <= integerDigits) {
            rounded = value.setScale(scale, RoundingMode.HALF_UP);
        }
        if (!zero
                && (leading > integerDigits
                        || rounded.signum() != 0 && rounded.precision() - rounded.scale() > integerDigits)) {
            throw overflow(
                    precision,
                    scale,
                    "must round to an absolute value less than " + (integerDigits != 0 ? "10^" + integerDigits : "1")
                            + ".");
        }
        return zero ? SqlNumeric.of(0, Math.max(scale, 0)) : SqlNumeric.of(rounded);
    }

    private static SqlStateException overflow(int precision, int scale, String limit) {
        return new SqlStateException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "numeric field overflow")
                .withDetail("A field with precision " + precision + ", scale " + scale + " " + limit);
    }
}
