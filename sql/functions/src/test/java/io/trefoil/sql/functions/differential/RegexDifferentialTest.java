package io.trefoil.sql.functions.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Regular expressions written by hand and made at random, on PostgreSQL and here. */
class RegexDifferentialTest {
    private static final long SEED = Long.getLong("tck.seed", 20_261_125L);

    private static final String[] PATTERNS = {
        "a",
        "a+",
        "a*b",
        "(a|ab)(c|bcd)(d*)",
        "(?:a|ab)(?:c|bcd)(d*)",
        "(foo|foobar)(bar)?",
        "Y*([0-9]{1,3})",
        "Y*?([0-9]{1,3})",
        "(.*)(\\d+)(.*)",
        "(.*?)(\\d+)(.*)",
        "(?:(.*?)(\\d+)(.*)){1,1}",
        "(a)*",
        "((a)|(b))*",
        "((a)|b)+",
        "^abc$",
        "^b",
        "c$",
        "\\mabc",
        "abc\\M",
        "\\yb",
        "\\Yb\\Y",
        "\\Aa",
        "c\\Z",
        "(a)(b)?\\1",
        "(.)\\1",
        "(a*)\\1*",
        "(?i)ABC",
        "(?n)^b.*$",
        "(?x) a b # c",
        "***=a+b",
        "[[:alpha:]]+",
        "[^a-c]+",
        "[]x]",
        "[a\\]b]",
        "[\\w-]+",
        "\\d{2,3}?",
        "(?=b)b",
        "a(?!b)",
        "(?<=a)b",
        "(?<!a)b",
        "(?:)",
        "()",
        "a||b",
        "x{0}y",
        "\\x41",
        "\\u00e9",
        "\\101",
        "\\s+",
        "\\S+",
        "\\W",
        "[[:<:]]b",
        "b[[:>:]]",
        "(a{2}){2}",
        "(ab|a)(bc)?",
        "a.c",
        "(?s)a.c",
        "(?p)^b",
        "(?w)^b",
        "(",
        ")",
        "[",
        "a{1",
        "a{2,1}",
        "*",
        "a**",
        "^*",
        "[[:foo:]]",
        "[b-a]",
        "\\",
        "(?z)a",
        "\\1",
        "[a-\\d]",
        "\\x",
        "[[.foo.]]",
        "(?=a)*",
        "a{1,2}{3}",
        "(a?)*b",
        "(a*)+",
        "(a+|b+)*c",
        "((a*)(b*))*",
        "(a|b)*?c",
        "(?:a+?)(b*)",
        "(a+?)(a*)",
        "(a+)(a*)",
        "a{,3}",
        "\\mfoo|bar\\M",
        "(\\w+)\\s\\1",
        "\\ma\\d*",
        "(^|,)([^,]*)",
        "(a(b(c)?)?)?",
        "\\",
        "[[:digit:][:upper:]]",
        "[a-c-e]",
        "a\\",
        "(?q)a.c",
        "(?e)a\\.c",
        "(?b)\\(a\\)*\\1",
        "(?b)a\\{2\\}",
        "(?b)*a"
    };
    private static final String[] TEXTS = {
        "",
        "a",
        "ab",
        "abc",
        "abcd",
        "aaa",
        "aaaa",
        "foobar",
        "foobarbar",
        "XY1234Z",
        "abc01234xyz",
        "abab",
        "abcabc",
        "aXbXc",
        "b",
        "ba",
        "xabcx",
        "a b",
        "a\nb\nc",
        "ABC",
        "the the cat",
        "foo bar",
        "a1b22c333",
        "é",
        "日本a",
        "😀a😀b",
        "x-y_z",
        "a.c",
        "aba",
        "aabbab",
        "a,b,,c",
        "a+b",
        "[x]",
        "A]",
        "\tb\n",
        "abcbcd",
        "bbb c"
    };
    private static final String[] FLAGS = {
        "", "g", "i", "gi", "n", "gn", "s", "x", "c", "q", "z", "p", "w", "gm", "e", "b"
    };

    private final RandomCalls random = new RandomCalls(SEED).with(0, TEXTS).with(1, PATTERNS);
    private final Comparison comparison = new Comparison("UTC");

    @AfterEach
    void nothingDiffers() {
        comparison.verify();
    }

    @Test
    void everyPatternAgreesOnEveryText() {
        List<Call> calls = new ArrayList<>();
        for (String pattern : PATTERNS) {
            for (String text : TEXTS) {
                calls.add(new Call("regexp_match(text,text)", List.of("text", "text"), List.of(text, pattern)));
                calls.add(new Call("textregexeq(text,text)", List.of("text", "text"), List.of(text, pattern)));
            }
        }
        comparison.check("regular expressions", calls);
    }

