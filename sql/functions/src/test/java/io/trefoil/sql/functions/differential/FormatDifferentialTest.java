package io.trefoil.sql.functions.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Template formatting with templates written by hand and made at random, on PostgreSQL and here. */
class FormatDifferentialTest {
    private static final long SEED = Long.getLong("tck.seed", 20_261_126L);

    private static final String[] NUMBER_TEMPLATES = {
        "999",
        "9999999999",
        "000",
        "9990",
        "99.99",
        "990.00",
        "FM999.99",
        "FM990.00",
        "FM99.009",
        "9,999,999",
        "9G999D99",
        "FM9,999.9",
        "S999",
        "999S",
        "SG999",
        "999SG",
        "MI999",
        "999MI",
        "PL999",
        "999PR",
        "FM999PR",
        "999.9PR",
        "S9.9",
        "9.9S",
        "99V99",
        "9V9",
        "RN",
        "FMRN",
        "rn",
        "999TH",
        "999th",
        "FM999th",
        "L999",
        "9.99EEEE",
        "9EEEE",
        "9.999eeee",
        "\"x\"999",
        "999\"a\\\"b\"",
        "B999",
        "b99.9",
        "FMS999.99",
        "0999.90",
        "09.9",
        "9.",
        ".9",
        ".00",
        "FM.99",
        "FM0.99",
        "999,999.999",
        "C999",
        "SP",
        "9 9 9",
        "99-99",
        "FM9999999999999999.9999999",
        "9.9.9",
        "9S9S",
        "9EEEE9",
        "PR9",
        "99VV",
        "V.",
        "MI9S",
        "S9PR",
        "9999MI.99",
        "FM9990999.9",
        "000,000.000",
        "0,000",
        "SG99.9",
        "PLMI99",
        "99D9PL",
        "G99",
        "FMG99",
        "é9",
        "\\\"9",
        ""
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
    void numbersAgree() {
        RandomCalls templates = random.with(1, NUMBER_TEMPLATES);
        RandomCalls small = templates.with(
                0,
                "0",
                "1",
                "-1",
                "12",
                "-12",
                "123",
                "-123",
                "1234567",
                "12.5",
                "-12.5",
                "0.1",
                "-0.1",
                "0.05",
                "0.995",
                "99.995",
                "-0.004",
                "1234.5678",
                "4",
                "3999",
                "11",
                "22",
                "100",
                "-100.01",
                "0.00");
        utc.check("numeric templates", small.of(2500, "to_char(numeric,text)"));
        utc.check("numeric templates, any number", templates.of(1500, "to_char(numeric,text)"));
        utc.check("float8 templates", small.of(1500, "to_char(float8,text)"));
        utc.check("float8 templates, any number", templates.of(1000, "to_char(float8,text)", "to_char(float4,text)"));
        RandomCalls whole =
                templates.with(0, "0", "1", "-1", "12", "-12", "123", "4", "3999", "4000", "11", "-100", "1234567");
        utc.check("integer templates", whole.of(1200, "to_char(int4,text)", "to_char(int8,text)"));
    }

    @Test
    void randomNumberTemplatesAgree() {
        Random dice = new Random(SEED);
        String[] parts = {
            "9", "9", "9", "0", "0", ".", ",", "D", "G", "FM", "S", "MI", "PL", "SG", "PR", "TH", "V", "B", "L", " ",
            "x", "\"y\""
        };
        List<Call> calls = new ArrayList<>();
        String[] values = {
            "0", "1", "-1", "12", "-12.5", "123.456", "0.1", "-0.05", "1234567.891", "9.99", "10", "-0.99"
        };
        for (int i = 0; i < 4000; i++) {
            StringBuilder template = new StringBuilder();
            int length = 1 + dice.nextInt(8);
            for (int j = 0; j < length; j++) {
                template.append(parts[dice.nextInt(parts.length)]);
            }
            String value = values[dice.nextInt(values.length)];
            calls.add(
                    new Call("to_char(numeric,text)", List.of("numeric", "text"), List.of(value, template.toString())));
        }
        utc.check("random number templates", calls);
    }

    @Test
    void readNumbersAgree() {
        String[] texts = {
            "12",
            "-12",
            "12-",
            "+12",
            "1,234.56",
            "-1,234.5",
            "<12>",
            " 12",
            "$12.5",
            "12.50 ",
            "1 2",
            "12th",
            "abc",
            "",
            "-",
            ".5",
            "0.05",
            "1234567",
            "12S",
            "- 12",
            "12 -",
            "1.2.3",
            "12,",
            "001"
        };
        utc.check("to_number", random.with(0, texts).with(1, NUMBER_TEMPLATES).of(3000, "to_number(text,text)"));
    }
}
