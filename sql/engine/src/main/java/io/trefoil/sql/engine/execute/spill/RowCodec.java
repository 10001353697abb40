package io.trefoil.sql.engine.execute.spill;

import io.trefoil.sql.types.BitString;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlInterval;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TimeWithZone;
import io.trefoil.sql.types.TupleId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows as bytes: the number of values, then each value behind a tag that names its Java class, so that any column of any
 * type can be spilled. Types inside arrays and records are numbers in a list that one file's codec keeps.
 */
final class RowCodec {
    private static final int NULL = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int SHORT = 3;
    private static final int INTEGER = 4;
    private static final int LONG = 5;
    private static final int FLOAT = 6;
    private static final int DOUBLE = 7;
    private static final int STRING = 8;
    private static final int BYTES = 9;
    private static final int NUMERIC = 10;
    private static final int SPECIAL_NUMERIC = 11;
    private static final int INTERVAL = 12;
    private static final int UUID16 = 13;
    private static final int BYTE = 14;
    private static final int TIME_WITH_ZONE = 15;
    private static final int TUPLE_ID = 16;
    private static final int BITS = 17;
    private static final int ARRAY = 18;
    private static final int RECORD = 19;
    private static final int JSON_NULL = 20;
    private static final int JSON_BOOL = 21;
    private static final int JSON_NUMBER = 22;
    private static final int JSON_TEXT = 23;
    private static final int JSON_ARRAY = 24;
    private static final int JSON_OBJECT = 25;

    /** Types met so far, numbered from 1. */
    private final List<SqlType> types = new ArrayList<>();

    void write(@Nullable Object[] row, SpillBuffer out) {
        out.putLength(row.length);
        for (Object value : row) {
            writeValue(value, out);
        }
    }

    @Nullable
    Object[] read(SpillBuffer in) {
        @Nullable Object[] row = new @Nullable Object[in.getLength()];
        for (int i = 0; i < row.length; i++) {
            row[i] = readValue(in);
        }
        return row;
    }

    private void writeValue(@Nullable Object value, SpillBuffer out) {
        switch (value) {
            case null -> out.putByte(NULL);
            case Integer number -> {
                out.putByte(INTEGER);
                out.putInt(number);
            }
            case Long number -> {
                out.putByte(LONG);
                out.putLong(number);
            }
            case String text -> {
                out.putByte(STRING);
                out.putBytes(text.getBytes(StandardCharsets.UTF_8));
            }
            case Boolean bool -> out.putByte(bool ? TRUE : FALSE);
            case SqlNumeric number -> writeNumeric(number, out);
            case Short number -> {
                out.putByte(SHORT);
                out.putInt(number);
            }
            case Double number -> {
                out.putByte(DOUBLE);
                out.putLong(Double.doubleToRawLongBits(number));
            }
            case Float number -> {
                out.putByte(FLOAT);
                out.putInt(Float.floatToRawIntBits(number));
            }
            case byte[] bytes -> {
                out.putByte(BYTES);
                out.putBytes(bytes);
            }
            case UUID uuid -> {
                out.putByte(UUID16);
                out.putLong(uuid.getMostSignificantBits());
                out.putLong(uuid.getLeastSignificantBits());
            }
            case SqlInterval interval -> {
                out.putByte(INTERVAL);
                out.putInt(interval.months());
                out.putInt(interval.days());
                out.putLong(interval.micros());
            }
            case Byte number -> {
                out.putByte(BYTE);
                out.putByte(number);
            }
            case TimeWithZone time -> {
                out.putByte(TIME_WITH_ZONE);
                out.putLong(time.micros());
                out.putInt(time.offsetSeconds());
            }
            case TupleId id -> {
                out.putByte(TUPLE_ID);
                out.putInt(id.block());
                out.putInt(id.offset());
            }
            case BitString bits -> {
                out.putByte(BITS);
                out.putInt(bits.length());
                out.putBytes(bits.bytes());
            }
            case SqlArray array -> writeArray(array, out);
            case SqlRecord row -> writeRecord(row, out);
            case SqlJson json -> writeJson(json, out);
            default -> throw new IllegalArgumentException("no value of SQL: " + value.getClass());
        }
    }

    private @Nullable Object readValue(SpillBuffer in) {
        int tag = in.getByte();
        return switch (tag) {
            case NULL -> null;
            case TRUE -> true;
            case FALSE -> false;
            case SHORT -> (short) in.getInt();
            case INTEGER -> in.getInt();
            case LONG -> in.getLong();
            case FLOAT -> Float.intBitsToFloat(in.getInt());
            case DOUBLE -> Double.longBitsToDouble(in.getLong());
            case STRING -> readString(in);
            case BYTES -> in.getBytes();
            case NUMERIC, SPECIAL_NUMERIC -> readNumeric(tag, in);
            case INTERVAL -> new SqlInterval(in.getInt(), in.getInt(), in.getLong());
            case UUID16 -> new UUID(in.getLong(), in.getLong());
            case BYTE -> (byte) in.getByte();
            case TIME_WITH_ZONE -> new TimeWithZone(in.getLong(), in.getInt());
            case TUPLE_ID -> new TupleId(in.getInt(), in.getInt());
            case BITS -> new BitString(in.getInt(), in.getBytes());
            case ARRAY -> readArray(in);
            case RECORD -> readRecord(in);
            default -> readJson(tag, in);
        };
    }

