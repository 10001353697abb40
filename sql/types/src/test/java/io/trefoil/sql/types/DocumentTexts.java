package io.trefoil.sql.types;

import java.util.List;
import java.util.Random;

/** Texts that look like JSON. */
final class DocumentTexts {
    static final List<String> JSON = List.of(
            "{}",
            "[]",
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.50",
            "1e5",
            "1E-5",
            "\"\"",
            "\"abc\"",
            "{\"a\":1}",
            "{\"a\": [1, 2, {\"b\": null}]}",
            "{\"b\":1,\"a\":2,\"aa\":3,\"a\":4}",
            " [ 1 , 2 ] ",
            "\"\\u00e9\\n\\t\\\"\\\\\\/\\b\\f\\r\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\ude00\"",
            "\"\\ud83d\\ud83d\"",
            "\"\\ud83dx\"",
            "\"\\ud83d\\n\"",
            "\"\\u0000\"",
            "\"\\u00g0\"",
            "\"\\u12",
            "\"\\x\"",
            "\"\\",
            "\"abc",
            "\"a\tb\"",
            "",
            " ",
            "{",
            "[",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{a:1}",
            "{1:2}",
            "[1,",
            "[1,]",
            "[,1]",
            "[1 2]",
            "1 2",
            "tru",
            "truex",
            "nul",
            "01",
            "1.",
            ".5",
            "+1",
            "-",
            "1e",
            "1e+",
            "1.5x",
            "--1",
            "'a'",
            "{\"a\":1}}",
            "[1]]",
            "{\"a\" 1}",
            "{\"a\":1 \"b\":2}",
            "[\n1,\n2,\nx\n]",
            "\u007f",
            "\"\u007f\"",
            "é",
            "\"é日😀\"",
            "[\"" + "x".repeat(60) + "\", y]",
            "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25 x]",
            "1e1000",
            "1e200000",
            "{\"\":1}",
            "[[[[]]]]",
            "{\"ä\":1,\"zz\":2,\"z\":3}",
            "@",
            "[@]",
            "/* */1",
            "{\"a\":1,\n \"b\":tru}");

    private DocumentTexts() {}

    static String generate(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> new String[] {"null", "true", "false"}[random.nextInt(3)];
            case 1 -> Integer.toString(random.nextInt(2000) - 1000);
            case 2 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(20) - 10));
            case 3, 4 -> string(random);
            case 5 -> list(random, depth, "[", "]", false);
            default -> list(random, depth, "{", "}", true);
        };
    }

    private static String string(Random random) {
        StringBuilder text = new StringBuilder("\"");
        String[] parts = {"a", "b", "é", "日", "😀", "\\n", "\\\"", "\\\\", "\\u0041", "\\u00e9", " ", "\\/", "\\u0007"};
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.append('"').toString();
    }

    private static String list(Random random, int depth, String open, String close, boolean keys) {
        StringBuilder text = new StringBuilder(open);
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(keys ? string(random) + ":" : "")
                    .append(generate(random, depth - 1))
                    .append(i > 1 ? ", " : "");
        }
        return text.append(close).toString();
    }
}
