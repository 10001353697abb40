package io.trefoil.sql.types;

/** Reads numeric zone offsets of date/time input. */
final class ZoneOffsetText {
    private static final int HOURS_MAX = 15;

    private ZoneOffsetText() {}

    /** {@code +hh}, {@code +hhmm}, {@code +hh:mm} or {@code +hh:mm:ss} to seconds east of UTC. */
    static int read(String text) {
        if (text.isEmpty() || text.charAt(0) != '+' && text.charAt(0) != '-') {
            throw DateTimeFault.FORMAT;
        }
        NumberCursor cursor = new NumberCursor(text, 1);
        int hours = cursor.readInt(DateTimeFault.ZONE);
        int minutes = 0;
        int seconds = 0;
        if (cursor.current() == ':') {
            cursor.skip();
            minutes = cursor.readInt(DateTimeFault.ZONE);
            if (cursor.current() == ':') {
                cursor.skip();
                seconds = cursor.readInt(DateTimeFault.ZONE);
            }
        } else if (cursor.atEnd() && text.length() > 3) {
            minutes = hours % 100;
            hours = hours / 100;
        }
        if (hours < 0 || hours > HOURS_MAX || minutes < 0 || minutes >= 60 || seconds < 0 || seconds >= 60) {
            throw DateTimeFault.ZONE;
        }
        if (!cursor.atEnd()) {
            throw DateTimeFault.FORMAT;
        }
        int total = (hours * 60 + minutes) * 60 + seconds;
        return text.charAt(0) == '-' ? -total : total;
    }
}
