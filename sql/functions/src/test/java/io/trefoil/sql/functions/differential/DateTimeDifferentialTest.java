package io.trefoil.sql.functions.differential;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dates, times and intervals in two time zones, on PostgreSQL and here. */
class DateTimeDifferentialTest {
    private static final long SEED = Long.getLong("tck.seed", 20_261_123L);
    private static final String[] UNITS = {
        "microseconds",
        "milliseconds",
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "quarter",
        "year",
        "decade",
        "century",
        "millennium",
        "epoch",
        "dow",
        "isodow",
        "doy",
        "isoyear",
        "julian",
        "timezone",
        "timezone_hour",
        "timezone_minute",
        "YEAR",
        "hrs",
        "min",
        "y",
        "foo",
        "",
        "us",
        "mon"
    };
    private static final String[] ZONES = {
        "UTC",
        "America/New_York",
        "europe/berlin",
        "EST",
        "EDT",
        "UTC+3",
        "+3",
        "-05:30",
        "Asia/Kolkata",
        "foo",
        "",
        "Z",
        "<+02>-2"
    };

    private final RandomCalls random = new RandomCalls(SEED);
    private final Comparison utc = new Comparison("UTC");
    private final Comparison newYork = new Comparison("America/New_York");

    @AfterEach
    void nothingDiffers() {
        utc.verify();
        newYork.verify();
    }

    @Test
    void comparisonsAgree() {
        check(
                "date and time comparison",
                25,
                "(date|time|timetz|timestamp|timestamptz|interval)_(eq|ne|lt|le|gt|ge|cmp|larger|smaller).*");
    }

    @Test
    void operatorsAgree() {
        RandomCalls days = random.with(1, "0", "1", "-1", "365", "2147483647", "-2147483648", "10000000");
        both("date and days", days.of(60, "date_pli(date,int4)", "date_mii(date,int4)"));
        check(
                "date and time operators",
                80,
                "(date|time|timestamp|timestamptz|timetz|interval|datetime|timedate|datetimetz|timetzdate)_(pl|mi|um).*");
        RandomCalls factor =
                random.with(1, "0", "1", "2", "-1", "0.5", "1.5", "3", "0.1", "-2.75", "NaN", "1e10", "Infinity");
        both("interval factors", factor.of(120, "interval_mul(interval,float8)", "interval_div(interval,float8)"));
        check("justify", 80, "justify_.*|isfinite.*");
    }

    @Test
    void castsAgree() {
        check(
                "date and time casts",
                60,
                "(date|time|timestamp|interval|timestamptz|timetz)\\((date|time|timestamp|interval|timestamptz)(,time|,timetz)?\\)|time\\(timetz\\)");
        RandomCalls typmod = random.with(1, "0", "1", "3", "6");
        both(
                "precision",
                typmod.of(
                        60,
                        "time(time,int4)",
                        "timetz(timetz,int4)",
                        "timestamp(timestamp,int4)",
                        "timestamptz(timestamptz,int4)"));
        RandomCalls intervals = random.with(
                1,
                Integer.toString(0x7FFF << 16 | 3),
                Integer.toString(0x7FFF << 16),
                Integer.toString(4 << 16 | 0xFFFF),
                Integer.toString(8 << 16 | 0xFFFF),
                Integer.toString((1 << 10 | 1 << 11) << 16 | 0xFFFF),
                "-1");
        both("interval fields", intervals.of(120, "interval(interval,int4)"));
    }

    @Test
    void fieldsAgree() {
        RandomCalls units = random.with(0, UNITS);
        both(
                "fields",
                units.of(
                        250,
                        "extract(text,date)",
                        "extract(text,timestamp)",
                        "extract(text,timestamptz)",
                        "extract(text,time)",
                        "extract(text,timetz)",
                        "extract(text,interval)",
                        "date_part(text,date)",
                        "date_part(text,timestamp)",
                        "date_part(text,timestamptz)",
                        "date_part(text,time)",
                        "date_part(text,timetz)",
                        "date_part(text,interval)"));
        both(
                "date_trunc",
                units.with(2, ZONES)
                        .of(
                                250,
                                "date_trunc(text,timestamp)",
                                "date_trunc(text,timestamptz)",
                                "date_trunc(text,timestamptz,text)",
                                "date_trunc(text,interval)"));
        RandomCalls strides = random.with(
                0, "1 day", "15 minutes", "1 week", "1 mon", "0", "-1 day", "1 microsecond", "3 days 04:05:06");
        both(
                "date_bin",
                strides.of(
                        150, "date_bin(interval,timestamp,timestamp)", "date_bin(interval,timestamptz,timestamptz)"));
    }

