package io.trefoil.sql.types;

/**
 * timestamp: microseconds since 2000-01-01 00:00 of a local date and time, from 4714-11-24 BC to 294276-12-31, and two
 * infinities.
 */
final class TimestampType extends MicrosecondsType {
    TimestampType() {
        super(TypeOid.TIMESTAMP, TypeOid.TIMESTAMP_ARRAY, "timestamp", "timestamp", " without time zone", false);
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        long micros = IsoTimestamp.local(source, offset, length);
        if (micros == IsoTimestamp.OTHER) {
            micros = parseAny(Utf8.decode(source, offset, length), format);
        }
        return round(micros, typmod);
    }

    private static long parseAny(String text, TextFormat format) {
        TimestampParser parsed = TimestampParser.parse(text, "timestamp", format);
        if (parsed.outcome() != TimestampParser.Outcome.FIELDS) {
            return parsed.wordMicros();
        }
        long local = parsed.local();
        if (!LocalTimes.inRange(local)) {
            throw outOfRange(text);
        }
        return local;
    }

    static SqlStateException outOfRange(String text) {
        return new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "timestamp out of range: \"" + text + "\"");
    }

    /** Rounds a value that is not infinite; 22008 when that leaves the range. */
    static long round(long micros, int typmod) {
        if (typmod < 0 || typmod >= TimeTypmod.PRECISION_MAX || LocalTimes.isInfinite(micros)) {
            return micros;
        }
        return TimeTypmod.round(micros, typmod);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        DateTimeText.writeTimestamp((Long) value, format, out);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return round(readBinary(source, offset, length), typmod);
    }

    static long readBinary(byte[] source, int offset, int length) {
        long micros = BinaryReader.longAt(source, offset, length);
        return LocalTimes.isInfinite(micros) ? micros : LocalTimes.checked(micros, "timestamp");
    }

    @Override
    long rounded(long micros, int typmod) {
        return round(micros, typmod);
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return TimeTypmod.of(modifiers, "TIMESTAMP", "");
    }
}
