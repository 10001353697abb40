package io.trefoil.sql.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.types.TypeProbe.Outcome;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Numeric and interval arithmetic and the order of every type are PostgreSQL's, digit by digit. */
class ArithmeticDifferentialTest {
    private static final int PAIRS = Integer.getInteger("types.pairs", 300);
    private static final long SEED = Long.getLong("types.seed", 15);
    private static final int DIFFERENCES_SHOWN = Integer.getInteger("types.shown", 15);

    private static @Nullable OraclePostgres oracle;
    private static @Nullable Connection connection;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        Optional<OraclePostgres> started = OraclePostgres.start();
        Assumptions.assumeTrue(started.isPresent(), "PostgreSQL is not installed");
        oracle = started.get();
        connection = oracle.connect();
        System.out.println("ArithmeticDifferentialTest: -Dtypes.seed=" + SEED);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException, SQLException {
        if (connection != null) {
            connection.close();
        }
        if (oracle != null) {
            oracle.stop();
        }
    }

    @TestFactory
    Stream<DynamicTest> numericArithmeticGivesPostgresDigitsAndScales() {
        Map<String, BinaryOperator<SqlNumeric>> operations = new TreeMap<>();
        operations.put("a + b", SqlNumeric::add);
        operations.put("a - b", SqlNumeric::subtract);
        operations.put("a * b", SqlNumeric::multiply);
        operations.put("a / b", SqlNumeric::divide);
        operations.put("div(a, b)", SqlNumeric::quotient);
        operations.put("a % b", SqlNumeric::mod);
        operations.put("gcd(a, b)", SqlNumeric::gcd);
        operations.put("lcm(a, b)", SqlNumeric::lcm);
        operations.put("-a", (a, b) -> a.negate());
        operations.put("abs(a)", (a, b) -> a.abs());
        operations.put("sign(a)", (a, b) -> a.sign());
        operations.put("ceil(a)", (a, b) -> a.ceil());
        operations.put("floor(a)", (a, b) -> a.floor());
        operations.put("trim_scale(a)", (a, b) -> a.trimScale());
        operations.put("round(a, 2)", (a, b) -> a.round(2));
        operations.put("round(a, -2)", (a, b) -> a.round(-2));
        operations.put("trunc(a, 3)", (a, b) -> a.truncate(3));
        operations.put("a::int8", (a, b) -> SqlNumeric.of(a.toLong()));
        operations.put("a::int4", (a, b) -> SqlNumeric.of(a.toInt()));
        operations.put("a::int2", (a, b) -> SqlNumeric.of(a.toShort()));
        operations.put("a::float8::numeric", (a, b) -> SqlNumeric.of(a.toDouble()));
        operations.put("a::float4::numeric", (a, b) -> SqlNumeric.of(a.toFloat()));
        operations.put("(a = b)::int", (a, b) -> SqlNumeric.of(a.equals(b) ? 1 : 0));
        operations.put("(a < b)::int", (a, b) -> SqlNumeric.of(a.compareTo(b) < 0 ? 1 : 0));
        return operations.entrySet().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.getKey(),
                        () -> compareNumeric(operation.getKey(), numerics(PAIRS), operation.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> rootsAndLogarithmsGivePostgresDigitsAndScales() {
        Map<String, BinaryOperator<SqlNumeric>> operations = new TreeMap<>();
        operations.put("sqrt(a)", (a, b) -> a.sqrt());
        operations.put("exp(a)", (a, b) -> a.exp());
        operations.put("ln(a)", (a, b) -> a.ln());
        operations.put("log(b, a)", SqlNumeric::log);
        operations.put("a ^ b", SqlNumeric::power);
        return operations.entrySet().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.getKey(),
                        () -> compareNumeric(operation.getKey(), moderateNumerics(PAIRS), operation.getValue())));
    }

