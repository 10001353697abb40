package io.trefoil.sql.types;

import java.util.List;
import java.util.Random;

/** Texts that look like dates, times and intervals. */
final class CalendarTexts {
    static final List<String> DATES = List.of(
            "1999-01-08",
            "January 8, 1999",
            "1/8/1999",
            "1/18/1999",
            "01/02/03",
            "1999-Jan-08",
            "Jan-08-1999",
            "08-Jan-1999",
            "99-Jan-08",
            "08-Jan-99",
            "Jan-08-99",
            "19990108",
            "990108",
            "1999.008",
            "J2451187",
            "January 8, 99 BC",
            "2024-02-29",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "13/13/2024",
            "0000-01-01",
            "4714-11-24 BC",
            "4714-11-23 BC",
            "4713-01-01 BC",
            "5874897-12-31",
            "5874898-01-01",
            "294276-12-31",
            "294277-01-01",
            "294276-12-31 23:59:59.999999",
            "294276-12-31 23:59:59.9999999",
            "infinity",
            "-infinity",
            "epoch",
            "today",
            "tomorrow",
            "yesterday",
            "now",
            "allballs",
            "2024-01-02 03:04:05",
            "2024-01-02T03:04:05",
            "2024-01-02T03:04:05Z",
            "20240102T030405",
            "20240102T030405.678",
            "20240102 030405-08",
            "2024-01-02 03:04:05.678901",
            "2024-01-02 03:04:05.6789015",
            "2024-01-02 03:04:05+02",
            "2024-01-02 03:04:05-0730",
            "2024-01-02 03:04:05 +05:30:15",
            "2024-01-02 03:04:05 PST",
            "2024-01-02 03:04:05 America/New_York",
            "2024-07-02 03:04:05 america/new_york",
            "2024-01-02 03:04:05 EST5EDT",
            "2024-01-02 24:00:00",
            "2024-01-02 24:00:01",
            "2024-01-02 25:00:00",
            "2024-01-02 12:60:00",
            "2024-01-02 12:59:60",
            "2024-01-02 12:59:61",
            "Jan 8 1999 4:05 AM",
            "Jan 8 1999 4:05 PM",
            "Jan 8 1999 12:05 AM",
            "Jan 8 1999 12:05 PM",
            "Jan 8 1999 13:05 PM",
            "Wed Dec 17 07:37:16 1997 PST",
            "12/17/1997 07:37:16.00 PST",
            "17.12.1997 07:37:16.00 PST",
            "Mon Feb 10 17:32:01.4 1997 PST",
            "Feb 10 5:32PM 1997",
            "1997.041 17:32:01 UTC",
            "19970210 173201",
            "19970210 17:32:01 +00",
            "J2451187 04:05:06",
            "J2451187.5",
            "2021-03-14 02:30:00",
            "2021-11-07 01:30:00",
            "2021-03-28 02:30:00 Europe/Berlin",
            "2021-10-31 02:30:00 Europe/Berlin",
            "2011-03-27 00:00:00 Europe/Moscow MSK",
            "2011-07-27 00:00:00 MSK",
            "2015-07-27 00:00:00 MSK",
            "1990-01-01 VET",
            "2024-01-02 03:04:05 EST DST",
            "2024-01-02 03:04:05 DST",
            "2024-01-02 03:04:05 Nowhere/City",
            "2024-01-02 03:04:05 nowhere",
            "",
            " ",
            "x",
            "1",
            "12",
            "123",
            "1234",
            "12345",
            "123456",
            "1234567",
            "12345678",
            "1999-01",
            "Jan 1999",
            "8 Jan",
            "1999 Jan 8",
            "1999 08 Jan",
            "99 Jan 08",
            "y1999 m1 d8",
            "1999-01-08 at 12:00",
            "1999-01-08 on",
            "Thursday 1999-01-08",
            "2024-01-02 03:04:05 +16",
            "2024-01-02 03:04:05 +15:59:59",
            "2024-01-02 03:04:05 UTC+3",
            "2024-01-02 03:04:05 FOO-3:30",
            "2024-01-02 03:04:05 <x>3",
            "1999-01-08 BC",
            "1999-01-08 AD BC",
            "2024-01-02 t 03:04",
            "t 03:04",
            "2024-01-02 t",
            "99999999999999999999",
            "2024-1-2",
            "24-1-2",
            "2-1-24",
            "2024/01/02",
            "2024.01.02",
            "01.02.2024",
            "1.2.24",
            "2024 01 02",
            "2024-366",
            "2024-060",
            "2023-366",
            "2024 060",
            "1999-01-08 04:05:06.789-8",
            "1999-01-08 040506-08",
            "1999-01-08 04:05-08:00",
            "1999-01-08 04:05:06 z",
            "1999-01-08 04:05:06 zulu",
            "1999-01-08 04",
            "1999-01-08 0405",
            "1999-01-08 04:05:06 Etc/GMT+5",
            "1999-01-08 4 AM",
            "12:00",
            "1999-01-08 12:00 1999-01-08",
            "January",
            "infinity 1",
            "now 1",
            "2 infinity",
            "0001-01-01",
            "0001-01-01 BC",
            "0002-02-29 BC",
            "0001-02-29 BC",
            "0005-02-29 BC",
            "10000-01-01",
            "1-1-1",
            "2024-01-02 1:2:3",
            "2024-01-02 1:2",
            "2024-01-02 1:",
            "2024-01-02 :1",
            "2024-01-02 1:2:3.",
            "2024-01-02 1:2.5",
            "1999-01-08 04:05:06+2:3",
            "1999-01-08 04:05:06+1234567",
            "1999-01-08 04:05:06 -0",
            "1883-11-18 12:00:00",
            "1800-01-01 00:00 America/New_York");

