package io.trefoil.sql.types;

/**
 * Hours, minutes and seconds as they stand between colons.
 *
 * @param hours any number; the caller bounds it
 * @param minutes 0..59
 * @param seconds 0..60
 * @param micros 0..1000000, the upper bound by rounding
 */
record TimeFields(long hours, int minutes, int seconds, int micros) {
    /**
     * @param minutesFirst whether two fields are minutes and seconds rather than hours and minutes
     * @throws DateTimeFault FORMAT, FIELD
     */
    static TimeFields read(String text, boolean minutesFirst) {
        NumberCursor cursor = new NumberCursor(text, 0);
        long hours = cursor.readLong(DateTimeFault.FIELD);
        if (cursor.current() != ':') {
            throw DateTimeFault.FORMAT;
        }
        cursor.skip();
        int minutes = cursor.readInt(DateTimeFault.FIELD);
        int seconds = 0;
        int micros = 0;
        if (cursor.atEnd() && minutesFirst || cursor.current() == '.') {
            if (cursor.current() == '.') {
                micros = cursor.readFractionMicros();
            }
            seconds = minutes;
            minutes = (int) Math.min(hours, Integer.MAX_VALUE);
            hours = 0;
        } else if (cursor.current() == ':') {
            cursor.skip();
            seconds = cursor.readInt(DateTimeFault.FIELD);
            if (cursor.current() == '.') {
                micros = cursor.readFractionMicros();
            }
        }
        if (!cursor.atEnd()) {
            throw DateTimeFault.FORMAT;
        }
        if (hours < 0 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 60) {
            throw DateTimeFault.FIELD;
        }
        return new TimeFields(hours, minutes, seconds, micros);
    }
}
