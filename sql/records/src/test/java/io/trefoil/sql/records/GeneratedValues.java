package io.trefoil.sql.records;

import io.trefoil.sql.types.BitString;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TimeWithZone;
import io.trefoil.sql.types.TupleId;
import io.trefoil.sql.types.TypeOid;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Random values of every stored type, edges and near misses more often than chance would bring them. */
public final class GeneratedValues {
    /** Types whose values have a key encoding. */
    public static final List<SqlType> ORDERED = List.of(
            SqlTypes.BOOL,
            SqlTypes.CHAR,
            SqlTypes.INT2,
            SqlTypes.INT4,
            SqlTypes.INT8,
            SqlTypes.OID,
            SqlTypes.FLOAT4,
            SqlTypes.FLOAT8,
            SqlTypes.NUMERIC,
            SqlTypes.TEXT,
            SqlTypes.VARCHAR,
            SqlTypes.BPCHAR,
            SqlTypes.NAME,
            SqlTypes.BYTEA,
            SqlTypes.DATE,
            SqlTypes.TIME,
            SqlTypes.TIMETZ,
            SqlTypes.TIMESTAMP,
            SqlTypes.TIMESTAMPTZ,
            SqlTypes.INTERVAL,
            SqlTypes.UUID,
            SqlTypes.TID,
            SqlTypes.XID8,
            SqlTypes.PG_LSN,
            SqlTypes.BIT,
            SqlTypes.VARBIT,
            SqlTypes.JSONB,
            SqlTypes.REGCLASS,
            SqlTypes.arrayOf(SqlTypes.INT4),
            SqlTypes.arrayOf(SqlTypes.TEXT),
            SqlTypes.arrayOf(SqlTypes.NUMERIC),
            SqlTypes.INT2VECTOR);

    private final Random random;

    public GeneratedValues(Random random) {
        this.random = random;
    }

    public Object next(SqlType type) {
        return switch (type.oid()) {
            case TypeOid.BOOL -> random.nextBoolean();
            case TypeOid.CHAR -> (byte) random.nextInt();
            case TypeOid.INT2 -> (short) integer(16);
            case TypeOid.INT4, TypeOid.OID, TypeOid.REGCLASS -> (int) integer(32);
            case TypeOid.DATE -> (int) integer(23);
            case TypeOid.INT8, TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ, TypeOid.XID8, TypeOid.PG_LSN -> integer(64);
            case TypeOid.TIME -> Math.floorMod(integer(60), 86_400_000_001L);
            case TypeOid.FLOAT4 -> (float) floating();
            case TypeOid.FLOAT8 -> floating();
            case TypeOid.NUMERIC -> numeric();
            case TypeOid.TEXT, TypeOid.VARCHAR, TypeOid.NAME, TypeOid.JSON, TypeOid.XML -> text();
            case TypeOid.BPCHAR -> text() + " ".repeat(random.nextInt(3));
            case TypeOid.BYTEA -> bytes();
            case TypeOid.TIMETZ ->
                new TimeWithZone(
                        Math.floorMod(integer(60), 86_400_000_001L),
                        random.nextInt(-15, 16) * 3600 + random.nextInt(2) * 60);
            case TypeOid.INTERVAL -> interval();
            case TypeOid.UUID -> new UUID(integer(64), integer(64));
            case TypeOid.TID -> new TupleId((int) integer(32), random.nextInt(0x10000));
            case TypeOid.BIT, TypeOid.VARBIT -> bits();
            case TypeOid.JSONB -> json(3);
            case TypeOid.INT2VECTOR ->
                SqlArray.vector(SqlTypes.INT2, elements(SqlTypes.INT2, random.nextInt(4), false));
            case TypeOid.RECORD ->
                new SqlRecord(
                        new SqlType[] {SqlTypes.INT4, SqlTypes.TEXT},
                        new @Nullable Object[] {orNull(SqlTypes.INT4), orNull(SqlTypes.TEXT)});
            default -> array(type);
        };
    }

    public @Nullable Object orNull(SqlType type) {
        return random.nextInt(5) == 0 ? null : next(type);
    }

    /** Numbers of all magnitudes, with the extremes. */
    private long integer(int bits) {
        long value = switch (random.nextInt(6)) {
            case 0 -> Long.MIN_VALUE;
            case 1 -> Long.MAX_VALUE;
            case 2 -> random.nextInt(-3, 4);
            default -> random.nextLong() >> random.nextInt(64);
        };
        return value >> (64 - bits);
    }

    private double floating() {
        return switch (random.nextInt(8)) {
            case 0 -> 0d;
            case 1 -> -0d;
            case 2 -> Double.NaN;
            case 3 -> Double.POSITIVE_INFINITY;
            case 4 -> Double.NEGATIVE_INFINITY;
            case 5 -> random.nextInt(-3, 4) / 2d;
            default -> (float) Double.longBitsToDouble(random.nextLong());
        };
    }