    static final List<String> TIMES = List.of(
            "04:05:06.789",
            "04:05:06",
            "04:05",
            "040506",
            "04:05 AM",
            "04:05 PM",
            "12:05 AM",
            "12:05 PM",
            "04:05:06.789-8",
            "04:05:06-08:00",
            "04:05-08:00",
            "040506-08",
            "04:05:06 PST",
            "2003-04-12 04:05:06 America/New_York",
            "04:05:06 America/New_York",
            "04:05:06 UTC",
            "24:00:00",
            "24:00:01",
            "23:59:60",
            "23:59:61",
            "25:00",
            "12:60",
            "",
            " ",
            "x",
            "4",
            "0405",
            "04050",
            "040506.5",
            "04.5",
            "allballs",
            "now",
            "today",
            "epoch",
            "T040506",
            "t 04:05:06",
            "23:59:59.9999999",
            "23:59:59.999999",
            "00:00:00.0000005",
            "00:00:00.0000015",
            "13:05 PM",
            "04:05:06 EST DST",
            "04:05:06 EDT",
            "04:05:06 MSK",
            "04:05:06+16",
            "04:05:06+15:59:59",
            "4:5:6",
            "4:5",
            "4:",
            ":4",
            "04:05:06 z",
            "Jan 8 2024 04:05:06 America/New_York",
            "04:05:06 2003-04-12",
            "2003-04-12 04:05:06",
            "h4 mm5 s6",
            "04:05:06 Etc/GMT+5",
            "1:2.5",
            "04:05:06 at",
            "04:05:06 on 2024-01-01");

