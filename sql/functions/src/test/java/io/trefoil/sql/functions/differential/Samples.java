package io.trefoil.sql.functions.differential;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Argument literals by type: edge cases and random values, from one seed. */
final class Samples {
    private static final double EDGE_SHARE = 0.5;

    private final Random random;
    private final Map<String, List<String>> edges = new HashMap<>();
    private final Map<String, Function<Random, String>> generators = new HashMap<>();

    Samples(long seed) {
        this.random = new Random(seed);
        numbers();
        texts();
        times();
        others();
    }

    boolean knows(String type) {
        return edges.containsKey(type);
    }

    String next(String type) {
        Function<Random, String> generator = generators.get(type);
        List<String> values = edges.get(type);
        if (values == null) {
            throw new IllegalArgumentException("no samples of " + type);
        }
        if (generator == null || random.nextDouble() < EDGE_SHARE) {
            return values.get(random.nextInt(values.size()));
        }
        return generator.apply(random);
    }

    Random random() {
        return random;
    }

    private void type(String type, Function<Random, String> generator, String... values) {
        edges.put(type, List.of(values));
        generators.put(type, generator);
    }

    private void numbers() {
        type(
                "int2",
                r -> Integer.toString((short) (r.nextInt() >> r.nextInt(32))),
                "0",
                "1",
                "-1",
                "2",
                "7",
                "32767",
                "-32768",
                "100");
        type(
                "int4",
                r -> Integer.toString(r.nextInt() >> r.nextInt(32)),
                "0",
                "1",
                "-1",
                "2",
                "3",
                "10",
                "2147483647",
                "-2147483648",
                "32767",
                "65536");
        type(
                "int8",
                r -> Long.toString(r.nextLong() >> r.nextInt(64)),
                "0",
                "1",
                "-1",
                "2",
                "10",
                "9223372036854775807",
                "-9223372036854775808",
                "4294967296",
                "2147483648",
                "-2147483649");
        type(
                "float4",
                r -> Float.toString((float) (r.nextGaussian() * Math.pow(10, r.nextInt(20) - 8))),
                "0",
                "-0",
                "1",
                "-1",
                "0.5",
                "2.5",
                "3.5",
                "NaN",
                "Infinity",
                "-Infinity",
                "3.4028235e38",
                "1e-45",
                "1e30",
                "0.1",
                "100");
        type(
                "float8",
                r -> Double.toString(r.nextGaussian() * Math.pow(10, r.nextInt(24) - 10)),
                "0",
                "-0",
                "1",
                "-1",
                "0.5",
                "2.5",
                "3.5",
                "-2.5",
                "NaN",
                "Infinity",
                "-Infinity",
                "1e308",
                "1e-320",
                "5e-324",
                "0.1",
                "100",
                "30",
                "45",
                "60",
                "90",
                "2",
                "3");
        type(
                "numeric",
                Samples::numeric,
                "0",
                "1",
                "-1",
                "0.5",
                "2.5",
                "-2.5",
                "1.50",
                "100",
                "NaN",
                "Infinity",
                "-Infinity",
                "0.00000001",
                "99999999999999999999",
                "-12345678901234567890.123456789",
                "3",
                "10",
                "0.00",
                "1e-20",
                "1e25",
                "2");
        type("oid", r -> Integer.toUnsignedString(r.nextInt()), "0", "1", "4294967295", "2147483648");
    }

    private static String numeric(Random r) {
        StringBuilder text = new StringBuilder(r.nextBoolean() ? "-" : "");
        int whole = r.nextInt(12);
        for (int i = 0; i <= whole; i++) {
            text.append((char) ('0' + r.nextInt(10)));
        }
        int fraction = r.nextInt(8);
        text.append(fraction > 0 ? "." : "");
        for (int i = 0; i < fraction; i++) {
            text.append((char) ('0' + r.nextInt(10)));
        }
        return text.toString();
    }

