package io.trefoil.sql.types;

import io.trefoil.sql.types.DateTimeScanner.Field;
import io.trefoil.sql.types.TextFormat.IntervalStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads intervals in PostgreSQL's own form ({@code 1 day 2:03:04 ago}), the standard's ({@code 1-2 3 4:05:06}) and ISO
 * 8601's. Fields are read from right to left, so that units come before their numbers.
 */
final class IntervalParser {
    private static final int LENGTH_MAX = 256;

    /** All fields allowed (timestamp.h, INTERVAL_FULL_RANGE). */
    static final int FULL_RANGE = 0x7FFF;

    private static final Map<String, DateTimePart> UNITS = new HashMap<>();

    static {
        add(DateTimePart.MICROSECOND, "microsecon us usec useconds usecs");
        add(DateTimePart.MILLISECOND, "millisecon ms msec mseconds msecs");
        add(DateTimePart.SECOND, "s sec second seconds secs");
        add(DateTimePart.MINUTE, "m min mins minute minutes");
        add(DateTimePart.HOUR, "h hour hours hr hrs");
        add(DateTimePart.DAY, "d day days");
        add(DateTimePart.WEEK, "w week weeks");
        add(DateTimePart.MONTH, "mon mons month months");
        add(DateTimePart.YEAR, "y year years yr yrs");
        add(DateTimePart.DECADE, "dec decade decades decs");
        add(DateTimePart.CENTURY, "c cent centuries century");
        add(DateTimePart.MILLENNIUM, "mil millennia millennium mils");
        add(DateTimePart.UNUSED, "qtr quarter timezone timezone_h timezone_m");
    }

    private static void add(DateTimePart part, String words) {
        for (String word : words.split(" ", -1)) {
            UNITS.put(word, part);
        }
    }

    private final List<Field> fields;
    private final int range;
    private final IntervalBuilder builder = new IntervalBuilder();

    /** Whether a leading minus counts for all fields, as the standard has it. */
    private final boolean allNegative;

    /** Unit for the next number to the left, null before any is known. */
    private @Nullable DateTimePart unit;

    private int seen;

    private IntervalParser(List<Field> fields, int range, TextFormat format) {
        this.fields = fields;
        this.range = range;
        this.allNegative = format.intervalStyle() == IntervalStyle.SQL_STANDARD && isNegatedAsAWhole(fields);
    }