    private static String readString(SpillBuffer in) {
        int length = in.getLength();
        return new String(in.array(), in.skip(length), length, StandardCharsets.UTF_8);
    }

    private static void writeNumeric(SqlNumeric number, SpillBuffer out) {
        if (!number.isFinite()) {
            out.putByte(SPECIAL_NUMERIC);
            out.putByte(number.isNaN() ? 0 : number.signum());
            return;
        }
        BigDecimal decimal = number.toBigDecimal();
        out.putByte(NUMERIC);
        out.putInt(decimal.scale());
        out.putBytes(decimal.unscaledValue().toByteArray());
    }

    private static SqlNumeric readNumeric(int tag, SpillBuffer in) {
        if (tag == NUMERIC) {
            int scale = in.getInt();
            return SqlNumeric.of(new BigDecimal(new BigInteger(in.getBytes()), scale));
        }
        int sign = in.getByte();
        return sign == 0 ? SqlNumeric.NAN : sign < 0 ? SqlNumeric.NEGATIVE_INFINITY : SqlNumeric.POSITIVE_INFINITY;
    }

    private void writeArray(SqlArray array, SpillBuffer out) {
        out.putByte(ARRAY);
        writeType(array.elementType(), out);
        out.putLength(array.rank());
        for (int i = 0; i < array.rank(); i++) {
            out.putInt(array.dimension(i));
            out.putInt(array.lowerBound(i));
        }
        write(array.elements(), out);
    }

    private SqlArray readArray(SpillBuffer in) {
        SqlType elementType = types.get(in.getLength() - 1);
        int rank = in.getLength();
        int[] dimensions = new int[rank];
        int[] lowerBounds = new int[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = in.getInt();
            lowerBounds[i] = in.getInt();
        }
        return new SqlArray(elementType, read(in), dimensions, lowerBounds);
    }

    private void writeRecord(SqlRecord row, SpillBuffer out) {
        out.putByte(RECORD);
        for (SqlType type : row.types()) {
            writeType(type, out);
        }
        out.putLength(0);
        write(row.values(), out);
    }

    private SqlRecord readRecord(SpillBuffer in) {
        List<SqlType> found = new ArrayList<>();
        for (int number = in.getLength(); number != 0; number = in.getLength()) {
            found.add(types.get(number - 1));
        }
        return new SqlRecord(found.toArray(new SqlType[0]), read(in));
    }

    private void writeType(SqlType type, SpillBuffer out) {
        int index = types.indexOf(type);
        if (index < 0) {
            index = types.size();
            types.add(type);
        }
        out.putLength(index + 1);
    }

    private void writeJson(SqlJson json, SpillBuffer out) {
        switch (json) {
            case SqlJson.Null absent -> out.putByte(JSON_NULL);
            case SqlJson.Bool bool -> {
                out.putByte(JSON_BOOL);
                out.putByte(bool.value() ? 1 : 0);
            }
            case SqlJson.Number number -> {
                out.putByte(JSON_NUMBER);
                writeNumeric(number.value(), out);
            }
            case SqlJson.Text text -> {
                out.putByte(JSON_TEXT);
                out.putBytes(text.value().getBytes(StandardCharsets.UTF_8));
            }
            case SqlJson.Array array -> {
                out.putByte(JSON_ARRAY);
                out.putLength(array.elements().size());
                array.elements().forEach(element -> writeJson(element, out));
            }
            case SqlJson.Members object -> {
                out.putByte(JSON_OBJECT);
                out.putLength(object.members().size());
                for (SqlJson.Member member : object.members()) {
                    out.putBytes(member.key().getBytes(StandardCharsets.UTF_8));
                    writeJson(member.value(), out);
                }
            }
        }
    }

    private static SqlJson readJson(int tag, SpillBuffer in) {
        return switch (tag) {
            case JSON_NULL -> SqlJson.NULL;
            case JSON_BOOL -> in.getByte() == 0 ? SqlJson.FALSE : SqlJson.TRUE;
            case JSON_NUMBER -> new SqlJson.Number(readNumeric(in.getByte(), in));
            case JSON_TEXT -> new SqlJson.Text(readString(in));
            case JSON_ARRAY -> {
                List<SqlJson> elements = new ArrayList<>();
                for (int rest = in.getLength(); rest > 0; rest--) {
                    elements.add(readJson(in.getByte(), in));
                }
                yield new SqlJson.Array(elements);
            }
            case JSON_OBJECT -> {
                List<SqlJson.Member> members = new ArrayList<>();
                for (int rest = in.getLength(); rest > 0; rest--) {
                    String key = readString(in);
                    members.add(new SqlJson.Member(key, readJson(in.getByte(), in)));
                }
                yield new SqlJson.Members(members);
            }
            default -> throw new IllegalStateException("tag " + tag);
        };
    }
}
