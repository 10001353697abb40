package io.trefoil.sql.types;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The types' identities, names with modifiers and explicit casts to modifiers are those of PostgreSQL's catalog. */
class CatalogDifferentialTest {
    private static @Nullable OraclePostgres oracle;
    private static @Nullable Connection connection;

    @BeforeAll
    static void start() throws IOException, InterruptedException, SQLException {
        Optional<OraclePostgres> started = OraclePostgres.start();
        Assumptions.assumeTrue(started.isPresent(), "PostgreSQL is not installed");
        oracle = started.get();
        connection = oracle.connect();
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

    private static List<String> rows(String sql) throws SQLException {
        if (connection == null) {
            throw new IllegalStateException("not started");
        }
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = result(statement, sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    /** The first result of one or more statements. */
    private static ResultSet result(Statement statement, String sql) throws SQLException {
        boolean rows = statement.execute(sql);
        while (!rows) {
            rows = statement.getMoreResults();
        }
        return statement.getResultSet();
    }

    @Test
    void identitiesAreThoseOfTheCatalog() throws SQLException {
        List<String> differences = new ArrayList<>();
        int found = 0;
        for (String row : rows("select concat_ws('|', oid, typarray, typname, format_type(oid, null), typcategory,"
                + " typispreferred::text, typlen) from pg_type where typnamespace = 11 and typtype in ('b', 'p')"
                + " order by oid")) {
            Optional<SqlType> type = SqlTypes.find(Integer.parseInt(row.substring(0, row.indexOf('|'))));
            if (type.isPresent()) {
                found++;
                SqlType t = type.get();
                String here = t.oid() + "|" + t.arrayOid() + "|" + t.name() + "|" + t.sqlName() + "|" + t.category()
                        + "|" + t.preferred() + "|" + t.length();
                if (!here.equals(row)) {
                    differences.add("postgres " + row + "  here " + here);
                }
                assertThat(SqlTypes.byName(t.name())).contains(t);
                assertThat(SqlTypes.require(t.oid())).isSameAs(t);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(found).isGreaterThan(110);
    }

    @Test
    void namesWithModifiersAreThoseOfFormatType() throws SQLException {
        List<String> differences = new ArrayList<>();
        Object[][] cases = {
            {SqlTypes.VARCHAR, new int[] {7}},
            {SqlTypes.BPCHAR, new int[] {7}},
            {SqlTypes.NUMERIC, new int[] {10, 2}},
            {SqlTypes.NUMERIC, new int[] {10}},
            {SqlTypes.NUMERIC, new int[] {3, -2}},
            {SqlTypes.BIT, new int[] {3}},
            {SqlTypes.VARBIT, new int[] {3}},
            {SqlTypes.TIME, new int[] {3}},
            {SqlTypes.TIMETZ, new int[] {0}},
            {SqlTypes.TIMESTAMP, new int[] {6}},
            {SqlTypes.TIMESTAMPTZ, new int[] {2}},
            {SqlTypes.INTERVAL, new int[] {IntervalTypmod.FULL_RANGE, 3}},
            {SqlTypes.INTERVAL, new int[] {IntervalTypmod.DAY}},
            {SqlTypes.INTERVAL, new int[] {IntervalTypmod.YEAR | IntervalTypmod.MONTH}},
            {SqlTypes.INTERVAL, new int[] {IntervalTypmod.MINUTE | IntervalTypmod.SECOND, 4}},
            {SqlTypes.INTERVAL, new int[] {IntervalTypmod.FULL_RANGE}}
        };
        for (Object[] row : cases) {
            SqlType type = (SqlType) row[0];
            for (int typmod : new int[] {-1, type.typmodOf((int[]) row[1])}) {
                for (SqlType named : List.of(type, SqlTypes.arrayOf(type))) {
                    String expected = rows("select format_type(" + named.oid() + ", " + typmod + ")")
                            .get(0);
                    if (!named.formatted(typmod).equals(expected)) {
                        differences.add("postgres " + expected + "  here " + named.formatted(typmod));
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void explicitCastsTruncateOrRoundAsOnPostgres() throws SQLException {
        Object[][] cases = {
            {SqlTypes.VARCHAR, "abcdef", 4 + 3, "varchar(3)"},
            {SqlTypes.VARCHAR, "äö😀x", 4 + 3, "varchar(3)"},
            {SqlTypes.BPCHAR, "abcdef", 4 + 3, "char(3)"},
            {SqlTypes.BPCHAR, "ä", 4 + 3, "char(3)"},
            {SqlTypes.NUMERIC, "12.345", NumericTypmod.of(4, 1), "numeric(4,1)"},
            {SqlTypes.BIT, "10111", 3, "bit(3)"},
            {SqlTypes.BIT, "1", 3, "bit(3)"},
            {SqlTypes.VARBIT, "10111", 3, "varbit(3)"},
            {SqlTypes.TIMESTAMP, "2024-01-01 00:00:00.123456", 3, "timestamp(3)"},
            {SqlTypes.TIME, "23:59:59.999999", 2, "time(2)"},
            {SqlTypes.TIMESTAMP, "1990-01-01 00:00:00.5", 0, "timestamp(0)"},
            {
                SqlTypes.INTERVAL,
                "1 year 2 mons 3 days 04:05:06.789",
                SqlTypes.INTERVAL.typmodOf(new int[] {IntervalTypmod.HOUR}),
                "interval hour"
            }
        };
        for (Object[] row : cases) {
            SqlType type = (SqlType) row[0];
            Object value = type.parse((String) row[1], -1, TextFormat.DEFAULT);
            String here = type.toText(type.applyTypmod(value, (Integer) row[2], true), TextFormat.DEFAULT);
            String base = type == SqlTypes.BIT ? "varbit" : type.name();
            String expected = rows("select quote_literal(pg_catalog.textin(" + output(type) + "('" + row[1] + "'::"
                            + base + "::" + row[3] + ")))")
                    .get(0);
            assertThat("'" + here + "'").as("%s as %s", row[1], row[3]).isEqualTo(expected);
        }
    }

    private static String output(SqlType type) throws SQLException {
        return rows("select typoutput::text from pg_type where oid = " + type.oid())
                .get(0);
    }

    @Test
    void malformedUtf8IsRefusedAsOnPostgres() throws SQLException {
        Random random = new Random(15);
        int[] bytes = {
            'a', 0, 0x7f, 0x80, 0xbf, 0xc1, 0xc3, 0xa9, 0xe0, 0xe2, 0x82, 0xac, 0xed, 0xa0, 0xef, 0xbf, 0xbd, 0xf0,
            0x9f, 0x98, 0xf4, 0x90, 0xf8, 0xff
        };
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            StringBuilder hex = new StringBuilder();
            for (int j = random.nextInt(6); j >= 0; j--) {
                hex.append(String.format("%02x", bytes[random.nextInt(bytes.length)]));
            }
            inputs.add(hex.toString());
        }
        List<String> differences = new ArrayList<>();
        List<String> expected = rows(
                "do $$ begin create or replace function decoded(h text) returns text language plpgsql as $f$ declare m"
                    + " text; s text; begin return convert_from(decode(h, 'hex'), 'UTF8'); exception when others then"
                    + " get stacked diagnostics m = message_text, s = returned_sqlstate; return s || ' ' || m; end"
                    + " $f$; end $$; select decoded(h) from unnest('{" + String.join(",", inputs)
                        + "}'::text[]) with ordinality u(h, n) order by n");
        for (int i = 0; i < inputs.size(); i++) {
            byte[] input = HexFormat.of().parseHex(inputs.get(i));
            String here;
            try {
                here = Utf8.decode(input, 0, input.length);
            } catch (SqlStateException e) {
                here = e.state().code() + " " + e.text();
            }
            if (!here.equals(expected.get(i))) {
                differences.add(inputs.get(i) + " postgres " + expected.get(i) + " here " + here);
            }
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void recordsPrintAndSendAsOnPostgres() throws SQLException {
        SqlRecord record = new SqlRecord(
                new SqlType[] {
                    SqlTypes.INT4,
                    SqlTypes.TEXT,
                    SqlTypes.TEXT,
                    SqlTypes.TEXT,
                    SqlTypes.arrayOf(SqlTypes.INT4),
                    SqlTypes.TEXT
                },
                new @Nullable Object[] {1, "a b", "", null, SqlArray.of(SqlTypes.INT4, 1, 2), "q\"\\(),"});
        String row = "row(1, 'a b'::text, ''::text, null::text, array[1,2], 'q\"\\(),'::text)";
        assertThat(SqlTypes.RECORD.toText(record, TextFormat.DEFAULT))
                .isEqualTo(rows("select " + row + "::text").get(0));
        ByteArraySink out = new ByteArraySink();
        SqlTypes.RECORD.writeBinary(record, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray()))
                .isEqualTo(
                        rows("select encode(record_send(" + row + "), 'hex')").get(0));
    }
}
