package io.trefoil.sql.functions.number;

/** Inverse hyperbolic functions, which Java's Math lacks; each form is chosen to keep precision near zero. */
final class InverseHyperbolic {
    private InverseHyperbolic() {}

    static double asinh(double value) {
        double size = Math.abs(value);
        if (Double.isInfinite(size) || size == 0) {
            return value;
        }
        double result;
        if (size > 0x1p28) {
            result = Math.log(size) + Math.log(2);
        } else if (size > 2) {
            result = Math.log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
        } else {
            double square = size * size;
            result = Math.log1p(size + square / (1 + Math.sqrt(1 + square)));
        }
        return Math.copySign(result, value);
    }

    static double acosh(double value) {
        if (value > 0x1p28) {
            return Math.log(value) + Math.log(2);
        }
        if (value > 2) {
            return Math.log(2 * value - 1 / (value + Math.sqrt(value * value - 1)));
        }
        double above = value - 1;
        return Math.log1p(above + Math.sqrt(2 * above + above * above));
    }

    static double atanh(double value) {
        double size = Math.abs(value);
        if (size == 1) {
            return Math.copySign(Double.POSITIVE_INFINITY, value);
        }
        if (size == 0) {
            return value;
        }
        double result;
        if (size < 0.5) {
            double twice = size + size;
            result = 0.5 * Math.log1p(twice + twice * size / (1 - size));
        } else {
            result = 0.5 * Math.log1p((size + size) / (1 - size));
        }
        return Math.copySign(result, value);
    }
}
