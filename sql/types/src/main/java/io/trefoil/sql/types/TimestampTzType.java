package io.trefoil.sql.types;

/** timestamptz: an instant in microseconds since 2000-01-01 00:00 UTC, read and shown in the session's time zone. */
final class TimestampTzType extends ByteParsedType {
    TimestampTzType() {
        super(TypeOid.TIMESTAMPTZ, TypeOid.TIMESTAMPTZ_ARRAY, "timestamptz", "timestamp with time zone", 'D', true, 8);
    }

    @Override
    public Class<?> javaClass() {
        return Long.class;
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
        switch (parsed.outcome()) {
            case EPOCH -> {
                return -LocalTimes.UNIX_EPOCH_SHIFT_SECONDS * LocalTimes.MICROS_PER_SECOND;
            }
            case INFINITY -> {
                return Long.MAX_VALUE;
            }
            case MINUS_INFINITY -> {
                return Long.MIN_VALUE;
            }
            case FIELDS -> {}
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
    public void writeBinary(Object value, ByteSink out) {
        out.putLong((Long) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Long.compare((Long) left, (Long) right);
    }

    @Override
    public Object applyTypmod(Object value, int typmod, boolean explicit) {
        return TimestampType.round((Long) value, typmod);
    }

    @Override
    public String typmodSuffix(int typmod) {
        return typmod < 0 ? "" : "(" + typmod + ")";
    }

    @Override
    public String formatted(int typmod) {
        return "timestamp" + typmodSuffix(typmod) + " with time zone";
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return TimeTypmod.of(modifiers, "TIMESTAMP", " WITH TIME ZONE");
    }
}