    @Test
    void zonesAgree() {
        both("time zones", random.with(0, ZONES).of(150, "timezone(text,timestamp)", "timezone(text,timestamptz)"));
        RandomCalls fixed = random.with(0, "UTC", "UTC+3", "-05:30", "<+02>-2", "foo", "EDT");
        both("zones of times", fixed.of(80, "timezone(text,timetz)"));
        RandomCalls intervals = random.with(0, "00:00", "03:00", "-05:30", "1 day", "12:00", "1 mon", "00:00:01.5");
        both(
                "interval zones",
                intervals.of(
                        60,
                        "timezone(interval,timestamp)",
                        "timezone(interval,timestamptz)",
                        "timezone(interval,timetz)"));
    }

    @Test
    void agesAndOverlapsAgree() {
        both("age", random.of(200, "age(timestamp,timestamp)", "age(timestamptz,timestamptz)"));
        check("overlaps", 40, "overlaps.*");
        RandomCalls near = random.with(0, "2000-01-01", "2000-01-05")
                .with(1, "2000-01-03", "2000-01-10")
                .with(2, "2000-01-03", "2000-01-02")
                .with(3, "2000-01-04", "2000-01-05");
        both(
                "overlaps of near times",
                near.of(
                        150,
                        "overlaps(timestamp,timestamp,timestamp,timestamp)",
                        "overlaps(timestamptz,timestamptz,timestamptz,timestamptz)"));
    }

    @Test
    void madeValuesAgree() {
        String[] months = {"1", "2", "12", "0", "13", "-1", "6"};
        String[] days = {"1", "28", "29", "30", "31", "0", "32", "-1"};
        String[] years = {
            "2000", "2023", "-44", "0", "1", "-4713", "5874897", "5874898", "294276", "294277", "-4714", "-2147483648"
        };
        RandomCalls dates = random.with(0, years).with(1, months).with(2, days);
        both("make_date", dates.of(200, "make_date(int4,int4,int4)"));
        String[] hours = {"0", "12", "23", "24", "25", "-1"};
        String[] minutes = {"0", "59", "60", "-1", "30"};
        String[] seconds = {"0", "59.999999", "60", "61", "-0.5", "12.3456789", "NaN", "0.1"};
        both(
                "make_time",
                random.with(0, hours).with(1, minutes).with(2, seconds).of(200, "make_time(int4,int4,float8)"));
        RandomCalls full =
                dates.with(3, hours).with(4, minutes).with(5, seconds).with(6, ZONES);
        both(
                "make_timestamp",
                full.of(
                        300,
                        "make_timestamp(int4,int4,int4,int4,int4,float8)",
                        "make_timestamptz(int4,int4,int4,int4,int4,float8)",
                        "make_timestamptz(int4,int4,int4,int4,int4,float8,text)"));
        both(
                "make_interval",
                random.with(0, "0", "1", "-5")
                        .with(1, "0", "14", "-3")
                        .with(2, "0", "2")
                        .with(3, "0", "40", "-7")
                        .with(4, "0", "30")
                        .with(5, "0", "90")
                        .with(6, seconds)
                        .of(150, "make_interval(int4,int4,int4,int4,int4,int4,float8)"));
        both("to_timestamp", random.of(100, "to_timestamp(float8)"));
    }

    @Test
    void seriesAgree() {
        RandomCalls series = random.with(0, "2023-03-10 00:00", "2024-01-31", "2023-11-03 01:30")
                .with(1, "2023-03-20", "2024-06-01", "2023-11-06")
                .with(2, "1 day", "1 mon", "6:00", "0", "7 days", "1 mon -1 day");
        both(
                "timestamp series",
                series.of(
                        40,
                        "generate_series(timestamp,timestamp,interval)",
                        "generate_series(timestamptz,timestamptz,interval)"));
    }

    private void check(String family, int count, String signatures) {
        both(family, random.of(count, NumberDifferentialTest.matching(random, signatures)));
    }

    private void both(String family, java.util.List<Call> calls) {
        utc.check(family, calls);
        newYork.check(family + " (New York)", calls);
    }
}