    private SqlNumeric numeric() {
        return switch (random.nextInt(10)) {
            case 0 -> SqlNumeric.NAN;
            case 1 -> SqlNumeric.POSITIVE_INFINITY;
            case 2 -> SqlNumeric.NEGATIVE_INFINITY;
            case 3 -> SqlNumeric.of(0, random.nextInt(5));
            case 4 -> SqlNumeric.of(random.nextInt(-20, 21), random.nextInt(4));
            case 5 -> SqlNumeric.of(random.nextInt(-20, 21) * 100L, random.nextInt(6));
            case 6 ->
                SqlNumeric.of(new BigDecimal(new BigInteger(random.nextInt(1, 400), random), random.nextInt(300)));
            case 7 -> SqlNumeric.of(BigDecimal.TEN.pow(random.nextInt(200)));
            default ->
                SqlNumeric.of(new BigDecimal(BigInteger.valueOf(integer(random.nextInt(1, 65))), random.nextInt(30)));
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        String alphabet = "ab\u0001\u007f\u0080\u00e9\u07ff\u0800\uffff ";
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(alphabet.length() + 1);
            text.append(at == alphabet.length() ? "\ud83d\ude00" : alphabet.substring(at, at + 1));
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(5)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte)
                    switch (random.nextInt(4)) {
                        case 0 -> 0;
                        case 1 -> 0xff;
                        default -> random.nextInt(256);
                    };
        }
        return bytes;
    }

    private SqlInterval interval() {
        return switch (random.nextInt(3)) {
            case 0 ->
                new SqlInterval(
                        random.nextInt(-2, 3), random.nextInt(-61, 62), random.nextInt(-2, 3) * 86_400_000_000L);
            case 1 -> new SqlInterval((int) integer(32), (int) integer(32), integer(64));
            default -> new SqlInterval(0, random.nextInt(-40, 40), integer(40));
        };
    }

    private BitString bits() {
        int length = random.nextInt(20);
        byte[] bytes = new byte[(length + 7) / 8];
        random.nextBytes(bytes);
        if (length % 8 != 0) {
            bytes[bytes.length - 1] &= (byte) (0xff << (8 - length % 8));
        }
        return new BitString(length, bytes);
    }

    SqlJson json(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> SqlJson.NULL;
            case 1 -> random.nextBoolean() ? SqlJson.TRUE : SqlJson.FALSE;
            case 2 -> new SqlJson.Number(SqlNumeric.of(random.nextInt(-20, 21), random.nextInt(3)));
            case 3 -> new SqlJson.Text(text());
            case 4 -> {
                List<SqlJson> elements = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    elements.add(json(depth - 1));
                }
                yield new SqlJson.Array(elements);
            }
            default -> {
                List<SqlJson.Member> members = new ArrayList<>();
                for (String key : List.of("a", "b", "\u00e9", "aa")) {
                    if (random.nextInt(3) == 0) {
                        members.add(new SqlJson.Member(key, json(depth - 1)));
                    }
                }
                yield new SqlJson.Members(members);
            }
        };
    }

    private SqlArray array(SqlType type) {
        SqlType element = type.elementType();
        if (element == null) {
            throw new IllegalArgumentException("no values of " + type);
        }
        if (random.nextInt(5) == 0) {
            int rows = random.nextInt(1, 3);
            int columns = random.nextInt(1, 3);
            return new SqlArray(element, elements(element, rows * columns, true), new int[] {rows, columns}, new int[] {
                random.nextInt(-1, 2), 1
            });
        }
        return SqlArray.of(element, elements(element, random.nextInt(4), true));
    }

    private @Nullable Object[] elements(SqlType type, int count, boolean nulls) {
        @Nullable Object[] elements = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            elements[i] = nulls ? orNull(type) : next(type);
        }
        return elements;
    }

    /** Whether two values are the same to the last detail, which SQL equality does not tell (1.0 and 1.00). */
    public static boolean identical(@Nullable Object left, @Nullable Object right) {
        if (left instanceof byte[] a && right instanceof byte[] b) {
            return Arrays.equals(a, b);
        }
        if (left instanceof SqlNumeric a && right instanceof SqlNumeric b) {
            return a.equals(b) && a.toString().equals(b.toString());
        }
        if (left instanceof SqlInterval a && right instanceof SqlInterval b) {
            return a.months() == b.months() && a.days() == b.days() && a.micros() == b.micros();
        }
        if (left instanceof SqlArray a && right instanceof SqlArray b) {
            return Arrays.equals(a.dimensions(), b.dimensions())
                    && Arrays.equals(a.lowerBounds(), b.lowerBounds())
                    && all(a.elements(), b.elements());
        }
        if (left instanceof SqlRecord a && right instanceof SqlRecord b) {
            return all(a.values(), b.values());
        }
        return left == null ? right == null : left.equals(right);
    }

    public static boolean all(@Nullable Object[] left, @Nullable Object[] right) {
        for (int i = 0; i < left.length; i++) {
            if (!identical(left[i], right[i])) {
                return false;
            }
        }
        return left.length == right.length;
    }

    /** For messages. */
    public static String show(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? Arrays.toString(bytes)
                : value instanceof String text
                        ? Arrays.toString(text.getBytes(StandardCharsets.UTF_8))
                        : String.valueOf(value);
    }
}
