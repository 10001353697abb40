package io.trefoil.sql.types;

/** timetz: a time of day with the offset of its zone. */
final class TimeTzType extends ByteParsedType {
    private static final int OFFSET_SECONDS_END = 16 * 3600;

    TimeTzType() {
        super(TypeOid.TIMETZ, TypeOid.TIMETZ_ARRAY, "timetz", "time with time zone", 'D', false, 12);
    }

    @Override
    public Class<?> javaClass() {
        return TimeWithZone.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        TimeParser parsed = TimeParser.parse(Utf8.decode(source, offset, length), "time with time zone", format);
        return new TimeWithZone(TimeTypmod.round(parsed.timeOfDay(), typmod), parsed.offsetSeconds);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        TimeWithZone time = (TimeWithZone) value;
        DateTimeText.writeTime(time.micros(), out);
        DateTimeText.writeOffset(time.offsetSeconds(), out);
    }

    /** Microseconds since midnight as 64 bits, then seconds west of UTC as 32 bits. */
    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        BinaryReader in = new BinaryReader(source, offset, length);
        long micros = TimeType.checked(in.readLong());
        int west = in.readInt();
        if (west <= -OFFSET_SECONDS_END || west >= OFFSET_SECONDS_END) {
            throw new SqlStateException(
                    SqlState.INVALID_TIME_ZONE_DISPLACEMENT_VALUE, "time zone displacement out of range");
        }
        in.requireEnd();
        return new TimeWithZone(TimeTypmod.round(micros, typmod), -west);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        TimeWithZone time = (TimeWithZone) value;
        out.putLong(time.micros());
        out.putInt(-time.offsetSeconds());
    }

    @Override
    public int compare(Object left, Object right) {
        return ((TimeWithZone) left).compareTo((TimeWithZone) right);
    }

    @Override
    public Object applyTypmod(Object value, int typmod, boolean explicit) {
        TimeWithZone time = (TimeWithZone) value;
        return new TimeWithZone(TimeTypmod.round(time.micros(), typmod), time.offsetSeconds());
    }

    @Override
    public String typmodSuffix(int typmod) {
        return typmod < 0 ? "" : "(" + typmod + ")";
    }

    @Override
    public String formatted(int typmod) {
        return "time" + typmodSuffix(typmod) + " with time zone";
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return TimeTypmod.of(modifiers, "TIME", " WITH TIME ZONE");
    }
}
