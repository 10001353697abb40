package io.trefoil.sql.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.types.TextFormat.DateOrder;
import io.trefoil.sql.types.TextFormat.DateStyle;
import io.trefoil.sql.types.TextFormat.IntervalStyle;
import io.trefoil.sql.types.TypeProbe.Outcome;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every type reads, writes and refuses what PostgreSQL 15 reads, writes and refuses, to the letter. More inputs than by
 * default: {@code -Dtypes.inputs=20000 -Dtypes.seed=4711}.
 */
class PostgresDifferentialTest {
    private static final int INPUTS = Integer.getInteger("types.inputs", 300);
    private static final long SEED = Long.getLong("types.seed", 15);
    private static final int DIFFERENCES_SHOWN = Integer.getInteger("types.shown", 15);

    private static @Nullable OraclePostgres oracle;
    private static @Nullable Connection connection;

    /** Settings of a session, there and here. */
    private record Session(
            String zone,
            DateStyle dateStyle,
            DateOrder order,
            IntervalStyle intervalStyle,
            int floatDigits,
            boolean hex) {
        static final Session DEFAULT =
                new Session("UTC", DateStyle.ISO, DateOrder.MDY, IntervalStyle.POSTGRES, 1, true);

        String sql() {
            return "set timezone = '" + zone + "' set datestyle = " + dateStyle + ", " + order + " set intervalstyle = "
                    + intervalStyle + " set extra_float_digits = " + floatDigits + " set bytea_output = "
                    + (hex ? "hex" : "escape");
        }

        TextFormat format(long transactionStart) {
            return new TextFormat(
                    ZoneId.of(zone),
                    dateStyle,
                    order,
                    intervalStyle,
                    floatDigits,
                    hex,
                    ObjectNames.NONE,
                    transactionStart);
        }
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        Optional<OraclePostgres> started = OraclePostgres.start();
        Assumptions.assumeTrue(started.isPresent(), "PostgreSQL is not installed");
        oracle = started.get();
        connection = oracle.connect();
        connection.setAutoCommit(false);
        System.out.println("PostgresDifferentialTest: -Dtypes.seed=" + SEED);
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
    Stream<DynamicTest> everyTypeReadsAndWritesAsPostgres() {
        List<SqlType> types = new ArrayList<>(List.of(
                SqlTypes.BOOL,
                SqlTypes.INT2,
                SqlTypes.INT4,
                SqlTypes.INT8,
                SqlTypes.FLOAT4,
                SqlTypes.FLOAT8,
                SqlTypes.NUMERIC,
                SqlTypes.TEXT,
                SqlTypes.VARCHAR,
                SqlTypes.BPCHAR,
                SqlTypes.NAME,
                SqlTypes.CHAR,
                SqlTypes.BYTEA,
                SqlTypes.UUID,
                SqlTypes.OID,
                SqlTypes.XID,
                SqlTypes.CID,
                SqlTypes.XID8,
                SqlTypes.TID,
                SqlTypes.PG_LSN,
                SqlTypes.INT2VECTOR,
                SqlTypes.OIDVECTOR,
                SqlTypes.BIT,
                SqlTypes.VARBIT,
                SqlTypes.JSON,
                SqlTypes.JSONB));
        for (SqlType element : List.of(
                SqlTypes.INT4,
                SqlTypes.TEXT,
                SqlTypes.NUMERIC,
                SqlTypes.FLOAT8,
                SqlTypes.BOOL,
                SqlTypes.BYTEA,
                SqlTypes.UUID,
                SqlTypes.TIMESTAMP,
                SqlTypes.INTERVAL,
                SqlTypes.JSONB,
                SqlTypes.CHAR)) {
            types.add(SqlTypes.arrayOf(element));
        }
        return types.stream().map(type -> compared(type, -1, Session.DEFAULT));
    }

    @TestFactory
    Stream<DynamicTest> modifiersApplyAsOnPostgres() {
        return Stream.of(
                compared(SqlTypes.VARCHAR, 4 + 4, Session.DEFAULT),
                compared(SqlTypes.BPCHAR, 4 + 4, Session.DEFAULT),
                compared(SqlTypes.BIT, 4, Session.DEFAULT),
                compared(SqlTypes.VARBIT, 4, Session.DEFAULT),
                compared(SqlTypes.NUMERIC, NumericTypmod.of(6, 2), Session.DEFAULT),
                compared(SqlTypes.NUMERIC, NumericTypmod.of(3, 5), Session.DEFAULT),
                compared(SqlTypes.NUMERIC, NumericTypmod.of(6, -2), Session.DEFAULT),
                compared(SqlTypes.NUMERIC, NumericTypmod.of(40, 20), Session.DEFAULT),
                compared(SqlTypes.TIMESTAMP, 3, Session.DEFAULT),
                compared(SqlTypes.TIMESTAMPTZ, 0, Session.DEFAULT),
                compared(SqlTypes.TIME, 2, Session.DEFAULT),
                compared(SqlTypes.TIMETZ, 1, Session.DEFAULT),
                compared(SqlTypes.arrayOf(SqlTypes.VARCHAR), 4 + 2, Session.DEFAULT),
                compared(SqlTypes.arrayOf(SqlTypes.NUMERIC), NumericTypmod.of(6, 2), Session.DEFAULT));
    }

    @TestFactory
    Stream<DynamicTest> intervalModifiersApplyAsOnPostgres() {
        int[][] modifiers = {
            {IntervalTypmod.YEAR},
            {IntervalTypmod.MONTH},
            {IntervalTypmod.DAY},
            {IntervalTypmod.HOUR},
            {IntervalTypmod.MINUTE},
            {IntervalTypmod.SECOND},
            {IntervalTypmod.YEAR | IntervalTypmod.MONTH},
            {IntervalTypmod.MINUTE | IntervalTypmod.SECOND, 2},
            {IntervalTypmod.DAY | IntervalTypmod.HOUR},
            {IntervalTypmod.DAY | IntervalTypmod.HOUR | IntervalTypmod.MINUTE},
            {IntervalTypmod.FULL_RANGE, 3}
        };
        return Stream.of(modifiers)
                .map(modifier -> compared(SqlTypes.INTERVAL, SqlTypes.INTERVAL.typmodOf(modifier), Session.DEFAULT));
    }

    @TestFactory
    Stream<DynamicTest> settingsShapeTextAsOnPostgres() {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(compared(
                SqlTypes.BYTEA,
                -1,
                new Session("UTC", DateStyle.ISO, DateOrder.MDY, IntervalStyle.POSTGRES, 1, false)));
        for (int digits : new int[] {0, -3, -15, 3}) {
            Session session = new Session("UTC", DateStyle.ISO, DateOrder.MDY, IntervalStyle.POSTGRES, digits, true);
            tests.add(compared(SqlTypes.FLOAT8, -1, session));
            tests.add(compared(SqlTypes.FLOAT4, -1, session));
        }
        for (IntervalStyle style : IntervalStyle.values()) {
            tests.add(
                    compared(SqlTypes.INTERVAL, -1, new Session("UTC", DateStyle.ISO, DateOrder.MDY, style, 1, true)));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> datesAndTimesFollowDateStyleAndTimeZone() {
        String[] zones = {
            "UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo"
        };
        List<DynamicTest> tests = new ArrayList<>();
        int next = 0;
        for (DateStyle style : DateStyle.values()) {
            for (DateOrder order : DateOrder.values()) {
                Session session =
                        new Session(zones[next++ % zones.length], style, order, IntervalStyle.POSTGRES, 1, true);
                for (SqlType type : List.of(
                        SqlTypes.DATE, SqlTypes.TIMESTAMP, SqlTypes.TIMESTAMPTZ, SqlTypes.TIME, SqlTypes.TIMETZ)) {
                    tests.add(compared(type, -1, session));
                }
            }
        }
        return tests.stream();
    }

    private static DynamicTest compared(SqlType type, int typmod, Session session) {
        String name = type.name() + " " + typmod + " " + session;
        return DynamicTest.dynamicTest(name, () -> compare(type, typmod, session));
    }

    private static void compare(SqlType type, int typmod, Session session) throws SQLException {
        if (connection == null) {
            throw new IllegalStateException("not started");
        }
        List<String> inputs = new InputCorpus(new Random(SEED)).of(type, INPUTS);
        TypeProbe probe = new TypeProbe(connection);
        try {
            probe.configure(session.sql());
            TextFormat format = session.format(probe.transactionStart());
            List<Outcome> expected = probe.onPostgres(type, inputs, typmod);
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                String difference = difference(type, typmod, format, inputs.get(i), expected.get(i));
                if (difference != null) {
                    differences.add(difference);
                }
            }
            assertThat(differences.size() > DIFFERENCES_SHOWN ? differences.subList(0, DIFFERENCES_SHOWN) : differences)
                    .as(
                            "%s %d: %d of %d inputs differ, seed %d, %s",
                            type.name(), typmod, differences.size(), inputs.size(), SEED, session)
                    .isEmpty();
        } finally {
            connection.rollback();
        }
    }

    private static @Nullable String difference(
            SqlType type, int typmod, TextFormat format, String input, Outcome expected) {
        Outcome actual;
        try {
            actual = TypeProbe.here(type, input, typmod, format);
        } catch (RuntimeException e) {
            return "\n<" + input + ">\n  postgres " + expected + "\n  here     " + e + " at " + e.getStackTrace()[0];
        }
        if (actual.error() != null
                && actual.error().matches("22023 time zone \"(<.*>|[^-+\\d,]*)[-+]?\\d.*\" not rec.*")) {
            // a POSIX zone with daylight saving time or an offset of more than 18 hours, which Java has no form for
            return null;
        }
        String mismatch = "sub-arrays with matching";
        if (actual.error() != null
                && actual.error().contains(mismatch)
                && (expected.error() == null || !expected.error().contains(mismatch))) {
            // elements at different levels, which PostgreSQL 15 turns into an empty array or one with other elements
            return null;
        }
        if (!actual.equals(expected)) {
            return "\n<" + input + ">\n  postgres " + expected + "\n  here     " + actual;
        }
        return expected.hex() == null ? null : binaryDifference(type, typmod, format, input, expected);
    }

    /** What PostgreSQL sends can be received, and is the same value. */
    private static @Nullable String binaryDifference(
            SqlType type, int typmod, TextFormat format, String input, Outcome expected) {
        byte[] bytes = HexFormat.of().parseHex(expected.hex());
        Object received;
        try {
            received = type.readBinary(bytes, 0, bytes.length, typmod);
        } catch (SqlStateException e) {
            // PostgreSQL, too, refuses to receive some values that rounding or a far zone carried out of their range
            return e.state().code().startsWith("2200") ? null : "\n<" + input + "> " + e;
        }
        Object parsed = type.parse(input, typmod, format);
        String text = type.toText(received, format);
        if (!text.equals(expected.text())
                || !type.equal(received, parsed)
                || type.hash(received) != type.hash(parsed)) {
            return "\n<" + input + ">\n  received " + text + "\n  parsed   " + type.toText(parsed, format);
        }
        return null;
    }
}