    static final List<String> INTERVALS = List.of(
            "1 day",
            "1 day 2 h",
            "1-2",
            "3 4:05:06",
            "1 year 2 months 3 days 4 hours 5 minutes 6 seconds",
            "P1Y2M3DT4H5M6S",
            "P0001-02-03T04:05:06",
            "P00010203T040506",
            "1 year -2 mons",
            "-1 year +2 mons",
            "1 mon ago",
            "@ 1 minute",
            "@ 1 day ago",
            "1.5 days",
            "1.5 months",
            "1.5 years",
            "0.123456789 seconds",
            "1 week",
            "1.5 weeks",
            "1 decade",
            "1.25 century",
            "1 millennium",
            "1 ms",
            "1 us",
            "1.5 us",
            "100000000 hours",
            "2147483647 days",
            "2147483648 days",
            "178956970 years 7 months",
            "178956970 years 8 months",
            "-178956970 years -8 months",
            "9223372036854775807 us",
            "9223372036854775808 us",
            "-9223372036854775808 us",
            "-9223372036854775808 us ago",
            "1:2",
            "1:2:3",
            "1:2:3.4567891",
            "1:60",
            "1:2:60",
            "1:2:61",
            "-1:2:3",
            "-1 1:2:3",
            "- 1 day",
            "1 +2:03",
            "1 day -2:03",
            "1 2 days",
            "1 day 1 day",
            "1 hour 1:2",
            "5",
            "5.5",
            "-5.5",
            "",
            " ",
            "x",
            "1 x",
            "1 quarter",
            "1 timezone",
            "P",
            "PT",
            "P1",
            "P1Y",
            "P-1Y",
            "P1.5Y",
            "P1.5M",
            "P1.5W",
            "P1.5D",
            "PT1.5H",
            "PT1.5M",
            "PT1.5S",
            "P1Y2",
            "P1YT",
            "P1H",
            "PT1D",
            "P1-2-3",
            "P1-2",
            "P1T2",
            "P1T2:3",
            "P1T2:3:4.5",
            "PT2:3:4",
            "P20240102",
            "P2024010",
            "PT040506",
            "PT0405",
            "P1e3D",
            "P1e16D",
            "P1E400D",
            "P1Y1Y",
            "p1y",
            "1y2mon3d",
            "1 year 1 ago",
            "ago",
            "1 ago",
            "1 day ago ago",
            "1 day @ 2 h",
            "1,2",
            "1 month 1 day 1 hour 1 minute 1 second 1 millisecond 1 microsecond",
            "1.1 seconds 1 ms",
            "1 second 1 ms",
            "1-13",
            "1--2",
            "-1-2",
            "+1-2",
            "1-2 3",
            "1-2 3 4:05",
            "1-2 -3 4:05:06.7",
            "0",
            "-0",
            "0-0",
            "1 day 0",
            "0 days",
            "1d2h3m4s",
            "1 yr 2 mon 3 d",
            "3 days 4.5 hours",
            "4.5 hours 30.25 minutes",
            "12:34.5",
            "1.5:2",
            "2147483647 months 1 month",
            "999999999999 hours",
            "1 hours 1",
            "1 min 1",
            "10 20:30",
            "1 day 24:00:00",
            "1 12",
            "1 sec ago",
            "1 second 2 second",
            "1 month 1.9999999 days",
            "0.5 months ago",
            "1 centuries 1 millennia",
            "1 decades",
            "1 microseconds 2 milliseconds",
            "1 millisecondsx",
            "1 dec");

    private CalendarTexts() {}

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String two(int value) {
        return value < 10 ? "0" + value : Integer.toString(value);
    }

    static String date(Random random) {
        if (random.nextInt(4) == 0) {
            return jumble(random, 6);
        }
        return day(random)
                + pick(random, "", "", " ", "T", "  ")
                + (random.nextInt(4) == 0 ? "" : clock(random))
                + pick(random, "", "", "", " ", "")
                + (random.nextInt(2) == 0 ? "" : zone(random))
                + pick(random, "", "", "", "", " BC", " AD", " PM");
    }

