package io.trefoil.sql.types;

/** time: microseconds since midnight, 0..86400000000 (24:00:00 is a value of its own). */
final class TimeType extends MicrosecondsType {
    TimeType() {
        super(TypeOid.TIME, TypeOid.TIME_ARRAY, "time", "time", " without time zone", false);
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        long micros = IsoTimestamp.timeOfDay(source, offset, length);
        if (micros == IsoTimestamp.OTHER) {
            micros = TimeParser.parse(Utf8.decode(source, offset, length), "time", format)
                    .timeOfDay();
        }
        return TimeTypmod.round(micros, typmod);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        DateTimeText.writeTime((Long) value, out);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        return TimeTypmod.round(checked(BinaryReader.longAt(source, offset, length)), typmod);
    }

    static long checked(long micros) {
        if (micros < 0 || micros > LocalTimes.MICROS_PER_DAY) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "time out of range");
        }
        return micros;
    }

    @Override
    long rounded(long micros, int typmod) {
        return TimeTypmod.round(micros, typmod);
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return TimeTypmod.of(modifiers, "TIME", "");
    }
}
