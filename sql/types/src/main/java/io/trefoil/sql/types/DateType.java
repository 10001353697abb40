package io.trefoil.sql.types;

/** date: days since 2000-01-01, from 4714-11-24 BC to 5874897-12-31, and two infinities. */
final class DateType extends ByteParsedType {
    private static final String NAME = "date";

    DateType() {
        super(TypeOid.DATE, TypeOid.DATE_ARRAY, NAME, NAME, 'D', false, 4);
    }

    @Override
    public Class<?> javaClass() {
        return Integer.class;
    }

    @Override
    public Object parse(byte[] source, int offset, int length, int typmod, TextFormat format) {
        long days = IsoTimestamp.days(source, offset, length);
        return days != IsoTimestamp.OTHER ? (int) days : parseAny(Utf8.decode(source, offset, length), format);
    }

    private static int parseAny(String text, TextFormat format) {
        TimestampParser parsed = TimestampParser.parse(text, NAME, format);
        switch (parsed.outcome()) {
            case EPOCH -> {
                return -LocalTimes.UNIX_EPOCH_SHIFT_DAYS;
            }
            case INFINITY -> {
                return Integer.MAX_VALUE;
            }
            case MINUS_INFINITY -> {
                return Integer.MIN_VALUE;
            }
            case FIELDS -> {}
        }
        if (!CivilDate.isRepresentable(parsed.year, parsed.month) || !LocalTimes.dateInRange(parsed.days())) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range: \"" + text + "\"");
        }
        return (int) parsed.days();
    }

    @Override
    public void writeText(Object value, TextFormat format, ByteSink out) {
        DateTimeText.writeDate((Integer) value, format, out);
    }

    @Override
    public Object readBinary(byte[] source, int offset, int length, int typmod) {
        int days = BinaryReader.intAt(source, offset, length);
        if (!LocalTimes.isInfiniteDate(days) && !LocalTimes.dateInRange(days)) {
            throw new SqlStateException(SqlState.DATETIME_FIELD_OVERFLOW, "date out of range");
        }
        return days;
    }

    @Override
    public void writeBinary(Object value, ByteSink out) {
        out.putInt((Integer) value);
    }

    @Override
    public int compare(Object left, Object right) {
        return Integer.compare((Integer) left, (Integer) right);
    }
}
