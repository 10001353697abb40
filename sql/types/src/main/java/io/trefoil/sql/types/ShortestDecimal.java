package io.trefoil.sql.types;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * PostgreSQL prints no decimal that lies exactly half way between two floating-point numbers, although it would read
 * back as the even one of them, which Java's shortest form relies on (1e23 is such a decimal). For these rare numbers
 * the digits are sought here.
 */
final class ShortestDecimal {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int DIGITS_MAX = 17;

    private ShortestDecimal() {}

    /**
     * @param shortest Java's shortest form of the number
     * @param below the next smaller number, {@code above} the next greater one, possibly infinite
     * @return Java's form unless it is half way to a neighbour, else the shortest decimal that is nearer to the number
     */
    static String between(String shortest, double below, BigDecimal exact, double above) {
        BigDecimal low = new BigDecimal(below).add(exact).divide(TWO);
        BigDecimal high = exact.add(Double.isInfinite(above) ? exact.subtract(low) : middleDistance(exact, above));
        BigDecimal decimal = new BigDecimal(shortest);
        if (decimal.compareTo(low) != 0 && decimal.compareTo(high) != 0) {
            return shortest;
        }
        for (int digits = 1; digits <= DIGITS_MAX; digits++) {
            int scale = digits - (exact.precision() - exact.scale());
            BigDecimal floor = exact.setScale(scale, RoundingMode.DOWN);
            BigDecimal ceiling = exact.setScale(scale, RoundingMode.UP);
            boolean floorFits = floor.compareTo(low) > 0;
            boolean ceilingFits = ceiling.compareTo(high) < 0;
            if (floorFits || ceilingFits) {
                boolean down =
                        floorFits && (!ceilingFits || exact.subtract(floor).compareTo(ceiling.subtract(exact)) <= 0);
                BigDecimal chosen = down ? floor : ceiling;
                return chosen.unscaledValue() + "E" + -chosen.scale();
            }
        }
        return shortest;
    }

    private static BigDecimal middleDistance(BigDecimal exact, double above) {
        return new BigDecimal(above).subtract(exact).divide(TWO);
    }
}
