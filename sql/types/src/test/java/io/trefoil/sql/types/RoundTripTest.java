package io.trefoil.sql.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.types.TextFormat.DateOrder;
import io.trefoil.sql.types.TextFormat.DateStyle;
import io.trefoil.sql.types.TextFormat.IntervalStyle;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever a type writes it reads back as the same value, as text in every style and in binary. */
class RoundTripTest {
    private static final int VALUES = Integer.getInteger("types.inputs", 300);
    private static final long SEED = Long.getLong("types.seed", 15);

    private final Random random = new Random(SEED);

    private static final List<SqlType> TYPES = List.of(
            SqlTypes.BOOL,
            SqlTypes.INT2,
            SqlTypes.INT4,
            SqlTypes.INT8,
            SqlTypes.FLOAT4,
            SqlTypes.FLOAT8,
            SqlTypes.NUMERIC,
            SqlTypes.TEXT,
            SqlTypes.VARCHAR,
            SqlTypes.BPCHAR,
            SqlTypes.NAME,
            SqlTypes.CHAR,
            SqlTypes.BYTEA,
            SqlTypes.UUID,
            SqlTypes.OID,
            SqlTypes.XID,
            SqlTypes.XID8,
            SqlTypes.TID,
            SqlTypes.PG_LSN,
            SqlTypes.BIT,
            SqlTypes.VARBIT,
            SqlTypes.DATE,
            SqlTypes.TIME,
            SqlTypes.TIMETZ,
            SqlTypes.TIMESTAMP,
            SqlTypes.TIMESTAMPTZ,
            SqlTypes.INTERVAL,
            SqlTypes.JSONB,
            SqlTypes.INT2VECTOR,
            SqlTypes.OIDVECTOR,
            SqlTypes.REGCLASS,
            SqlTypes.UNKNOWN,
            SqlTypes.XML);