    /** A minus first and no other sign. */
    private static boolean isNegatedAsAWhole(List<Field> fields) {
        if (fields.isEmpty() || !fields.get(0).text().startsWith("-")) {
            return false;
        }
        for (Field field : fields.subList(1, fields.size())) {
            if (field.text().startsWith("-") || field.text().startsWith("+")) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param range bits of the fields that the typmod names, or {@link #FULL_RANGE}; they give a lone number its unit
     * @throws SqlStateException 22007, 22008, 22015
     */
    static SqlInterval parse(String text, int range, TextFormat format) {
        try {
            try {
                return new IntervalParser(DateTimeScanner.scan(text, LENGTH_MAX), range, format).parse();
            } catch (DateTimeFault fault) {
                if (fault != DateTimeFault.FORMAT) {
                    throw fault;
                }
                return IsoIntervalParser.parse(text);
            }
        } catch (DateTimeFault fault) {
            throw (fault == DateTimeFault.FIELD ? DateTimeFault.INTERVAL_FIELD : fault).toException(text, "interval");
        }
    }

    private SqlInterval parse() {
        boolean ago = false;
        for (int i = fields.size() - 1; i >= 0; i--) {
            Field field = fields.get(i);
            int given = 0;
            switch (field.kind()) {
                case TIME -> given = readTime(field.text());
                case ZONE -> given = readSigned(field.text());
                case DATE, NUMBER -> given = readNumber(field.text());
                case WORD, SIGNED_WORD -> {
                    if (field.text().equals("ago")) {
                        ago = true;
                        unit = DateTimePart.UNUSED;
                    } else {
                        unit = UNITS.get(DateTimeWord.significant(field.text()));
                        if (unit == null) {
                            throw DateTimeFault.FORMAT;
                        }
                    }
                }
            }
            if ((given & seen) != 0) {
                throw DateTimeFault.FORMAT;
            }
            seen |= given;
        }
        if (seen == 0) {
            throw DateTimeFault.FORMAT;
        }
        if (ago) {
            builder.negate();
        }
        return builder.build();
    }

    private int readTime(String text) {
        builder.setTime(TimeFields.read(text, range == (FieldBits.MINUTE | FieldBits.SECOND)));
        applyAllNegative();
        unit = DateTimePart.DAY;
        return FieldBits.TIME;
    }

    private void applyAllNegative() {
        if (allNegative && builder.micros() > 0) {
            builder.negateMicros();
        }
    }

    /** A sign and a time, or else a signed number. */
    private int readSigned(String text) {
        if (text.indexOf(':', 1) < 0) {
            return readNumber(text);
        }
        try {
            builder.setTime(TimeFields.read(text.substring(1), range == (FieldBits.MINUTE | FieldBits.SECOND)));
        } catch (DateTimeFault notATime) {
            return readNumber(text);
        }
        if (text.charAt(0) == '-') {
            builder.negateMicros();
        }
        applyAllNegative();
        unit = DateTimePart.DAY;
        return FieldBits.TIME;
    }

    private int readNumber(String text) {
        DateTimePart part = unit == null ? unitOfRange() : unit;
        boolean negative = text.charAt(0) == '-';
        NumberCursor cursor = new NumberCursor(text, 0);
        long value = cursor.readLong(DateTimeFault.FIELD);
        double fraction = 0;
        if (cursor.current() == '-') {
            value = readYearsAndMonths(cursor, value, negative);
            part = DateTimePart.MONTH;
        } else if (cursor.current() == '.') {
            fraction = cursor.readFraction();
            fraction = negative ? -fraction : fraction;
        } else if (!cursor.atEnd()) {
            throw DateTimeFault.FORMAT;
        }
        if (allNegative) {
            value = value > 0 ? -value : value;
            fraction = fraction > 0 ? -fraction : fraction;
        }
        unit = part;
        return add(part, value, fraction);
    }

    /** The standard's {@code years-months}, as months. */
    private static long readYearsAndMonths(NumberCursor cursor, long years, boolean negative) {
        cursor.skip();
        int months = cursor.readInt(DateTimeFault.FIELD);
        if (months < 0 || months >= 12) {
            throw DateTimeFault.FIELD;
        }
        if (!cursor.atEnd()) {
            throw DateTimeFault.FORMAT;
        }
        try {
            return Math.addExact(Math.multiplyExact(years, 12L), negative ? -months : months);
        } catch (ArithmeticException e) {
            throw DateTimeFault.FIELD;
        }
    }

    private int add(DateTimePart part, long value, double fraction) {
        switch (part) {
            case MICROSECOND -> {
                builder.addMicros(value, fraction, 1);
                return FieldBits.MICROSECOND;
            }
            case MILLISECOND -> {
                builder.addMicros(value, fraction, 1000);
                return FieldBits.MILLISECOND;
            }
            case SECOND -> {
                builder.addMicros(value, fraction, LocalTimes.MICROS_PER_SECOND);
                return fraction == 0 ? FieldBits.SECOND : FieldBits.ALL_SECONDS;
            }
            case MINUTE -> {
                builder.addMicros(value, fraction, LocalTimes.MICROS_PER_MINUTE);
                return FieldBits.MINUTE;
            }
            case HOUR -> {
                builder.addMicros(value, fraction, LocalTimes.MICROS_PER_HOUR);
                unit = DateTimePart.DAY;
                return FieldBits.HOUR;
            }
            case DAY -> {
                builder.addDays(value, 1);
                builder.addFractionOfMicros(fraction, LocalTimes.MICROS_PER_DAY);
                return FieldBits.DAY;
            }
            case WEEK -> {
                builder.addDays(value, 7);
                builder.addFractionOfDays(fraction, 7);
                return FieldBits.WEEK;
            }
            case MONTH -> {
                builder.addMonths(value, fraction);
                return FieldBits.MONTH;
            }
            case YEAR -> {
                builder.addYears(value, fraction, 1);
                return FieldBits.YEAR;
            }
            case DECADE -> {
                builder.addYears(value, fraction, 10);
                return FieldBits.DECADE;
            }
            case CENTURY -> {
                builder.addYears(value, fraction, 100);
                return FieldBits.CENTURY;
            }
            case MILLENNIUM -> {
                builder.addYears(value, fraction, 1000);
                return FieldBits.MILLENNIUM;
            }
            default -> throw DateTimeFault.FORMAT;
        }
    }

    /** The last field that the typmod names; seconds when it names none. */
    private DateTimePart unitOfRange() {
        if (range == FULL_RANGE || (range & FieldBits.SECOND) != 0) {
            return DateTimePart.SECOND;
        }
        if ((range & FieldBits.MINUTE) != 0) {
            return DateTimePart.MINUTE;
        }
        if ((range & FieldBits.HOUR) != 0) {
            return DateTimePart.HOUR;
        }
        if ((range & FieldBits.DAY) != 0) {
            return DateTimePart.DAY;
        }
        return (range & FieldBits.MONTH) != 0 ? DateTimePart.MONTH : DateTimePart.YEAR;
    }
}
