package io.trefoil.sql.functions.number;

/**
 * Trigonometry in degrees. Angles are reduced exactly modulo 360 first, and each quadrant is stitched from two curves
 * scaled so that 0, 30, 45, 60 and 90 degrees give exact results (PostgreSQL docs, "Trigonometric Functions").
 */
final class DegreeMath {
    static final double RADIANS_PER_DEGREE = 0.0174532925199432957692;

    private static final double SIN_30 = Math.sin(30 * RADIANS_PER_DEGREE);
    private static final double ONE_MINUS_COS_60 = 1 - Math.cos(60 * RADIANS_PER_DEGREE);
    private static final double ASIN_HALF = Math.asin(0.5);
    private static final double ACOS_HALF = Math.acos(0.5);
    private static final double ATAN_1 = Math.atan(1);
    private static final double TAN_45 = sinFirstQuadrant(45) / cosFirstQuadrant(45);
    private static final double COT_45 = cosFirstQuadrant(45) / sinFirstQuadrant(45);

    private DegreeMath() {}

    static double sin(double degrees) {
        double angle = degrees % 360;
        int sign = 1;
        if (angle < 0) {
            angle = -angle;
            sign = -sign;
        }
        if (angle > 180) {
            angle = 360 - angle;
            sign = -sign;
        }
        return sign * sinFirstQuadrant(angle > 90 ? 180 - angle : angle);
    }

    static double cos(double degrees) {
        double angle = Math.abs(degrees % 360);
        int sign = 1;
        if (angle > 180) {
            angle = 360 - angle;
        }
        if (angle > 90) {
            angle = 180 - angle;
            sign = -sign;
        }
        return sign * cosFirstQuadrant(angle);
    }

    static double tan(double degrees) {
        double angle = firstQuadrantOf(degrees);
        double result = quadrantSign(degrees) * (sinFirstQuadrant(angle) / cosFirstQuadrant(angle) / TAN_45);
        return result == 0 ? 0.0 : result;
    }

    static double cot(double degrees) {
        double angle = firstQuadrantOf(degrees);
        double result = quadrantSign(degrees) * (cosFirstQuadrant(angle) / sinFirstQuadrant(angle) / COT_45);
        return result == 0 ? 0.0 : result;
    }

    static double asin(double value) {
        return value >= 0 ? asinFirstQuadrant(value) : -asinFirstQuadrant(-value);
    }

    static double acos(double value) {
        return value >= 0 ? acosFirstQuadrant(value) : 90 + asinFirstQuadrant(-value);
    }

    static double atan(double value) {
        return Math.atan(value) / ATAN_1 * 45;
    }

    static double atan2(double y, double x) {
        return Math.atan2(y, x) / ATAN_1 * 45;
    }

    /** The angle between 0 and 90 at which tangent and cotangent have the same size. */
    private static double firstQuadrantOf(double degrees) {
        double angle = Math.abs(degrees % 360);
        if (angle > 180) {
            angle = 360 - angle;
        }
        return angle > 90 ? 180 - angle : angle;
    }

    private static int quadrantSign(double degrees) {
        double angle = degrees % 360;
        int sign = 1;
        if (angle < 0) {
            angle = -angle;
            sign = -sign;
        }
        if (angle > 180) {
            angle = 360 - angle;
            sign = -sign;
        }
        return angle > 90 ? -sign : sign;
    }

    private static double sinFirstQuadrant(double angle) {
        return angle <= 30 ? sin0To30(angle) : cos0To60(90 - angle);
    }

    private static double cosFirstQuadrant(double angle) {
        return angle <= 60 ? cos0To60(angle) : sin0To30(90 - angle);
    }

    private static double sin0To30(double angle) {
        return Math.sin(angle * RADIANS_PER_DEGREE) / SIN_30 / 2;
    }

    private static double cos0To60(double angle) {
        return 1 - (1 - Math.cos(angle * RADIANS_PER_DEGREE)) / ONE_MINUS_COS_60 / 2;
    }

    private static double asinFirstQuadrant(double value) {
        return value <= 0.5 ? Math.asin(value) / ASIN_HALF * 30 : 90 - Math.acos(value) / ACOS_HALF * 60;
    }

    private static double acosFirstQuadrant(double value) {
        return value <= 0.5 ? 90 - Math.asin(value) / ASIN_HALF * 30 : Math.acos(value) / ACOS_HALF * 60;
    }
}
