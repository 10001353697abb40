package io.trefoil.sql.functions.format;

import java.util.List;

/** English names of months and days, in the order of their numbers. */
final class CalendarNames {
    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    static final List<String> MONTHS_SHORT = shorten(MONTHS);
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    static final List<String> DAYS_SHORT = shorten(DAYS);
    static final List<String> MONTHS_ROMAN =
            List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII");

    private CalendarNames() {}

    private static List<String> shorten(List<String> names) {
        return names.stream().map(name -> name.substring(0, 3)).toList();
    }
}