    private static List<String> numerics(int count) {
        InputCorpus corpus = new InputCorpus(new Random(SEED));
        List<String> texts = new ArrayList<>();
        for (String text : corpus.of(SqlTypes.NUMERIC, count)) {
            if (!text.matches(".*[eE].*[0-9]{4}.*") && isValid(text)) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static List<String> moderateNumerics(int count) {
        Random random = new Random(SEED);
        List<String> texts = new ArrayList<>(List.of(
                "0",
                "1",
                "-1",
                "2",
                "-2",
                "0.5",
                "10",
                "0.1",
                "NaN",
                "Infinity",
                "-Infinity",
                "1.0000000001",
                "0.999999999",
                "1000000",
                "1e-10",
                "3.0",
                "0.00",
                "1.000",
                "99999999999999999999",
                "-3",
                "-2.5",
                "7",
                "100",
                "1.1",
                "0.9",
                "12345.678",
                "-6000",
                "6000",
                "5999.99",
                "1e100",
                "1e-100",
                "2.718281828459045235360287",
                "0.33333333333333333333"));
        while (texts.size() < count) {
            String sign = random.nextInt(4) == 0 ? "-" : "";
            String whole = Long.toString(random.nextLong() >>> (1 + random.nextInt(63)));
            String part =
                    random.nextInt(3) == 0 ? "" : "." + Long.toString(random.nextLong() >>> (1 + random.nextInt(63)));
            texts.add(sign
                    + (random.nextInt(3) == 0
                            ? "0"
                            : whole.substring(0, Math.min(whole.length(), 1 + random.nextInt(6))))
                    + part);
        }
        return texts;
    }

    private static boolean isValid(String text) {
        try {
            SqlNumeric.parse(text);
            return true;
        } catch (SqlStateException e) {
            return false;
        }
    }

    private static void compareNumeric(String expression, List<String> texts, BinaryOperator<SqlNumeric> operation)
            throws SQLException {
        Random random = new Random(SEED + expression.hashCode());
        List<String> left = new ArrayList<>(texts);
        List<String> right = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            right.add(texts.get(random.nextInt(texts.size())));
        }
        List<Outcome> expected = probe().pairs("numeric", expression, left, right);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            String actual;
            try {
                actual = operation
                        .apply(SqlNumeric.parse(left.get(i)), SqlNumeric.parse(right.get(i)))
                        .toString();
            } catch (SqlStateException e) {
                actual = TypeProbe.describe(e);
            }
            String wanted = expected.get(i).error() == null
                    ? expected.get(i).text()
                    : expected.get(i).error();
            if (!actual.equals(wanted)) {
                differences.add("\na=" + left.get(i) + " b=" + right.get(i) + "\n  postgres " + wanted + "\n  here     "
                        + actual);
            }
        }
        check(expression, differences, left.size());
    }

    @TestFactory
    Stream<DynamicTest> intervalArithmeticIsPostgres() {
        Map<String, BinaryOperator<SqlInterval>> operations = new TreeMap<>();
        operations.put("a + b", SqlInterval::add);
        operations.put("a - b", SqlInterval::subtract);
        operations.put("-a", (a, b) -> a.negate());
        operations.put("a * 1.7", (a, b) -> a.multiply(1.7));
        operations.put("a * 0.333333", (a, b) -> a.multiply(0.333333));
        operations.put("a * -2.25", (a, b) -> a.multiply(-2.25));
        operations.put("a / 3", (a, b) -> a.divide(3));
        operations.put("a / 0.7", (a, b) -> a.divide(0.7));
        operations.put("a / 0", (a, b) -> a.divide(0));
        operations.put("justify_hours(a)", (a, b) -> a.justifyHours());
        operations.put("justify_days(a)", (a, b) -> a.justifyDays());
        operations.put("justify_interval(a)", (a, b) -> a.justify());
        return operations.entrySet().stream()
                .map(operation -> DynamicTest.dynamicTest(
                        operation.getKey(), () -> compareIntervals(operation.getKey(), operation.getValue())));
    }

