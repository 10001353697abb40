package io.trefoil.sql.functions.session;

import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.text.CaseFunctions;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlStateException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes in bytes to and from texts with units: pg_size_pretty and pg_size_bytes. */
public final class SizeText implements FunctionFamily {
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    private static final BigInteger BYTES_LIMIT = BigInteger.valueOf(10 * 1024);
    private static final BigInteger UNIT_LIMIT = BigInteger.valueOf(20 * 1024 - 1);
    private static final Pattern SIZE =
            Pattern.compile("\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*(.*?)\\s*", Pattern.DOTALL);

    @Override
    public void define(Definitions d) {
        unary(d, "pg_size_pretty(int8)", size -> pretty(BigInteger.valueOf((long) size)));
        unary(d, "pg_size_pretty(numeric)", size -> pretty((SqlNumeric) size));
        unary(d, "pg_size_bytes(text)", text -> bytes((String) text));
    }

    /** Each unit but the first keeps one more bit than it shows and rounds it half away from zero. */
    private static String pretty(BigInteger bytes) {
        if (bytes.abs().compareTo(BYTES_LIMIT) < 0) {
            return bytes + " bytes";
        }
        BigInteger size = quotient(bytes, 9);
        int unit = 1;
        while (unit < UNITS.length - 1 && size.abs().compareTo(UNIT_LIMIT) >= 0) {
            size = quotient(size, 10);
            unit++;
        }
        BigInteger rounded =
                size.add(BigInteger.valueOf(size.signum() < 0 ? -1 : 1)).divide(BigInteger.TWO);
        return rounded + " " + UNITS[unit];
    }

    private static BigInteger quotient(BigInteger value, int bits) {
        return value.divide(BigInteger.ONE.shiftLeft(bits));
    }

    private static String pretty(SqlNumeric size) {
        if (!size.isFinite()) {
            return size + " PB";
        }
        BigDecimal value = size.toBigDecimal();
        if (value.abs().compareTo(new BigDecimal(BYTES_LIMIT)) < 0) {
            return size + " bytes";
        }
        return pretty(value.toBigInteger());
    }

    private static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw invalid(text, null);
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String unit = CaseFunctions.lower(matcher.group(2));
        int bits = -1;
        for (int i = 0; i < UNITS.length; i++) {
            if (unit.isEmpty() && i == 0 || unit.equals(CaseFunctions.lower(UNITS[i]))) {
                bits = 10 * i;
            }
        }
        if (bits < 0) {
            throw invalid(text, "Invalid size unit: \"" + matcher.group(2) + "\".")
                    .withHint("Valid units are \"bytes\", \"kB\", \"MB\", \"GB\", \"TB\", and \"PB\".");
        }
        BigDecimal bytes = number.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits)));
        return SqlNumeric.of(bytes.setScale(0, RoundingMode.HALF_UP)).toLong();
    }

    private static SqlStateException invalid(String text, @Nullable String detail) {
        return FunctionErrors.invalidParameter("invalid size: \"" + text + "\"").withDetail(detail);
    }
}
