package io.trefoil.sql.functions.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Date and time templates written by hand and made at random, on PostgreSQL and here. */
class DateFormatDifferentialTest {
    private static final long SEED = Long.getLong("tck.seed", 20_261_127L);

    private static final String[] TEMPLATES = {
        "YYYY-MM-DD",
        "YYYY-MM-DD HH24:MI:SS",
        "YYYY-MM-DD HH24:MI:SS.US",
        "YYYY-MM-DD HH12:MI:SS AM",
        "HH:MI:SS.MS p.m.",
        "DD Mon YYYY",
        "DD MONTH YYYY",
        "FMDD FMMonth FMYYYY",
        "Day, DD month",
        "DY dy Dy",
        "YYYYMMDD",
        "YYYY-DDD",
        "IYYY-IW-ID",
        "IYYY-IDDD",
        "IYY IY I",
        "J",
        "Q",
        "CC",
        "WW W",
        "D",
        "YY",
        "Y",
        "YYY",
        "Y,YYY",
        "RM rm",
        "FMRM",
        "SSSS",
        "SSSSS",
        "TZ",
        "tz",
        "TZH:TZM",
        "OF",
        "FMOF",
        "AD BC a.d. b.c.",
        "FF1 FF2 FF3 FF4 FF5 FF6",
        "DDth",
        "DDTH FMDDth",
        "\"quoted\" YYYY",
        "YYYY\\\"",
        "HH24MISS",
        "FXYYYY MM DD",
        "HH24:MI:SSSSS",
        "TMMonth TMDay",
        "mi MI",
        "FMHH24:FMMI",
        "hh24 hh12 hh",
        "yyyy/mm/dd",
        "x",
        "",
        "MS US",
        "FMMS",
        "IDTH",
        "DDDth YYYYth",
        "CCth",
        "fmday",
        "Hh24",
        "DAY",
        "am AM A.M. a.m.",
        "YYYY-MM-DD\"T\"HH24:MI:SSTZH:TZM",
        "Mon DD, YYYY",
        "YYYY BC",
        "MM/DD/YY",
        "DD.MM.YYYY",
        "HH24 MI",
        "YYYY WW",
        "YYYY-MM W",
        "CC YY",
        "YYYYMMDDHH24MISS",
        "DDMONYYYY",
        "FXYYYY-MM-DD",
        "YYYY  MM",
        "SS.FF3",
        "J MI"
    };
    private static final String[] TEXTS = {
        "2024-02-29",
        "2024-02-29 12:34:56",
        "2024-02-29 12:34:56.789",
        "2024-02-29 01:34:56 PM",
        "01:02:03.25 a.m.",
        "29 Feb 2024",
        "29 February 2024",
        "20240229",
        "2024-060",
        "2024-09-4",
        "2024-366",
        "2460370",
        "3",
        "21",
        "9 1",
        "24",
        "4",
        "024",
        "2,024",
        "II",
        "xii",
        "45296",
        "+02:30",
        "-05",
        "44 BC",
        "0044 BC",
        "29th",
        "quoted 2024",
        "123456",
        "Thursday",
        "thu",
        "5/6/78",
        "06.05.1978",
        "2024-13-01",
        "2024-02-30",
        "25:00",
        "12:60",
        "0",
        "",
        " 2024 - 02 - 29",
        "2024/02/29",
        "abc",
        "99",
        "2024 53",
        "2024-02-29T12:34:56-03:00",
        "13:00 PM",
        "21 24",
        "20240229123456",
        "29FEB2024",
        "Feb 29, 2024",
        "12.5",
        "1",
        "12",
        "02",
        "1 2 3",
        "2024  02",
        "-2024",
        "10000-01-01",
        "2147483648",
        "999999-01-01"
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
    void writtenTimesAgree() {
        // The abbreviations of past times (EWT in 1942) are not known, only the one last used for an offset.
        String[] forTimes = Arrays.stream(TEMPLATES)
                .filter(template -> !template.equalsIgnoreCase("TZ"))
                .toArray(String[]::new);
        RandomCalls templates = random.with(1, forTimes);
        both("to_char of times", templates.of(1500, "to_char(timestamp,text)", "to_char(timestamptz,text)"));
        String[] forIntervals = Arrays.stream(TEMPLATES)
                .filter(template -> !template.contains("I") && !template.contains("J"))
                .toArray(String[]::new);
        both("to_char of intervals", random.with(1, forIntervals).of(1500, "to_char(interval,text)"));
    }

    @Test
    void readTimesAgree() {
        List<Call> calls = new ArrayList<>();
        for (String template : TEMPLATES) {
            for (String text : TEXTS) {
                calls.add(new Call("to_timestamp(text,text)", List.of("text", "text"), List.of(text, template)));
            }
        }
        both("to_timestamp", calls);
        utc.check("to_date", random.with(0, TEXTS).with(1, TEMPLATES).of(800, "to_date(text,text)"));
    }

    @Test
    void randomTemplatesAgree() {
        Random dice = new Random(SEED);
        String[] parts = {
            "YYYY", "MM", "DD", "HH24", "HH12", "MI", "SS", "MS", "US", "Mon", "MONTH", "Day", "DY", "DDD", "YY", "AM",
            "BC", "Q", "CC", "J", "WW", "W", "D", "-", " ", ":", "/", "x", "\"q\"", "FM", "th", "TZH", "TZM", "FF2",
            "FX"
        };
        String[] values = {
            "2024-02-29 12:34:56.789", "0044-03-15 BC 01:02:03", "1999-12-31 23:59:59.999999", "2000-01-01"
        };
        List<Call> written = new ArrayList<>();
        List<Call> read = new ArrayList<>();
        String[] texts = {"2024", "02", "29", "12", "34", "-", ":", " ", "/", "Feb", "pm", "1", "7", "th", "x"};
        for (int i = 0; i < 2500; i++) {
            String template = join(dice, parts, 7);
            written.add(new Call(
                    "to_char(timestamp,text)",
                    List.of("timestamp", "text"),
                    List.of(values[dice.nextInt(values.length)], template)));
            read.add(new Call(
                    "to_timestamp(text,text)", List.of("text", "text"), List.of(join(dice, texts, 8), template)));
        }
        utc.check("random templates written", written);
        utc.check("random templates read", read);
    }

    private static String join(Random dice, String[] parts, int lengthMax) {
        StringBuilder text = new StringBuilder();
        int length = 1 + dice.nextInt(lengthMax);
        for (int i = 0; i < length; i++) {
            text.append(parts[dice.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private void both(String family, List<Call> calls) {
        utc.check(family, calls);
        newYork.check(family + " (New York)", calls);
    }
}