    private static void compareIntervals(String expression, BinaryOperator<SqlInterval> operation) throws SQLException {
        Random random = new Random(SEED);
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            left.add(interval(random));
            right.add(interval(random));
        }
        List<Outcome> expected = probe().pairs("interval", expression, left, right);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            String actual;
            try {
                SqlInterval result = operation.apply(parseInterval(left.get(i)), parseInterval(right.get(i)));
                actual = SqlTypes.INTERVAL.toText(result, TextFormat.DEFAULT);
            } catch (SqlStateException e) {
                actual = TypeProbe.describe(e);
            }
            String wanted = expected.get(i).error() == null
                    ? expected.get(i).text()
                    : expected.get(i).error();
            if (!actual.equals(wanted)) {
                differences.add("\na=" + left.get(i) + " b=" + right.get(i) + "\n  postgres " + wanted + "\n  here     "
                        + actual);
            }
        }
        check(expression, differences, left.size());
    }

    private static SqlInterval parseInterval(String text) {
        return (SqlInterval) SqlTypes.INTERVAL.parse(text, -1, TextFormat.DEFAULT);
    }

    private static String interval(Random random) {
        int range = random.nextInt(20) == 0 ? Integer.MAX_VALUE : 100;
        return random.nextInt(-range, range) + " mons " + random.nextInt(-range, range) + " days "
                + (random.nextInt(3) == 0
                        ? random.nextLong(-4000000000000L, 4000000000000L)
                        : random.nextLong(-200000000, 200000000))
                + " us";
    }

    @TestFactory
    Stream<DynamicTest> valuesOrderAsOnPostgres() {
        return Stream.of(
                        SqlTypes.BOOL,
                        SqlTypes.INT4,
                        SqlTypes.FLOAT8,
                        SqlTypes.FLOAT4,
                        SqlTypes.NUMERIC,
                        SqlTypes.TEXT,
                        SqlTypes.BPCHAR,
                        SqlTypes.VARCHAR,
                        SqlTypes.NAME,
                        SqlTypes.CHAR,
                        SqlTypes.BYTEA,
                        SqlTypes.UUID,
                        SqlTypes.OID,
                        SqlTypes.XID8,
                        SqlTypes.TID,
                        SqlTypes.PG_LSN,
                        SqlTypes.VARBIT,
                        SqlTypes.JSONB,
                        SqlTypes.DATE,
                        SqlTypes.TIME,
                        SqlTypes.TIMETZ,
                        SqlTypes.TIMESTAMP,
                        SqlTypes.TIMESTAMPTZ,
                        SqlTypes.INTERVAL,
                        SqlTypes.OIDVECTOR,
                        SqlTypes.arrayOf(SqlTypes.INT4),
                        SqlTypes.arrayOf(SqlTypes.TEXT),
                        SqlTypes.arrayOf(SqlTypes.NUMERIC))
                .map(type -> DynamicTest.dynamicTest(type.name(), () -> compareOrder(type)));
    }

    private static void compareOrder(SqlType type) throws SQLException {
        Random random = new Random(SEED);
        List<String> valid = new ArrayList<>();
        for (String text : new InputCorpus(random).of(type, PAIRS)) {
            try {
                type.parse(text, -1, TextFormat.DEFAULT);
                if (!text.contains("now") && !text.contains("day") && !text.contains("tomorrow")) {
                    valid.add(text);
                }
            } catch (SqlStateException e) {
                // only valid texts have an order
            }
        }
        List<String> left = new ArrayList<>();
        List<String> right = new ArrayList<>();
        for (int i = 0; i < PAIRS * 3; i++) {
            left.add(valid.get(random.nextInt(valid.size())));
            right.add(valid.get(random.nextInt(valid.size())));
        }
        String name = type.name().equals("char") ? "\"char\"" : type.name();
        List<Outcome> expected =
                probe().pairs(name, "case when a < b then -1 when a > b then 1 when a = b then 0 end", left, right);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            Object a = type.parse(left.get(i), -1, TextFormat.DEFAULT);
            Object b = type.parse(right.get(i), -1, TextFormat.DEFAULT);
            String actual = Integer.toString(Integer.signum(type.compare(a, b)));
            if (type.equal(a, b) != actual.equals("0") || actual.equals("0") && type.hash(a) != type.hash(b)) {
                actual = "inconsistent equal or hash";
            }
            String wanted = expected.get(i).error() == null
                    ? expected.get(i).text()
                    : expected.get(i).error();
            if (!actual.equals(wanted)) {
                differences.add("\na=" + left.get(i) + " b=" + right.get(i) + "\n  postgres " + wanted + "\n  here     "
                        + actual);
            }
        }
        check(type.name(), differences, left.size());
    }

    private static TypeProbe probe() throws SQLException {
        if (connection == null) {
            throw new IllegalStateException("not started");
        }
        return new TypeProbe(connection);
    }

    private static void check(String what, List<String> differences, int count) {
        assertThat(differences.size() > DIFFERENCES_SHOWN ? differences.subList(0, DIFFERENCES_SHOWN) : differences)
                .as("%s : %d of %d inputs differ, seed %d", what, differences.size(), count, SEED)
                .isEmpty();
    }
}
