package io.trefoil.sql.types;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key word of date/time input.
 *
 * @param value month number, day of week, ordinal of a {@link Special} or of a {@link DateTimePart}; by kind
 */
record DateTimeWord(Kind kind, int value) {
    /** What a word stands for; the bit takes part in the check that nothing is given twice. */
    enum Kind {
        SPECIAL(FieldBits.RESERVED),
        MONTH(FieldBits.MONTH),
        DAY_OF_WEEK(FieldBits.DAY_OF_WEEK),
        MERIDIEM(FieldBits.MERIDIEM),
        ERA(FieldBits.ERA),
        DAYLIGHT(FieldBits.DAYLIGHT_MODIFIER),
        PREFIX(FieldBits.PREFIX),
        ISO_TIME(FieldBits.ISO_TIME),
        AGO(FieldBits.AGO),
        IGNORED(0);

        final int bit;

        Kind(int bit) {
            this.bit = bit;
        }
    }

    /** Words for whole values. */
    enum Special {
        NOW,
        TODAY,
        TOMORROW,
        YESTERDAY,
        MIDNIGHT_UTC,
        EPOCH,
        INFINITY,
        MINUS_INFINITY
    }

    static final int AM = 0;
    static final int PM = 1;
    static final int AD = 0;
    static final int BC = 1;

    /** Words longer than this are recognised by their first characters (datetime.h, TOKMAXLEN). */
    private static final int SIGNIFICANT_LENGTH = 10;

    private static final Map<String, DateTimeWord> WORDS = new HashMap<>();

    static {
        String[] months = {
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december"
        };
        for (int i = 0; i < months.length; i++) {
            add(months[i], Kind.MONTH, i + 1);
        }
        String[] days = {
            "sun sunday",
            "mon monday",
            "tue tues tuesday",
            "wed weds wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday"
        };
        for (int i = 0; i < days.length; i++) {
            add(days[i], Kind.DAY_OF_WEEK, i);
        }
        add("now", Kind.SPECIAL, Special.NOW.ordinal());
        add("today", Kind.SPECIAL, Special.TODAY.ordinal());
        add("tomorrow", Kind.SPECIAL, Special.TOMORROW.ordinal());
        add("yesterday", Kind.SPECIAL, Special.YESTERDAY.ordinal());
        add("allballs", Kind.SPECIAL, Special.MIDNIGHT_UTC.ordinal());
        add("epoch", Kind.SPECIAL, Special.EPOCH.ordinal());
        add("infinity", Kind.SPECIAL, Special.INFINITY.ordinal());
        add("-infinity", Kind.SPECIAL, Special.MINUS_INFINITY.ordinal());
        add("am", Kind.MERIDIEM, AM);
        add("pm", Kind.MERIDIEM, PM);
        add("ad", Kind.ERA, AD);
        add("bc", Kind.ERA, BC);
        add("dst", Kind.DAYLIGHT, 3600);
        add("at on", Kind.IGNORED, 0);
        add("t", Kind.ISO_TIME, DateTimePart.TIME.ordinal());
        add("y", Kind.PREFIX, DateTimePart.YEAR.ordinal());
        add("m", Kind.PREFIX, DateTimePart.MONTH.ordinal());
        add("d", Kind.PREFIX, DateTimePart.DAY.ordinal());
        add("h", Kind.PREFIX, DateTimePart.HOUR.ordinal());
        add("mm", Kind.PREFIX, DateTimePart.MINUTE.ordinal());
        add("s", Kind.PREFIX, DateTimePart.SECOND.ordinal());
        add("j jd julian", Kind.PREFIX, DateTimePart.JULIAN.ordinal());
        add("dow doy isodow isoyear", Kind.PREFIX, DateTimePart.UNUSED.ordinal());
    }

    private static void add(String words, Kind kind, int value) {
        for (String word : words.split(" ", -1)) {
            WORDS.put(word, new DateTimeWord(kind, value));
        }
    }

    /** The meaning of a lower-case word, or null. */
    static @Nullable DateTimeWord find(String word) {
        return WORDS.get(significant(word));
    }

    static String significant(String word) {
        return word.length() > SIGNIFICANT_LENGTH ? word.substring(0, SIGNIFICANT_LENGTH) : word;
    }
}
