package io.trefoil.sql.functions.number;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Distances between write-ahead log positions, and positions moved by a number of bytes. */
public final class LsnArithmetic implements FunctionFamily {
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(Long.SIZE);

    @Override
    public void define(Definitions d) {
        binary(
                d,
                "pg_lsn_mi(pg_lsn,pg_lsn)",
                (a, b) -> SqlNumeric.of(new BigDecimal(unsigned((long) a).subtract(unsigned((long) b)))));
        binary(d, "pg_lsn_pli(pg_lsn,numeric)", (position, bytes) -> moved((long) position, (SqlNumeric) bytes, "add"));
        binary(
                d,
                "numeric_pl_pg_lsn(numeric,pg_lsn)",
                (bytes, position) -> moved((long) position, (SqlNumeric) bytes, "add"));
        binary(
                d,
                "pg_lsn_mii(pg_lsn,numeric)",
                (position, bytes) -> moved((long) position, ((SqlNumeric) bytes).negate(), "subtract"));
    }

    private static BigInteger unsigned(long position) {
        return new BigInteger(Long.toUnsignedString(position));
    }

    private static long moved(long position, SqlNumeric bytes, String verb) {
        if (bytes.isNaN()) {
            String direction = verb.equals("add") ? "NaN to" : "NaN from";
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "cannot " + verb + " " + direction + " pg_lsn");
        }
        if (bytes.isInfinite()) {
            throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "cannot convert infinity to pg_lsn");
        }
        BigInteger sum = new BigDecimal(unsigned(position))
                .add(bytes.toBigDecimal())
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger();
        if (sum.signum() < 0 || sum.compareTo(LIMIT) >= 0) {
            throw FunctionErrors.outOfRange("pg_lsn");
        }
        return sum.longValue();
    }
}