    @TestFactory
    Stream<DynamicTest> binaryFormsRoundTrip() {
        return TYPES.stream()
                .map(type -> DynamicTest.dynamicTest(type.name(), () -> {
                    for (int i = 0; i < VALUES; i++) {
                        Object value = value(type);
                        ByteArraySink out = new ByteArraySink(1);
                        out.putByte(7);
                        type.writeBinary(value, out);
                        Object read = type.readBinary(out.array(), 1, out.size() - 1, -1);
                        requireSame(type, value, read);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> textFormsRoundTripInEveryStyle() {
        return TYPES.stream()
                .map(type -> DynamicTest.dynamicTest(type.name(), () -> {
                    for (int i = 0; i < VALUES; i++) {
                        TextFormat format = format();
                        Object value = value(type);
                        String text = type.toText(value, format);
                        requireSame(type, value, type.parse(text, -1, format));
                        ByteArraySink out = new ByteArraySink(1);
                        type.writeText(value, format, out);
                        assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8))
                                .isEqualTo(text);
                        requireSame(type, value, type.parse(out.array(), 0, out.size(), -1, format));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> arraysOfEveryTypeRoundTrip() {
        return TYPES.stream()
                .filter(type -> type.arrayOid() != 0)
                .map(type -> DynamicTest.dynamicTest("_" + type.name(), () -> {
                    SqlType array = SqlTypes.arrayOf(type);
                    for (int i = 0; i < VALUES / 3; i++) {
                        TextFormat format = format();
                        SqlArray value = array(type);
                        requireSame(array, value, array.parse(array.toText(value, format), -1, format));
                        ByteArraySink out = new ByteArraySink();
                        array.writeBinary(value, out);
                        requireSame(array, value, array.readBinary(out.array(), 0, out.size(), -1));
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> truncatedAndGarbledBinaryIsRefusedNotMisread() {
        List<SqlType> types = new ArrayList<>(TYPES);
        types.add(SqlTypes.arrayOf(SqlTypes.INT4));
        types.add(SqlTypes.arrayOf(SqlTypes.TEXT));
        types.add(SqlTypes.JSON);
        return types.stream()
                .map(type -> DynamicTest.dynamicTest(type.name(), () -> {
                    for (int i = 0; i < VALUES; i++) {
                        byte[] bytes = new byte[random.nextInt(40)];
                        random.nextBytes(bytes);
                        if (bytes.length > 12 && random.nextBoolean()) {
                            for (int j = 0; j < 12; j++) {
                                bytes[j] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
                            }
                        }
                        try {
                            Object value = type.readBinary(bytes, 0, bytes.length, -1);
                            assertThat(type.toText(value, TextFormat.DEFAULT)).isNotNull();
                        } catch (SqlStateException e) {
                            assertThat(e.state().code()).doesNotStartWith("XX");
                        }
                    }
                }));
    }

    private void requireSame(SqlType type, Object expected, Object actual) {
        assertThat(type.equal(expected, actual))
                .as(
                        "%s %s and %s",
                        type, type.toText(expected, TextFormat.DEFAULT), type.toText(actual, TextFormat.DEFAULT))
                .isTrue();
        assertThat(type.hash(expected)).isEqualTo(type.hash(actual));
        if (type.ordered()) {
            assertThat(type.compare(expected, actual)).isZero();
        }
    }

    /** Zones with unambiguous abbreviations, and orders of fields in which each style can be read back. */
    private TextFormat format() {
        DateStyle style = pick(DateStyle.values());
        return new TextFormat(
                ZoneId.of(pick("UTC", "Asia/Tokyo", "Asia/Kathmandu")),
                style,
                switch (style) {
                    case ISO -> pick(DateOrder.values());
                    case SQL, POSTGRES -> pick(DateOrder.DMY, DateOrder.MDY);
                    case GERMAN -> DateOrder.DMY;
                },
                pick(IntervalStyle.values()),
                1 + random.nextInt(3),
                random.nextBoolean(),
                ObjectNames.NONE,
                0);
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }

    private long bits() {
        return random.nextLong() >> random.nextInt(64);
    }

    private SqlArray array(SqlType type) {
        int rank = 1 + random.nextInt(3);
        int[] lengths = new int[rank];
        int[] lowerBounds = new int[rank];
        int size = 1;
        for (int i = 0; i < rank; i++) {
            lengths[i] = 1 + random.nextInt(3);
            lowerBounds[i] = random.nextInt(3) == 0 ? random.nextInt(9) - 4 : 1;
            size *= lengths[i];
        }
        @Nullable Object[] values = new @Nullable Object[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(5) == 0 ? null : value(type);
        }
        return new SqlArray(type, values, lengths, lowerBounds);
    }

    private Object value(SqlType type) {
        return switch (type.oid()) {
            case TypeOid.BOOL -> random.nextBoolean();
            case TypeOid.INT2 -> (short) bits();
            case TypeOid.INT4, TypeOid.OID, TypeOid.XID, TypeOid.REGCLASS -> (int) bits();
            case TypeOid.INT8, TypeOid.XID8, TypeOid.PG_LSN -> bits();
            case TypeOid.FLOAT4 -> random.nextBoolean() ? Float.intBitsToFloat((int) bits()) : (float) bits();
            case TypeOid.FLOAT8 -> random.nextBoolean() ? Double.longBitsToDouble(bits()) : (double) bits() / 1000;
            case TypeOid.NUMERIC -> numeric();
            case TypeOid.CHAR -> (byte) bits();
            case TypeOid.BYTEA -> bytes();
            case TypeOid.UUID -> new UUID(random.nextLong(), random.nextLong());
            case TypeOid.TID -> new TupleId((int) bits(), random.nextInt(65536));
            case TypeOid.BIT, TypeOid.VARBIT -> bitString();
            case TypeOid.DATE ->
                random.nextInt(20) == 0
                        ? pick(Integer.MIN_VALUE, Integer.MAX_VALUE, LocalTimes.FIRST_DAY, LocalTimes.END_DAY - 1)
                        : random.nextInt(LocalTimes.FIRST_DAY, 4_000_000);
            case TypeOid.TIME -> random.nextLong(LocalTimes.MICROS_PER_DAY + 1);
            case TypeOid.TIMETZ ->
                new TimeWithZone(random.nextLong(LocalTimes.MICROS_PER_DAY + 1), random.nextInt(-57599, 57600));
            case TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ -> timestamp();
            case TypeOid.INTERVAL -> new SqlInterval((int) bits(), (int) bits(), bits());
            case TypeOid.JSONB -> SqlTypes.JSONB.parse(DocumentTexts.generate(random, 4), -1, TextFormat.DEFAULT);
            case TypeOid.INT2VECTOR -> SqlArray.vector(SqlTypes.INT2, (short) bits(), (short) bits());
            case TypeOid.OIDVECTOR -> SqlArray.vector(SqlTypes.OID, (int) bits(), (int) bits(), (int) bits());
            default -> characters();
        };
    }

    private SqlNumeric numeric() {
        return switch (random.nextInt(8)) {
            case 0 -> pick(SqlNumeric.NAN, SqlNumeric.POSITIVE_INFINITY, SqlNumeric.NEGATIVE_INFINITY, SqlNumeric.ZERO);
            case 1 ->
                SqlNumeric.of(new java.math.BigDecimal(
                        new java.math.BigInteger(random.nextInt(400), random), random.nextInt(90)));
            default -> SqlNumeric.of(bits(), random.nextInt(25));
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private BitString bitString() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(random.nextBoolean() ? '1' : '0');
        }
        return (BitString) SqlTypes.VARBIT.parse(text.toString(), -1, TextFormat.DEFAULT);
    }

    /** Within years whose offsets in the zones of {@link #format} have abbreviations that are read the same way. */
    private long timestamp() {
        return switch (random.nextInt(10)) {
            case 0 -> pick(Long.MIN_VALUE, Long.MAX_VALUE);
            default -> random.nextLong(0, 500_000_000_000_000_000L);
        };
    }

    private String characters() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    pick("a", "Z", " ", "\"", "\\", "{", "}", ",", "(", ")", "é", "日", "😀", "'", "\n", "0", "null"));
        }
        return text.toString();
    }
}
