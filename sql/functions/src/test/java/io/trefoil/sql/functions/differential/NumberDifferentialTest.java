package io.trefoil.sql.functions.differential;

import io.trefoil.sql.catalog.builtin.ProcRow;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbers: comparison, arithmetic, mathematical functions and casts, on PostgreSQL and here. */
class NumberDifferentialTest {
    private static final long SEED = Long.getLong("tck.seed", 20_261_120L);

    private final RandomCalls random = new RandomCalls(SEED);
    private final Comparison comparison = new Comparison("UTC");

    @AfterEach
    void nothingDiffers() {
        comparison.verify();
    }

    @Test
    void integersAgree() {
        check(
                "integers",
                40,
                "int[248]\\w*\\((int[248],?)+\\)|(abs|mod|gcd|lcm|to_hex)\\((int[248],?)+\\)|btint.*cmp.*");
    }

    @Test
    void floatOperatorsAgree() {
        check(
                "floats",
                60,
                "float(4|8|48|84)\\w*\\((float[48],?)+\\)|btfloat.*cmp.*|abs\\(float.\\)|(d?round|d?trunc|ceil|ceiling|floor|sign|d?sqrt)\\(float8\\)");
    }

    @Test
    void numericOperatorsAgree() {
        check(
                "numeric",
                80,
                "(numeric_(add|sub|mul|div|div_trunc|mod|abs|uminus|uplus|inc|eq|ne|lt|le|gt|ge|cmp|larger|smaller)|mod|div|abs|sign|gcd|lcm|ceil|ceiling|floor|round|trunc|scale|min_scale|trim_scale|numeric_sqrt|sqrt)\\((numeric,?)+\\)");
    }

    @Test
    void numericRoundingAgrees() {
        RandomCalls digits = random.with(1, "0", "1", "2", "-1", "-3", "5", "20", "-20", "2147483647", "-2147483648");
        comparison.check("numeric rounding", digits.of(150, "round(numeric,int4)", "trunc(numeric,int4)"));
        RandomCalls typmod = random.with(
                1,
                Integer.toString((5 << 16 | 2) + 4),
                Integer.toString((10 << 16) + 4),
                Integer.toString((3 << 16 | 3) + 4),
                Integer.toString((3 << 16 | 2046) + 4),
                "-1");
        comparison.check("numeric typmod", typmod.of(200, "numeric(numeric,int4)"));
        comparison.check(
                "factorial",
                random.with(0, "0", "1", "5", "20", "25", "100", "-1", "33000").of(12, "factorial(int8)"));
    }

    @Test
    void transcendentalNumericsAgree() {
        RandomCalls small = random.with(
                0,
                "0",
                "1",
                "2",
                "10",
                "0.5",
                "1.5",
                "-1",
                "100",
                "0.001",
                "3.14159",
                "NaN",
                "Infinity",
                "-Infinity",
                "12345.678",
                "99999999999",
                "0.000000001",
                "-2.5",
                "1.00000001");
        comparison.check(
                "numeric functions",
                small.of(
                        60,
                        "exp(numeric)",
                        "ln(numeric)",
                        "log(numeric)",
                        "log10(numeric)",
                        "numeric_exp(numeric)",
                        "numeric_ln(numeric)"));
        RandomCalls both = small.with(
                1,
                "0",
                "1",
                "2",
                "-1",
                "0.5",
                "3",
                "-2",
                "1.5",
                "10",
                "-0.5",
                "NaN",
                "Infinity",
                "-Infinity",
                "20",
                "0.3333");
        comparison.check("numeric powers", both.of(200, "power(numeric,numeric)", "log(numeric,numeric)"));
    }

    @Test
    void castsAgree() {
        check("number casts", 80, "(int[248]|float[48]|numeric|bool|oid)\\((int[248]|float[48]|numeric|bool|oid)\\)");
    }

    @Test
    void floatFunctionsAgree() {
        comparison.tolerating(1e-15);
        check(
                "float functions",
                60,
                "(d?cbrt|d?exp|dlog1|ln|d?log10|log|dpow|power|pow|sin|cos|tan|cot|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|\\w+d|degrees|radians)\\((float8,?)+\\)");
    }

    @Test
    void degreesAreExactAtTheUsualAngles() {
        RandomCalls angles = random.with(
                0, "0", "30", "45", "60", "90", "120", "135", "150", "180", "210", "225", "270", "300", "315", "330",
                "360", "-30", "-45", "-90", "-180", "720", "1000");
        comparison.check("degrees", angles.of(60, "sind(float8)", "cosd(float8)", "tand(float8)", "cotd(float8)"));
        RandomCalls ratios =
                random.with(0, "0", "0.5", "-0.5", "1", "-1", "0.25", "0.75").with(1, "1", "-1", "0", "0.5");
        comparison.check(
                "arc degrees",
                ratios.of(60, "asind(float8)", "acosd(float8)", "atand(float8)", "atan2d(float8,float8)"));
    }

    @Test
    void bucketsAndSeriesAgree() {
        RandomCalls counts = random.with(3, "1", "5", "10", "0", "-1", "2147483647");
        comparison.check(
                "width_bucket",
                counts.of(
                        200, "width_bucket(numeric,numeric,numeric,int4)", "width_bucket(float8,float8,float8,int4)"));
        RandomCalls series =
                random.with(0, "1", "5", "-3").with(1, "10", "1", "-7").with(2, "1", "2", "-1", "0", "3");
        comparison.check(
                "generate_series",
                series.of(
                        60,
                        "generate_series(int4,int4)",
                        "generate_series(int4,int4,int4)",
                        "generate_series(int8,int8,int8)"));
        RandomCalls ends = random.with(0, "2147483640").with(1, "2147483647").with(2, "1", "2", "3", "5");
        comparison.check(
                "series at the end", ends.of(10, "generate_series(int4,int4)", "generate_series(int4,int4,int4)"));
        RandomCalls numerics = random.with(0, "1", "5.5", "-3")
                .with(1, "10", "1.00", "-7", "NaN")
                .with(2, "1", "2.5", "-1.25", "0", "Infinity");
        comparison.check(
                "numeric series",
                numerics.of(60, "generate_series(numeric,numeric)", "generate_series(numeric,numeric,numeric)"));
    }

    private void check(String family, int count, String signatures) {
        comparison.check(family, random.of(count, matching(random, signatures)));
    }

    /** Implemented signatures that match and whose arguments have samples. */
    static String[] matching(RandomCalls random, String signatures) {
        Pattern pattern = Pattern.compile(signatures);
        List<String> found = new ArrayList<>();
        for (String signature : new TreeSet<>(TrefoilSide.library().functionSignatures())) {
            ProcRow row = TrefoilSide.catalog().get(signature);
            boolean scalar = row != null && !row.returnsSet();
            if (scalar && pattern.matcher(signature).matches() && random.knows(signature)) {
                found.add(signature);
            }
        }
        return found.toArray(String[]::new);
    }
}