    private void texts() {
        String[] words = {
            "",
            " ",
            "a",
            "b",
            "abc",
            "ABC",
            "aBc dEf",
            "  trim me  ",
            "xyz",
            "ab",
            "bc",
            "é",
            "naïve Ünï",
            "日本語",
            "😀x",
            "a😀b😀",
            "%",
            "_",
            "a%b",
            "\\",
            "a_c",
            "1",
            "12.5",
            "hello world",
            "The quick brown fox",
            "aaa",
            "abcabcabc",
            "tab\there",
            "line\nbreak",
            "'quote'",
            "\"dq\"",
            "x,y,,z",
            ",",
            "A",
            "z"
        };
        type("text", Samples::word, words);
        type("varchar", Samples::word, words);
        type("bpchar", Samples::word, words);
        type("name", Samples::word, words);
        edges.put("char", List.of("", "a", "b", "Z", "0", " "));
        type(
                "bytea",
                Samples::bytes,
                "",
                "\\x00",
                "\\x0001ff",
                "abc",
                "\\xdeadbeef",
                "\\x616263",
                "a",
                "\\xff",
                "%",
                "\\x20");
    }

    private static String word(Random r) {
        String alphabet = "aaabbbcABC 01_%é😀-";
        int[] letters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        int length = r.nextInt(9);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(letters[r.nextInt(letters.length)]);
        }
        return text.toString();
    }

    private static String bytes(Random r) {
        StringBuilder text = new StringBuilder("\\x");
        int length = r.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append(String.format("%02x", r.nextInt(256)));
        }
        return text.toString();
    }

    private void times() {
        type(
                "date",
                Samples::date,
                "2000-01-01",
                "1999-12-31",
                "2024-02-29",
                "infinity",
                "-infinity",
                "4713-11-24 BC",
                "5874897-12-31",
                "0001-01-01",
                "0044-03-15 BC",
                "1970-01-01",
                "2023-03-12",
                "2023-11-05");
        type(
                "timestamp",
                Samples::timestamp,
                "2000-01-01 00:00:00",
                "1999-12-31 23:59:59.999999",
                "2024-02-29 12:34:56.789",
                "infinity",
                "-infinity",
                "0044-03-15 BC 01:02:03",
                "2023-03-12 02:30:00",
                "2023-11-05 01:30:00",
                "2024-01-31 10:00:00",
                "294276-12-31 23:59:59.999999",
                "4713-11-24 00:00:00 BC",
                "1970-01-01 00:00:00");
        type(
                "timestamptz",
                r -> timestamp(r) + "+00",
                "2000-01-01 00:00:00+00",
                "1999-12-31 23:59:59.999999+02",
                "2024-02-29 12:34:56.789-05",
                "infinity",
                "-infinity",
                "0044-03-15 BC 01:02:03+00",
                "2023-03-12 07:30:00+00",
                "2023-11-05 06:30:00+00",
                "2023-11-05 05:30:00+00",
                "2024-03-31 01:30:00+00",
                "1970-01-01 00:00:00+00");
        type("time", Samples::time, "00:00:00", "24:00:00", "23:59:59.999999", "12:00:00", "01:02:03.4");
        type(
                "timetz",
                r -> time(r) + String.format("%+03d", r.nextInt(25) - 12),
                "00:00:00+00",
                "24:00:00-05",
                "23:59:59.999999+02",
                "12:00:00-03:30",
                "01:02:03.4+05:45");
        type(
                "interval",
                Samples::interval,
                "0",
                "1 day",
                "1 mon",
                "1 year 2 mons 3 days 04:05:06.789",
                "-1 day 02:00:00",
                "30 days",
                "24:00:00",
                "-00:00:01",
                "1 mon -30 days",
                "100 years",
                "-3 mons 15 days -12:34:56",
                "1 microsecond",
                "36:00:00",
                "178000000 years",
                "5 days 24:00:00",
                "2147483647 days");
    }

    private static String date(Random r) {
        return String.format("%04d-%02d-%02d", 1900 + r.nextInt(200), 1 + r.nextInt(12), 1 + r.nextInt(28));
    }

    private static String time(Random r) {
        String micros = r.nextBoolean() ? "" : String.format(".%06d", r.nextInt(1_000_000));
        return String.format("%02d:%02d:%02d%s", r.nextInt(24), r.nextInt(60), r.nextInt(60), micros);
    }

    private static String timestamp(Random r) {
        return date(r) + " " + time(r);
    }

    private static String interval(Random r) {
        StringBuilder text = new StringBuilder();
        if (r.nextBoolean()) {
            text.append(r.nextInt(61) - 30).append(" mons ");
        }
        if (r.nextBoolean()) {
            text.append(r.nextInt(101) - 50).append(" days ");
        }
        return text.append(r.nextBoolean() ? "-" : "").append(time(r)).toString();
    }

    private void others() {
        edges.put("bool", List.of("t", "f"));
        type(
                "uuid",
                r -> new java.util.UUID(r.nextLong(), r.nextLong()).toString(),
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "80000000-0000-0000-0000-000000000000");
        edges.put("xid", List.of("0", "1", "4294967295", "3"));
        edges.put("cid", List.of("0", "1", "4294967295"));
        edges.put("xid8", List.of("0", "1", "18446744073709551615", "9223372036854775808"));
        edges.put("tid", List.of("(0,0)", "(0,1)", "(1,0)", "(4294967295,65535)"));
        edges.put("pg_lsn", List.of("0/0", "0/1", "FFFFFFFF/FFFFFFFF", "16/B374D848", "80000000/0"));
        edges.put("oidvector", List.of("", "1", "1 2", "1 3", "4294967295 0"));
        edges.put("int2vector", List.of("", "1", "1 2", "-1 3"));
        type("bit", Samples::bits, "0", "1", "101", "11110000", "10101010", "00000000");
        type("varbit", Samples::bits, "", "0", "1", "101", "11110000", "1010101010101");
        edges.put(
                "_int4",
                List.of(
                        "{}",
                        "{1}",
                        "{1,2,3}",
                        "{3,2,1}",
                        "{1,NULL,3}",
                        "{NULL}",
                        "{{1,2},{3,4}}",
                        "{{1,2}}",
                        "[0:2]={1,2,3}",
                        "[2:3][-1:0]={{5,6},{7,8}}",
                        "{{{1},{2}},{{3},{4}}}",
                        "{2,2,2}",
                        "{1,2}",
                        "{4}"));
        edges.put("_int8", List.of("{}", "{1,2,3}", "{9223372036854775807,NULL}"));
        edges.put(
                "_text",
                List.of(
                        "{}",
                        "{a}",
                        "{a,b,c}",
                        "{NULL,a}",
                        "{\"\",\"NULL\",\"a b\",\"q\\\"\"}",
                        "{{a,b},{c,d}}",
                        "{b}",
                        "{c,a}"));
        edges.put("_float8", List.of("{}", "{1.5,NaN}", "{0,-0}", "{1,2,3,4}"));
        edges.put("_bool", List.of("{}", "{t,f,NULL}"));
        edges.put("_numeric", List.of("{}", "{1.0,1.00}", "{NaN,2}", "{1,2.5,10}"));
        List<String> documents = List.of(
                "null",
                "true",
                "1",
                "-1.50",
                "1e3",
                "\"a\"",
                "\"\"",
                "[]",
                "{}",
                "[1, 2, 3]",
                "[\"a\", \"b\", null]",
                "{\"a\": 1}",
                "{\"b\": 2, \"a\": 1}",
                "{\"a\": {\"b\": [1, {\"c\": null}]}}",
                "[[1], {\"a\": null}, \"x\"]",
                " { \"a\" : [ ] , \"aa\" : \"\\u00e9\\n\" } ",
                "{\"a\": null, \"b\": [null, {\"a\": null}]}",
                "[{\"a\": 1}, {\"a\": 2}]",
                "{\"1\": \"x\", \"abc\": true}",
                "[1, 1.0, 1.00]",
                "{\"a\":1,\"a\":2}");
        edges.put("json", documents);
        edges.put("jsonb", documents);
        edges.put("_timestamp", List.of("{}", "{2000-01-01,infinity}"));
    }

    private static String bits(Random r) {
        StringBuilder text = new StringBuilder();
        int length = r.nextInt(20) + 1;
        for (int i = 0; i < length; i++) {
            text.append(r.nextBoolean() ? '1' : '0');
        }
        return text.toString();
    }
}
