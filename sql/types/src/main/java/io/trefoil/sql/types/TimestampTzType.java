package io.trefoil.sql.types;

/** timestamptz: an instant in microseconds since 2000-01-01 00:00 UTC, read and shown in the session's time zone. */
final class TimestampTzType extends MicrosecondsType {
    TimestampTzType() {
        super(TypeOid.TIMESTAMPTZ, TypeOid.TIMESTAMPTZ_ARRAY, "timestamptz", "timestamp", " with time zone", true);
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        long micros = IsoTimestamp.instant(source, offset, length, format.timeZone());
        if (micros == IsoTimestamp.OTHER) {
            micros = parseAny(Utf8.decode(source, offset, length), format);
        }
        return TimestampType.round(micros, typmod);
    }

    private static long parseAny(String text, TextFormat format) {
        TimestampParser parsed = TimestampParser.parse(text, "timestamp with time zone", format);
        if (parsed.outcome() != TimestampParser.Outcome.FIELDS) {
            return parsed.wordMicros();
        }
        long local = parsed.local();
        long utc = local - parsed.offsetSeconds * LocalTimes.MICROS_PER_SECOND;
        if (local == Long.MIN_VALUE || !LocalTimes.inRange(utc)) {
            throw TimestampType.outOfRange(text);
        }
        return utc;
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        DateTimeText.writeTimestampTz((Long) value, format, out);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return TimestampType.round(TimestampType.readBinary(source, offset, length), typmod);
    }

    @Override
    long rounded(long micros, int typmod) {
        return TimestampType.round(micros, typmod);
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return TimeTypmod.of(modifiers, "TIMESTAMP", " WITH TIME ZONE");
    }
}