    @Test
    void randomPatternsAgree() {
        Random dice = new Random(SEED);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            String pattern = pattern(dice, 3);
            String text = text(dice);
            calls.add(new Call("regexp_match(text,text)", List.of("text", "text"), List.of(text, pattern)));
        }
        comparison.check("random regular expressions", calls);
    }

    @Test
    void functionsAgree() {
        RandomCalls flags = random.with(2, FLAGS);
        comparison.check(
                "regexp functions",
                flags.of(
                        400,
                        "regexp_match(text,text,text)",
                        "regexp_matches(text,text,text)",
                        "regexp_split_to_array(text,text,text)",
                        "regexp_split_to_table(text,text,text)",
                        "regexp_like(text,text,text)",
                        "regexp_matches(text,text)",
                        "regexp_split_to_array(text,text)",
                        "substring(text,text)"));
        String[] replacements = {"x", "", "\\1", "<\\&>", "\\\\", "\\2\\1", "\\", "\\x", "[\\9]", "é"};
        comparison.check(
                "regexp_replace",
                random.with(2, replacements)
                        .with(3, FLAGS)
                        .of(700, "regexp_replace(text,text,text)", "regexp_replace(text,text,text,text)"));
        String[] starts = {"1", "2", "3", "0", "10", "-1"};
        String[] numbers = {"0", "1", "2", "3", "-1"};
        comparison.check(
                "regexp_replace from",
                random.with(2, replacements)
                        .with(3, starts)
                        .with(4, numbers)
                        .with(5, FLAGS)
                        .of(
                                400,
                                "regexp_replace(text,text,text,int4)",
                                "regexp_replace(text,text,text,int4,int4)",
                                "regexp_replace(text,text,text,int4,int4,text)"));
        comparison.check(
                "regexp_count",
                random.with(2, starts)
                        .with(3, FLAGS)
                        .of(
                                300,
                                "regexp_count(text,text)",
                                "regexp_count(text,text,int4)",
                                "regexp_count(text,text,int4,text)"));
        comparison.check(
                "regexp_instr",
                random.with(2, starts)
                        .with(3, numbers)
                        .with(4, "0", "1", "2")
                        .with(5, FLAGS)
                        .with(6, numbers)
                        .of(
                                250,
                                "regexp_instr(text,text)",
                                "regexp_instr(text,text,int4)",
                                "regexp_instr(text,text,int4,int4)",
                                "regexp_instr(text,text,int4,int4,int4)",
                                "regexp_instr(text,text,int4,int4,int4,text)",
                                "regexp_instr(text,text,int4,int4,int4,text,int4)"));
        comparison.check(
                "regexp_substr",
                random.with(2, starts)
                        .with(3, numbers)
                        .with(4, FLAGS)
                        .with(5, numbers)
                        .of(
                                250,
                                "regexp_substr(text,text)",
                                "regexp_substr(text,text,int4)",
                                "regexp_substr(text,text,int4,int4)",
                                "regexp_substr(text,text,int4,int4,text)",
                                "regexp_substr(text,text,int4,int4,text,int4)"));
        comparison.check(
                "case",
                random.of(
                        400,
                        "texticregexeq(text,text)",
                        "texticregexne(text,text)",
                        "bpcharregexeq(bpchar,text)",
                        "nameregexne(name,text)"));
    }

    @Test
    void similarAgrees() {
        String[] patterns = {
            "abc",
            "a%",
            "%b%",
            "_bc",
            "(a|b)%",
            "a+",
            "[a-c]*",
            "a\\%",
            "x#\"b#\"c",
            "%#\"o_b#\"%",
            "a#\"b#\"c#\"d",
            "#\"a#\"",
            "[a\\]]",
            "a.c",
            "^a$",
            "#(",
            "é_",
            ""
        };
        comparison.check(
                "similar_to_escape",
                random.with(0, patterns)
                        .with(1, "\\", "#", "", "ab", "é")
                        .of(
                                120,
                                "similar_to_escape(text)",
                                "similar_to_escape(text,text)",
                                "similar_escape(text,text)"));
        comparison.check(
                "substring similar", random.with(1, patterns).with(2, "#", "\\").of(400, "substring(text,text,text)"));
    }

    private static String text(Random dice) {
        StringBuilder text = new StringBuilder();
        int length = dice.nextInt(9);
        for (int i = 0; i < length; i++) {
            text.append("aaabbbc \nA".charAt(dice.nextInt(10)));
        }
        return text.toString();
    }

    private static String pattern(Random dice, int depth) {
        StringBuilder pattern = new StringBuilder();
        int branches = dice.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < branches; i++) {
            pattern.append(i == 0 ? "" : "|");
            int atoms = 1 + dice.nextInt(3);
            for (int j = 0; j < atoms; j++) {
                pattern.append(atom(dice, depth));
            }
        }
        return pattern.toString();
    }

    private static String atom(Random dice, int depth) {
        String atom = switch (dice.nextInt(depth > 0 ? 14 : 8)) {
            case 0, 1 -> "a";
            case 2 -> "b";
            case 3 -> ".";
            case 4 -> "[ab]";
            case 5 -> "[^a]";
            case 6 -> "c";
            case 7 -> "\\w";
            case 8, 9, 10 -> "(" + pattern(dice, depth - 1) + ")";
            case 11 -> "(?:" + pattern(dice, depth - 1) + ")";
            case 12 -> "(" + pattern(dice, depth - 1) + ")";
            default ->
                new String[] {"^", "$", "\\m", "\\M", "\\y", "(?=a)", "(?!b)", "(?<=a)", "(?<!b)"}[dice.nextInt(9)];
        };
        if (atom.startsWith("(?=")
                || atom.startsWith("(?!")
                || atom.startsWith("(?<")
                || atom.equals("^")
                || atom.equals("$")
                || atom.startsWith("\\m")
                || atom.startsWith("\\M")
                || atom.startsWith("\\y")) {
            return atom;
        }
        return atom
                + switch (dice.nextInt(14)) {
                    case 0 -> "*";
                    case 1 -> "+";
                    case 2 -> "?";
                    case 3 -> "*?";
                    case 4 -> "+?";
                    case 5 -> "??";
                    case 6 -> "{2}";
                    case 7 -> "{1,2}";
                    case 8 -> "{0,2}?";
                    default -> "";
                };
    }
}
