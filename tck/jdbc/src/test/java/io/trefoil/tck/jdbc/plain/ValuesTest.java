package io.trefoil.tck.jdbc.plain;

import static io.trefoil.tck.jdbc.plain.Sql.assertFails;
import static io.trefoil.tck.jdbc.plain.Sql.execute;
import static io.trefoil.tck.jdbc.plain.Sql.single;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TimeZone;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/** Values on their way through parameters and columns, in text (the first executions) and in binary (the later ones). */
class ValuesTest {
    private static final TimeZone ZONE = TimeZone.getDefault();

    @AfterEach
    void resetZone() {
        TimeZone.setDefault(ZONE);
    }

    /** What comes back when a value is written into a column of a type, eight times: pgjdbc changes formats in between. */
    private static List<@Nullable Object> roundTrip(
            Connection connection, String type, @Nullable Object value, int sqlType) throws SQLException {
        List<@Nullable Object> answers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("select ?::" + type)) {
            for (int i = 0; i < 8; i++) {
                if (sqlType == Types.NULL) {
                    statement.setObject(1, value);
                } else {
                    statement.setObject(1, value, sqlType);
                }
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    answers.add(rows.getObject(1));
                }
            }
        }
        return answers;
    }

    private static void assertComesBack(Connection connection, String type, Object value) throws SQLException {
        assertThat(roundTrip(connection, type, value, Types.NULL))
                .as("%s as %s", value, type)
                .containsOnly(value);
    }

    @OnEveryDoor
    void numbersAtTheirEdges(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            assertComesBack(connection, "int4", Integer.MIN_VALUE);
            assertComesBack(connection, "int8", Long.MIN_VALUE);
            assertComesBack(connection, "float8", Double.MIN_VALUE);
            assertComesBack(connection, "float8", Double.MAX_VALUE);
            assertComesBack(connection, "float8", Double.NaN);
            assertComesBack(connection, "float8", Double.NEGATIVE_INFINITY);
            assertComesBack(connection, "float8", -0.0);
            assertComesBack(connection, "float4", Float.MIN_VALUE);
            for (String number : new String[] {
                "0",
                "0.000",
                "-0.00000000000000000001",
                "12345678901234567890123456789.987654321",
                "1E+30",
                "99999",
                "10000"
            }) {
                BigDecimal expected = new BigDecimal(number);
                assertThat(roundTrip(connection, "numeric", expected, Types.NULL))
                        .allSatisfy(answer -> assertThat((BigDecimal) answer).isEqualByComparingTo(expected));
            }
            assertThat(roundTrip(connection, "numeric", BigInteger.TEN.pow(50), Types.NUMERIC))
                    .allSatisfy(answer -> assertThat((BigDecimal) answer).isEqualByComparingTo("1E+50"));
            assertThat(roundTrip(connection, "numeric(5,2)", "3.14159", Types.NUMERIC))
                    .containsOnly(new BigDecimal("3.14"));
            assertFails("22003", () -> roundTrip(connection, "int2", 40_000, Types.NULL));
            assertFails("22003", () -> roundTrip(connection, "numeric(3,1)", new BigDecimal("123.4"), Types.NULL));
            assertFails("22P02", () -> roundTrip(connection, "int4", "seven", Types.OTHER));
            assertThat(roundTrip(connection, "numeric", "NaN", Types.OTHER)).containsOnly(Double.NaN);
        }
    }

    @OnEveryDoor
    void datesAndTimesOfJavaTime(Door door) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try (Connection connection = door.open();
                PreparedStatement statement = connection.prepareStatement(
                        "select ?::date, ?::time, ?::timestamp, ?::timestamptz, 'infinity'::date,"
                                + " '-infinity'::timestamp, '0044-03-15 BC'::date")) {
            LocalDateTime moment =
                    LocalDateTime.of(2024, 3, 10, 2, 30, 15, 123_456_000); // an hour New York does not have
            for (int i = 0; i < 8; i++) {
                statement.setObject(1, moment.toLocalDate());
                statement.setObject(2, moment.toLocalTime());
                statement.setObject(3, moment);
                statement.setObject(4, moment.atOffset(ZoneOffset.ofHoursMinutes(5, 30)));
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    assertThat(rows.getObject(1, LocalDate.class)).isEqualTo(moment.toLocalDate());
                    assertThat(rows.getObject(2, LocalTime.class)).isEqualTo(moment.toLocalTime());
                    assertThat(rows.getObject(3, LocalDateTime.class)).isEqualTo(moment);
                    assertThat(rows.getObject(4, OffsetDateTime.class).toInstant())
                            .isEqualTo("2024-03-09T21:00:15.123456Z");
                    assertThat(rows.getObject(5, LocalDate.class)).isEqualTo(LocalDate.MAX);
                    assertThat(rows.getObject(6, LocalDateTime.class)).isEqualTo(LocalDateTime.MIN);
                    assertThat(rows.getObject(7, LocalDate.class)).isEqualTo(LocalDate.of(-43, 3, 15));
                }
            }
        }
    }

    @OnEveryDoor
    void datesAndTimesOfJavaSqlFollowTheZone(Door door) throws SQLException {
        for (String zone : new String[] {"UTC", "Asia/Kolkata", "America/Los_Angeles"}) {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            try (Connection connection = door.open();
                    PreparedStatement statement =
                            connection.prepareStatement("select ?::date, ?::time, ?::timestamp, ?::timestamptz")) {
                assertThat(single(connection, "show timezone")).isEqualTo(zone);
                Timestamp timestamp = Timestamp.valueOf("2024-07-01 23:59:59.123456");
                Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
                for (int i = 0; i < 8; i++) {
                    statement.setDate(1, Date.valueOf("2024-07-01"));
                    statement.setTime(2, Time.valueOf("23:59:59"));
                    statement.setTimestamp(3, timestamp);
                    statement.setTimestamp(4, timestamp, tokyo);
                    try (ResultSet rows = statement.executeQuery()) {
                        rows.next();
                        assertThat(rows.getDate(1)).isEqualTo(Date.valueOf("2024-07-01"));
                        assertThat(rows.getTime(2)).hasToString("23:59:59");
                        assertThat(rows.getTimestamp(3)).isEqualTo(timestamp);
                        assertThat(rows.getTimestamp(4)).isEqualTo(timestamp);
                    }
                }
            }
        }
    }

    @OnEveryDoor
    void arraysOfOneAndMoreDimensions(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            Array numbers = connection.createArrayOf("int4", new @Nullable Integer[] {1, null, -3});
            Array texts =
                    connection.createArrayOf("text", new @Nullable String[] {"a,b", "\"", null, "", "NULL", "\\"});
            Array matrix = connection.createArrayOf("int8", new Long[][] {{1L, 2L}, {3L, 4L}});
            Array uuids = connection.createArrayOf("uuid", new UUID[] {new UUID(0, 1)});
            try (PreparedStatement statement = connection.prepareStatement("select ?, ?, ?, ?, '{}'::int[], ?")) {
                for (int i = 0; i < 8; i++) {
                    statement.setArray(1, numbers);
                    statement.setArray(2, texts);
                    statement.setArray(3, matrix);
                    statement.setArray(4, uuids);
                    statement.setObject(5, new double[] {0.5, 2});
                    try (ResultSet rows = statement.executeQuery()) {
                        rows.next();
                        assertThat((Object[]) rows.getArray(1).getArray()).containsExactly(1, null, -3);
                        assertThat((Object[]) rows.getArray(2).getArray())
                                .containsExactly("a,b", "\"", null, "", "NULL", "\\");
                        assertThat((Long[][]) rows.getArray(3).getArray())
                                .isDeepEqualTo(new Long[][] {{1L, 2L}, {3L, 4L}});
                        assertThat((Object[]) rows.getArray(4).getArray()).containsExactly(new UUID(0, 1));
                        assertThat((Object[]) rows.getArray(5).getArray()).isEmpty();
                        assertThat((Object[]) rows.getArray(6).getArray()).containsExactly(0.5, 2.0);
                        assertThat(rows.getArray(1).getBaseTypeName()).isEqualTo("int4");
                        try (ResultSet elements = rows.getArray(1).getResultSet()) {
                            assertThat(Sql.rows(elements)).containsExactly("1 1", "2 null", "3 -3");
                        }
                    }
                }
            }
        }
    }

    @OnEveryDoor
    void largeValuesAndStreams(Door door) throws SQLException, IOException {
        byte[] bytes = new byte[5 << 20];
        new Random(7).nextBytes(bytes);
        String text = "häß€𝄞".repeat(200_000);
        try (Connection connection = door.open()) {
            execute(connection, "create table t (id int primary key, b bytea, c text)");
            try (PreparedStatement insert = connection.prepareStatement("insert into t values (?, ?, ?)")) {
                insert.setInt(1, 1);
                insert.setBytes(2, bytes);
                insert.setString(3, text);
                insert.executeUpdate();
                insert.setInt(1, 2);
                insert.setBinaryStream(2, new ByteArrayInputStream(bytes), bytes.length);
                insert.setCharacterStream(3, new StringReader(text));
                insert.executeUpdate();
                insert.setInt(1, 3);
                insert.setNull(2, Types.BINARY);
                insert.setNull(3, Types.VARCHAR);
                insert.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement("select b, c from t where id = ?")) {
                for (int i = 0; i < 7; i++) {
                    select.setInt(1, 1 + i % 2);
                    try (ResultSet rows = select.executeQuery()) {
                        rows.next();
                        assertThat(rows.getBytes(1)).isEqualTo(bytes);
                        assertThat(rows.getString(2)).isEqualTo(text);
                        try (InputStream stream = Objects.requireNonNull(rows.getBinaryStream(1));
                                Reader reader = Objects.requireNonNull(rows.getCharacterStream(2))) {
                            assertThat(stream.readAllBytes()).isEqualTo(bytes);
                            assertThat(reader.read()).isEqualTo('h');
                        }
                    }
                }
                select.setInt(1, 3);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    assertThat(rows.getBytes(1)).isNull();
                    assertThat(rows.getCharacterStream(2)).isNull();
                    assertThat(rows.wasNull()).isTrue();
                }
            }
            assertFails("22021", () -> roundTrip(connection, "text", "nul \0 inside", Types.NULL));
        }
    }

    @OnEveryDoor
    void otherTypes(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            assertComesBack(connection, "uuid", UUID.randomUUID());
            assertComesBack(connection, "bool", true);
            assertComesBack(connection, "text", "");
            PGobject json = new PGobject();
            json.setType("jsonb");
            json.setValue("{\"a\": [1, null]}");
            assertThat(roundTrip(connection, "jsonb", json, Types.NULL))
                    .allSatisfy(answer -> assertThat(answer).hasToString("{\"a\": [1, null]}"));
            PGInterval interval = new PGInterval(1, 2, 3, 4, 5, 6.5);
            assertThat(roundTrip(connection, "interval", interval, Types.NULL)).containsOnly(interval);
            assertThat(roundTrip(connection, "int4", null, Types.INTEGER)).containsOnlyNulls();
            assertThat(roundTrip(connection, "text", 'c', Types.NULL)).containsOnly("c");
            assertThat(roundTrip(connection, "boolean", "yes", Types.BOOLEAN)).containsOnly(true);
            assertThat(single(connection, "select '101'::bit(3)")).isEqualTo("101");
        }
    }
}
