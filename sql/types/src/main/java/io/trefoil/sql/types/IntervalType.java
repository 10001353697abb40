package io.trefoil.sql.types;

/** interval: months, days and microseconds, each with its own sign. */
final class IntervalType extends SqlType {
    IntervalType() {
        super(TypeOid.INTERVAL, TypeOid.INTERVAL_ARRAY, "interval", "interval", 'T', true, 16);
    }

    @Override
    public Class<?> javaClass() {
        return SqlInterval.class;
    }

    @Override
    public Object parse(String text, int typmod, TextFormat format) {
        return IntervalTypmod.apply(IntervalParser.parse(text, IntervalTypmod.range(typmod), format), typmod);
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        IntervalText.write((SqlInterval) value, format.intervalStyle(), out);
    }

    /** Microseconds as 64 bits, days and months as 32 bits. */
    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        BinaryReader in = new BinaryReader(source, offset, length);
        long micros = in.readLong();
        int days = in.readInt();
        int months = in.readInt();
        in.requireEnd();
        return IntervalTypmod.apply(new SqlInterval(months, days, micros), typmod);
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        SqlInterval interval = (SqlInterval) value;
        out.putLong(interval.micros());
        out.putInt(interval.days());
        out.putInt(interval.months());
    }

    @Override
    public int compare(Object left, Object right) {
        return ((SqlInterval) left).compareTo((SqlInterval) right);
    }

    @Override
    public Object applyTypmod(Object value, int typmod, boolean explicit) {
        return IntervalTypmod.apply((SqlInterval) value, typmod);
    }

    @Override
    public String typmodSuffix(int typmod) {
        return IntervalTypmod.suffix(typmod);
    }

    @Override
    public int typmodOf(int[] modifiers) {
        return IntervalTypmod.of(modifiers);
    }
}
