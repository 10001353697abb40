package io.trefoil.sql.types;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts to read as a type: sensible ones, ones at the borders, and mutations of both. */
final class InputCorpus {
    private static final String MUTATIONS = " \t-+.,:/0123456789eEabdfhinmnpstxyzTPZ\"\\{}[]()<>_é";

    private final Random random;

    InputCorpus(Random random) {
        this.random = random;
    }

    /** All seeds and so many texts more, each a seed, a mutation of one, or a generated text. */
    List<String> of(SqlType type, int more) {
        SqlType base = type.elementType() == null ? type : type.elementType();
        List<String> seeds = new ArrayList<>(seeds(base.oid()));
        for (int i = 0; i < more / 3; i++) {
            seeds.add(generate(base.oid()));
        }
        if (type instanceof ArrayType) {
            seeds = arrays(seeds, more);
        } else if (type.elementType() != null) {
            seeds = vectors(seeds, more);
        }
        List<String> texts = new ArrayList<>(seeds);
        while (texts.size() < seeds.size() + more) {
            texts.add(mutate(pick(seeds)));
        }
        texts.removeIf(text ->
                text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text));
        return texts;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String mutate(String text) {
        StringBuilder result = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(result.length() + 1);
            char c = MUTATIONS.charAt(random.nextInt(MUTATIONS.length()));
            switch (random.nextInt(4)) {
                case 0 -> result.insert(at, c);
                case 1 -> {
                    if (at < result.length()) {
                        result.deleteCharAt(at);
                    }
                }
                case 2 -> {
                    if (at < result.length()) {
                        result.setCharAt(at, c);
                    }
                }
                default -> {
                    int from = random.nextInt(result.length() + 1);
                    result.insert(at, result.substring(Math.min(from, at), Math.max(from, at)));
                }
            }
        }
        return result.toString();
    }

    private List<String> arrays(List<String> elements, int count) {
        List<String> result = new ArrayList<>(List.of(
                "{}",
                "{NULL}",
                "{null,NULL,\"NULL\"}",
                " { } ",
                "[0:1]={NULL,NULL}",
                "[2:1]={}",
                "{{}}",
                "{{},{}}",
                "{,}",
                "[1:2]",
                "[a]={}",
                "[1:2={}",
                "[3]={NULL,NULL,NULL}",
                "[-2:-1][3:3]={{NULL},{NULL}}",
                "",
                "{",
                "}",
                "{{NULL}",
                "{{NULL},NULL}",
                "{NULL,{NULL}}",
                "{NULL}}",
                "{NULL} x",
                "[1:1][1:1][1:1][1:1][1:1][1:1][1:1]={NULL}",
                "{{{{{{{NULL}}}}}}}",
                "[2147483647:2147483647]={NULL}",
                "[2147483646:2147483646]={NULL}",
                "[1:1]={{NULL}}",
                "[1:9999999999]={NULL}",
                "{\"}",
                "{\\",
                "{a\\",
                "{\"a\"b}",
                "{\"a\" \"b\"}",
                "{a b}",
                "{a\"b}"));
        for (int i = 0; i < count / 2; i++) {
            result.add(array(elements, random.nextInt(3)));
        }
        return result;
    }

    private String array(List<String> elements, int depth) {
        StringBuilder text = new StringBuilder();
        int[] lengths = new int[depth + 1];
        for (int i = 0; i <= depth; i++) {
            lengths[i] = 1 + random.nextInt(3);
        }
        if (random.nextInt(5) == 0) {
            for (int length : lengths) {
                int lower = random.nextInt(5) - 2;
                text.append('[')
                        .append(lower)
                        .append(':')
                        .append(lower + length - 1)
                        .append(']');
            }
            text.append('=');
        }
        append(text, elements, lengths, 0);
        return text.toString();
    }

    private void append(StringBuilder text, List<String> elements, int[] lengths, int depth) {
        text.append('{');
        for (int i = 0; i < lengths[depth]; i++) {
            if (i > 0) {
                text.append(',');
            }
            if (depth + 1 < lengths.length) {
                append(text, elements, lengths, depth + 1);
            } else {
                element(text, pick(elements));
            }
        }
        text.append('}');
    }

    private void element(StringBuilder text, String element) {
        switch (random.nextInt(8)) {
            case 0 -> text.append("NULL");
            case 1 -> text.append(element);
            default ->
                text.append('"')
                        .append(element.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
        }
    }

    private List<String> vectors(List<String> elements, int count) {
        List<String> result =
                new ArrayList<>(List.of("", " ", "1", "1 2 3", " 1  2 ", "1,2", "1 x", "99999 1", "-1 2", "1\t2"));
        for (int i = 0; i < count / 2; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(5); j >= 0; j--) {
                text.append(pick(elements)).append(' ');
            }
            result.add(text.toString());
        }
        return result;
    }

    private static List<String> seeds(int oid) {
        return switch (oid) {
            case TypeOid.BOOL ->
                List.of(
                        "t", "f", "true", "false", "yes", "no", "on", "off", "1", "0", "tr", "fal", "o", "of", "TRUE",
                        " t ", "", "y", "n", "ye", "2", "truee", "\tno\n");
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8 ->
                List.of(
                        "0",
                        "1",
                        "-1",
                        "+5",
                        " 42 ",
                        "32767",
                        "32768",
                        "-32768",
                        "-32769",
                        "2147483647",
                        "2147483648",
                        "-2147483648",
                        "-2147483649",
                        "9223372036854775807",
                        "9223372036854775808",
                        "-9223372036854775808",
                        "-9223372036854775809",
                        "",
                        " ",
                        "-",
                        "+",
                        "1.5",
                        "1e3",
                        "0x10",
                        "99999999999999999999x",
                        "12x",
                        "- 1",
                        "--1",
                        "00012",
                        "1 2");
            case TypeOid.OID, TypeOid.XID, TypeOid.CID, TypeOid.XID8 ->
                List.of(
                        "0",
                        "1",
                        "-1",
                        "4294967295",
                        "4294967296",
                        "-2147483648",
                        "-2147483649",
                        "99999999999999999999",
                        "",
                        " ",
                        "x",
                        "12x",
                        " 7 ",
                        "0x1f",
                        "017",
                        "09",
                        "18446744073709551615",
                        "18446744073709551616",
                        "0x",
                        "+3");
            case TypeOid.FLOAT4, TypeOid.FLOAT8 ->
                List.of(
                        "0",
                        "-0",
                        "1",
                        "1.5",
                        "-1.5e10",
                        "1e20",
                        "1e-5",
                        "1e15",
                        "1e14",
                        "123456789012345678",
                        "0.1",
                        "1e6",
                        "1e5",
                        "123456",
                        "1234567",
                        "Infinity",
                        "-inf",
                        "+Infinity",
                        "nan",
                        "NaN",
                        "1e400",
                        "1e-400",
                        "1e40",
                        "1e-50",
                        "4.9e-324",
                        "2.2250738585072014e-308",
                        "1.7976931348623157e308",
                        "1.4e-45",
                        "3.4028235e38",
                        "",
                        " ",
                        ".",
                        ".5",
                        "5.",
                        "1e",
                        "1e+",
                        "0x1f",
                        "0x1p3",
                        "0x.8p1",
                        " 1 ",
                        "1 x",
                        "1d",
                        "1f",
                        "infinit",
                        "1e400x",
                        "-1e-400",
                        "1_000",
                        "9007199254740993",
                        "0.000012345",
                        "5e-324",
                        "1e23",
                        "8.5",
                        "1.1754942e-38");
            case TypeOid.NUMERIC ->
                List.of(
                        "0",
                        "1",
                        "-1",
                        "1.50",
                        "0.000",
                        "-0.00",
                        "123456789012345678901234567890.123456789",
                        "1e10",
                        "1e-10",
                        "NaN",
                        "nan",
                        "Infinity",
                        "-Infinity",
                        "inf",
                        "+inf",
                        "-inf",
                        "+nan",
                        "1.",
                        ".1",
                        ".",
                        "",
                        " ",
                        "-",
                        "1e",
                        "1e5x",
                        " 7.0 ",
                        "1 2",
                        "1e1000",
                        "1e-1000",
                        "1e131071",
                        "1e131072",
                        "1e-16383",
                        "1e-16384",
                        "0e-16384",
                        "1e999999999999",
                        "1e 5",
                        "9999",
                        "10000",
                        "0.0001",
                        "0.00012",
                        "99999999.9999",
                        "9223372036854775807",
                        "9223372036854775808",
                        "-9223372036854775808",
                        "0.1234567890123456789",
                        "1234.5678e-3",
                        "12345e-7",
                        "1e+5",
                        "--1");
            case TypeOid.TEXT, TypeOid.VARCHAR, TypeOid.BPCHAR, TypeOid.NAME, TypeOid.UNKNOWN, TypeOid.XML ->
                List.of(
                        "",
                        " ",
                        "a",
                        "abc",
                        "abc  ",
                        "abcdef",
                        "äöü",
                        "😀😀😀😀",
                        "a\tb",
                        "NULL",
                        "a\"b",
                        "a\\b",
                        "{}",
                        "a,b",
                        "x".repeat(70),
                        "ä".repeat(40),
                        "a" + "😀".repeat(20));
            case TypeOid.CHAR ->
                List.of("", "a", "ab", "é", "\\351", "\\000", "\\377", "\\400", "\\38", "\\", "\\012", "\\0123");
            case TypeOid.BYTEA ->
                List.of(
                        "",
                        "\\x",
                        "\\x00ff",
                        "\\xABcd",
                        "\\x a",
                        "\\xab cd\n",
                        "\\xabc",
                        "\\xzz",
                        "abc",
                        "a\\\\b",
                        "a\\000b",
                        "\\377",
                        "\\400",
                        "a\\b",
                        "é",
                        "\\x\\",
                        "~\u007f\u0001");
            case TypeOid.UUID ->
                List.of(
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                        "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
                        "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}",
                        "a0eebc999c0b4ef8bb6d6bb9bd380a11",
                        "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11",
                        "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                        "",
                        "x",
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff",
                        "00000000-0000-0000-0000-000000000000",
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11-",
                        "a-0eebc999c0b4ef8bb6d6bb9bd380a11");
            case TypeOid.TID ->
                List.of(
                        "(0,1)",
                        "(4294967295,65535)",
                        "(4294967296,1)",
                        "(-1,2)",
                        "(1,65536)",
                        "(1,-1)",
                        "1,2)",
                        "x(1,2)y",
                        "(1)",
                        "",
                        "(,)",
                        "( 1 , 2 )",
                        "(1,2",
                        "(1 ,2)");
            case TypeOid.PG_LSN ->
                List.of(
                        "0/0",
                        "16/B374D848",
                        "FFFFFFFF/FFFFFFFF",
                        "1/",
                        "/1",
                        "123456789/1",
                        "1/123456789",
                        "x/1",
                        "1/1 ",
                        " 1/1",
                        "",
                        "ab/CD",
                        "1/1/1");
            case TypeOid.BIT, TypeOid.VARBIT ->
                List.of(
                        "",
                        "0",
                        "1",
                        "101",
                        "10101010",
                        "b101",
                        "B1",
                        "x1F",
                        "XaB",
                        "x",
                        "b",
                        "102",
                        "xG",
                        " 1",
                        "111111111111",
                        "0000000000000001");
            case TypeOid.JSON, TypeOid.JSONB -> DocumentTexts.JSON;
            case TypeOid.DATE, TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ -> CalendarTexts.DATES;
            case TypeOid.TIME, TypeOid.TIMETZ -> CalendarTexts.TIMES;
            case TypeOid.INTERVAL -> CalendarTexts.INTERVALS;
            default -> List.of("", "1", "x");
        };
    }

    private String generate(int oid) {
        return switch (oid) {
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8, TypeOid.OID, TypeOid.XID, TypeOid.CID, TypeOid.XID8 ->
                pick("", "", " ", "-", "+") + digits(20) + pick("", "", "", " ", "x");
            case TypeOid.FLOAT4, TypeOid.FLOAT8 -> floating();
            case TypeOid.NUMERIC -> numeric();
            case TypeOid.BIT, TypeOid.VARBIT ->
                pick("", "b", "x") + Long.toBinaryString(random.nextLong() >>> random.nextInt(64));
            case TypeOid.BYTEA -> "\\x" + Long.toHexString(random.nextLong() >>> random.nextInt(64));
            case TypeOid.UUID -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            case TypeOid.JSON, TypeOid.JSONB -> DocumentTexts.generate(random, 3);
            case TypeOid.DATE, TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ -> CalendarTexts.date(random);
            case TypeOid.TIME, TypeOid.TIMETZ -> CalendarTexts.time(random);
            case TypeOid.INTERVAL -> CalendarTexts.interval(random);
            case TypeOid.TID -> "(" + digits(11) + "," + digits(6) + ")";
            case TypeOid.PG_LSN ->
                Long.toHexString(random.nextLong() >>> (32 + random.nextInt(32))) + "/"
                        + Integer.toHexString(random.nextInt());
            default -> characters();
        };
    }

    private String digits(int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    private String characters() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(pick("a", "Z", " ", "\"", "\\", "{", "}", ",", "(", ")", "é", "日", "😀", "'", "\n", "0"));
        }
        return text.toString();
    }

    private String floating() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 1 -> Float.toString(Float.intBitsToFloat(random.nextInt()));
            case 2 -> Double.toString(Math.scalb(1.0, random.nextInt(2100) - 1074));
            case 3 -> pick("", "-") + digits(25) + "." + digits(25);
            case 4 -> "1e" + (random.nextInt(700) - 350);
            default -> digits(18) + "e" + (random.nextInt(60) - 30);
        };
    }

    private String numeric() {
        return switch (random.nextInt(4)) {
            case 0 -> pick("", "-") + digits(8) + "." + digits(6);
            case 1 -> pick("", "-") + digits(40) + "." + digits(40);
            case 2 -> digits(10) + "e" + (random.nextInt(60) - 30);
            default -> pick("", "-") + digits(19);
        };
    }
}