    /** Fields that need not make sense together. */
    private static String jumble(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(pick(
                            random,
                            "1999",
                            "01",
                            "8",
                            "99",
                            "Jan",
                            "february",
                            "2024-01-02",
                            "1/8/1999",
                            "8.1.99",
                            "03:04:05",
                            "030405",
                            "0304",
                            "12",
                            "5.5",
                            "2024.060",
                            "060",
                            "PM",
                            "am",
                            "BC",
                            "t",
                            "z",
                            "EST",
                            "-08",
                            "+5:30",
                            "dst",
                            "J2451187",
                            "j",
                            "2451187",
                            "y",
                            "m",
                            "d",
                            "h",
                            "mm",
                            "s",
                            "monday",
                            "on",
                            "at",
                            "UTC",
                            "America/New_York",
                            "now",
                            "today",
                            "epoch",
                            "infinity",
                            "allballs",
                            "20240102",
                            "1999-Jan-08",
                            "040506-08",
                            "msk",
                            "Europe/Berlin",
                            "doy",
                            "31",
                            "366"))
                    .append(pick(random, " ", " ", " ", "", ",", "-", "/", "."));
        }
        return text.toString();
    }

    private static String day(Random random) {
        int year = switch (random.nextInt(5)) {
            case 0 -> random.nextInt(100);
            case 1 -> random.nextInt(10000);
            case 2 -> random.nextInt(300000);
            default -> 1900 + random.nextInt(150);
        };
        int month = random.nextInt(13);
        int day = random.nextInt(32);
        String name = pick(
                random, "Jan", "feb", "March", "APR", "may", "Jun", "july", "Aug", "Sept", "Oct", "November", "dec");
        return switch (random.nextInt(10)) {
            case 0 -> month + "/" + day + "/" + year;
            case 1 -> day + "." + month + "." + year;
            case 2 -> name + " " + day + ", " + year;
            case 3 -> day + "-" + name + "-" + year;
            case 4 -> year + "-" + name + "-" + day;
            case 5 -> two(year) + two(month) + two(day);
            case 6 -> year + "-" + month + "-" + day;
            case 7 -> year + "." + random.nextInt(400);
            default ->
                "0".repeat(Math.max(0, 4 - Integer.toString(year).length())) + year + "-" + two(month) + "-" + two(day);
        };
    }

    private static String clock(Random random) {
        int hour = random.nextInt(26);
        int minute = random.nextInt(61);
        int second = random.nextInt(62);
        String fraction = random.nextInt(2) == 0 ? "" : "." + random.nextInt(100000000);
        return switch (random.nextInt(6)) {
            case 0 -> two(hour) + ":" + two(minute);
            case 1 -> two(hour) + two(minute) + two(second) + fraction;
            case 2 -> hour + ":" + minute + " " + pick(random, "AM", "PM");
            default -> two(hour) + ":" + two(minute) + ":" + two(second) + fraction;
        };
    }

    private static String zone(Random random) {
        return pick(random, "+", "-")
                + switch (random.nextInt(8)) {
                    case 0 -> two(random.nextInt(17));
                    case 1 -> two(random.nextInt(16)) + ":" + two(random.nextInt(61));
                    case 2 -> two(random.nextInt(16)) + two(random.nextInt(60));
                    case 3 -> Integer.toString(random.nextInt(16));
                    default -> {
                        String name = pick(
                                random,
                                "UTC",
                                "PST",
                                "PDT",
                                "EST",
                                "CET",
                                "CEST",
                                "MSK",
                                "z",
                                "Europe/Paris",
                                "Asia/Kolkata",
                                "Australia/Lord_Howe",
                                "America/Sao_Paulo",
                                "GMT",
                                "Etc/GMT-3",
                                "AKDT",
                                "IST",
                                "JST",
                                "NZDT",
                                "America/Caracas",
                                "VET",
                                "GMT+2",
                                "ABC3");
                        yield two(random.nextInt(12)) + " " + name;
                    }
                };
    }

    static String time(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> jumble(random, 4);
            case 1 -> day(random) + " " + clock(random) + " " + zone(random).replaceFirst("^[-+]\\d\\d ", "");
            default -> clock(random) + (random.nextInt(2) == 0 ? "" : pick(random, "", " ") + zone(random));
        };
    }

    static String interval(Random random) {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(5) == 0) {
            text.append('P');
            for (int i = random.nextInt(5); i >= 0; i--) {
                text.append(pick(random, "", "", "", "-")).append(random.nextInt(100));
                text.append(pick(random, "", "", "", ".5", ".25", "."));
                text.append(pick(random, "Y", "M", "W", "D", "T", "TH", "H", "M", "S", "-", ":", ""));
            }
            return text.toString();
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(pick(random, "", "", "", "-", "+", "- "));
            switch (random.nextInt(5)) {
                case 0 -> text.append(random.nextInt(30)).append(':').append(random.nextInt(62));
                case 1 ->
                    text.append(random.nextInt(30))
                            .append(':')
                            .append(random.nextInt(62))
                            .append(':')
                            .append(random.nextInt(62))
                            .append(pick(random, "", ".5", ".1234567"));
                case 2 -> text.append(random.nextInt(20)).append('-').append(random.nextInt(14));
                default ->
                    text.append(random.nextInt(1000))
                            .append(pick(random, "", "", ".5", ".123", ".999999999", "."))
                            .append(pick(random, " ", "", " "))
                            .append(pick(
                                    random,
                                    "us",
                                    "ms",
                                    "s",
                                    "sec",
                                    "seconds",
                                    "m",
                                    "min",
                                    "minute",
                                    "h",
                                    "hours",
                                    "d",
                                    "day",
                                    "days",
                                    "w",
                                    "weeks",
                                    "mon",
                                    "months",
                                    "y",
                                    "year",
                                    "years",
                                    "decade",
                                    "century",
                                    "millennium",
                                    "",
                                    "",
                                    "c",
                                    "mils",
                                    "microseconds"));
            }
            text.append(pick(random, " ", " ", " ", "", ", ", " ago"));
        }
        return text.toString();
    }
}
