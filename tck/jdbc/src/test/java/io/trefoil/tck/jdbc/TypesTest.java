package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.util.PGobject;

/** Java values on their way to the server and back. */
class TypesTest {
    private static final Instant MOMENT = Instant.parse("2024-02-29T12:34:56.789012Z");

    enum Mood {
        HAPPY,
        SAD {
            @Override
            public String toString() {
                return "a constant with a body";
            }
        }
    }

    private static <T> T through(Connection connection, String type, Object value, Class<T> as) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select cast(? as " + type + ")")) {
            T last = null;
            // pgjdbc changes to named statements and the binary format after a few executions
            for (int i = 0; i < 7; i++) {
                statement.setObject(1, value);
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    last = rows.getObject(1, as);
                }
            }
            assertThat(last).isNotNull();
            return last;
        }
    }

    private static void same(Connection connection, String type, Object value) throws SQLException {
        assertThat((Object) through(connection, type, value, value.getClass())).isEqualTo(value);
    }

    @OnTrefoilDoors
    void javaTime(Door door) throws SQLException {
        Connection connection = door.open();
        same(connection, "timestamptz", MOMENT);
        same(connection, "timestamptz", Instant.MAX);
        same(connection, "timestamptz", Instant.MIN);
        same(connection, "date", LocalDate.of(2024, 2, 29));
        same(connection, "time", LocalTime.of(12, 34, 56, 789_012_000));
        same(connection, "timestamp", LocalDateTime.of(2024, 2, 29, 12, 34, 56, 789_012_000));
        same(connection, "timetz", OffsetTime.of(12, 34, 56, 0, ZoneOffset.ofHours(5)));
        same(connection, "int", Year.of(2024));
        OffsetDateTime offset = MOMENT.atOffset(ZoneOffset.ofHours(-3));
        assertThat(through(connection, "timestamptz", offset, OffsetDateTime.class))
                .isAtSameInstantAs(offset);
        ZonedDateTime zoned = MOMENT.atZone(ZoneId.of("Asia/Tokyo"));
        assertThat(through(connection, "timestamptz", zoned, ZonedDateTime.class)
                        .toInstant())
                .isEqualTo(MOMENT);
    }

    @OnTrefoilDoors
    void intervals(Door door) throws SQLException {
        Connection connection = door.open();
        for (Duration duration : List.of(
                Duration.ZERO,
                Duration.ofMillis(1500),
                Duration.ofMillis(-1500),
                Duration.ofSeconds(-3),
                Duration.ofDays(400).plusNanos(1000),
                Duration.ofHours(100_000).negated().minusNanos(1000))) {
            same(connection, "interval", duration);
        }
        same(connection, "interval", Period.of(1, 2, 3));
        same(connection, "interval", Period.of(0, -5, 40));
        assertThatThrownBy(() -> through(connection, "interval", Period.ofMonths(1), Duration.class))
                .hasFieldOrPropertyWithValue("SQLState", "22023");
        assertThatThrownBy(() -> through(connection, "interval", Duration.ofHours(1), Period.class))
                .hasFieldOrPropertyWithValue("SQLState", "22023");
    }

    @OnTrefoilDoors
    void numbersAndOthers(Door door) throws SQLException {
        Connection connection = door.open();
        same(connection, "numeric", new BigDecimal("12345678901234567890.0123456789"));
        same(connection, "numeric", new BigInteger("123456789012345678901234567890"));
        same(connection, "uuid", UUID.fromString("123e4567-e89b-12d3-a456-426614174000"));
        assertThat(through(connection, "text", Mood.SAD, Mood.class)).isEqualTo(Mood.SAD);
        same(connection, "bool", true);
        same(connection, "bytea", new byte[] {0, 1, -1});
        assertThat(through(connection, "bigint", 5, Integer.class)).isEqualTo(5);
        assertThat(through(connection, "int", 5, Long.class)).isEqualTo(5L);
        assertThat(through(connection, "int", 5, String.class)).isEqualTo("5");
        assertThat(through(connection, "int", 5, BigInteger.class)).isEqualTo(BigInteger.valueOf(5));
        assertThat(through(connection, "timestamptz", new java.util.Date(MOMENT.toEpochMilli()), Instant.class))
                .isEqualTo(Instant.ofEpochMilli(MOMENT.toEpochMilli()));
    }

    @OnTrefoilDoors
    void enumsByTheirNames(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table person (mood text, moods text[])");
        }
        try (PreparedStatement insert = connection.prepareStatement("insert into person values (?, ?)")) {
            insert.setObject(1, Mood.HAPPY);
            insert.setObject(2, List.of(Mood.SAD, Mood.HAPPY));
            insert.execute();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from person")) {
            rows.next();
            assertThat(rows.getObject("mood", Mood.class)).isEqualTo(Mood.HAPPY);
            assertThat(rows.getObject("moods", Mood[].class)).containsExactly(Mood.SAD, Mood.HAPPY);
        }
    }

    @OnTrefoilDoors
    void arrays(Door door) throws SQLException {
        Connection connection = door.open();
        same(connection, "int[]", new int[] {1, -2, 3});
        same(connection, "int[]", new Integer[] {1, null, 3});
        same(connection, "bigint[]", new long[] {1L << 40});
        same(connection, "real[]", new float[] {1.5f, Float.NaN, Float.NEGATIVE_INFINITY});
        same(connection, "float8[]", new double[] {Math.PI});
        same(connection, "bool[]", new boolean[] {true, false});
        same(connection, "text[]", new String[] {"a,b", "\"q\"\\", "", "NULL", null, "{}"});
        same(connection, "uuid[]", new UUID[] {UUID.randomUUID(), null});
        same(connection, "numeric[]", new BigDecimal[] {new BigDecimal("1.10"), null});
        same(connection, "numeric[]", new BigInteger[] {BigInteger.TEN.pow(30)});
        same(connection, "date[]", new LocalDate[] {LocalDate.of(2024, 2, 29), null, LocalDate.MAX});
        same(connection, "time[]", new LocalTime[] {LocalTime.of(1, 2, 3, 4000)});
        same(connection, "timestamp[]", new LocalDateTime[] {LocalDateTime.of(2024, 1, 1, 1, 2, 3, 4000)});
        same(connection, "timestamptz[]", new Instant[] {MOMENT, null});
        same(connection, "interval[]", new Duration[] {Duration.ofMillis(1500), Duration.ofHours(-30)});
        same(connection, "bytea[]", new byte[][] {{1, 2}, {}});
        same(connection, "int[]", new int[][] {{1, 2}, {3, 4}});
        same(connection, "date[]", new LocalDate[][] {{LocalDate.EPOCH}, {LocalDate.of(1, 1, 1)}});
        same(connection, "int[]", new int[0]);
        assertThat(through(connection, "int[]", List.of(), Integer[].class)).isEmpty();
        assertThat((Object) through(connection, "int[]", List.of(1, 2), List.class))
                .isEqualTo(List.of(1, 2));
        assertThat(through(connection, "int[]", List.of(List.of(1), List.of(2)), int[][].class))
                .isDeepEqualTo(new int[][] {{1}, {2}});
        assertThat(through(connection, "smallint[]", new short[] {7}, int[].class))
                .containsExactly(7);
        assertThatThrownBy(() -> through(connection, "int[]", new Integer[] {null}, int[].class))
                .hasFieldOrPropertyWithValue("SQLState", "22004");
    }

    @OnTrefoilDoors
    void arraysMadeByTheConnection(Door door) throws SQLException {
        Connection connection = door.open();
        java.sql.Array array = connection.createArrayOf("timestamptz", new Object[] {MOMENT, null});
        assertThat(through(connection, "timestamptz[]", array, Instant[].class)).containsExactly(MOMENT, null);
        java.sql.Array numbers = connection.createArrayOf("int4", new Object[] {1, 2});
        try (PreparedStatement statement = connection.prepareStatement("select ?::int[]")) {
            statement.setArray(1, numbers);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThat((Object[]) rows.getArray(1).getArray()).containsExactly(1, 2);
                assertThat(rows.getObject(1)).isInstanceOf(java.sql.Array.class).hasToString("{1,2}");
            }
        }
    }

    @OnTrefoilDoors
    void json(Door door) throws SQLException {
        Connection connection = door.open();
        try (PreparedStatement statement =
                connection.prepareStatement("select j, j ?? 'a' from (select cast(? as jsonb) as j) t")) {
            statement.setObject(1, "{\"a\": 1}", Types.OTHER);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("{\"a\": 1}");
                assertThat(rows.getObject(1, String.class)).isEqualTo("{\"a\": 1}");
                assertThat(rows.getObject(1)).isInstanceOf(PGobject.class);
                assertThat(rows.getObject(1, PGobject.class).getType()).isEqualTo("jsonb");
                assertThat(rows.getBoolean(2)).isTrue();
            }
            PGobject object = new PGobject();
            object.setType("jsonb");
            object.setValue("[]");
            statement.setObject(1, object);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("[]");
            }
        }
    }

    @OnTrefoilDoors
    void jsonIsObjectsOfTheApplicationByItsCodec(Door door) throws SQLException {
        Connection connection = door.open();
        try (PreparedStatement statement =
                connection.prepareStatement("select cast(? as jsonb), 'null'::json, null::jsonb")) {
            for (Object point : List.of(new PointCodec.Point(1, -2), Map.of("x", 1, "y", -2))) {
                statement.setObject(1, point, Types.OTHER);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    assertThat(rows.getObject(1, PointCodec.Point.class)).isEqualTo(new PointCodec.Point(1, -2));
                    assertThat(rows.getObject(3, PointCodec.Point.class)).isNull();
                    assertThatThrownBy(() -> rows.getObject(2, PointCodec.Point.class))
                            .hasFieldOrPropertyWithValue("SQLState", "22032");
                }
            }
        }
    }

    @OnTrefoilDoors
    void vectorsTravelAsTheirText(Door door) throws SQLException {
        Connection connection = door.open();
        try (PreparedStatement statement = connection.prepareStatement("select cast(? as text)")) {
            statement.setObject(1, new float[] {1, 2.5f, -3}, Types.OTHER);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("[1.0,2.5,-3.0]");
                assertThat(rows.getObject(1, float[].class)).containsExactly(1, 2.5f, -3);
                assertThat(rows.getObject(1, double[].class)).containsExactly(1, 2.5, -3);
            }
        }
    }

    @OnTrefoilDoors
    void targetTypes(Door door) throws SQLException {
        Connection connection = door.open();
        try (PreparedStatement statement =
                connection.prepareStatement("select ?::timestamptz, ?::text, ?::timetz, ?::text")) {
            statement.setObject(1, Timestamp.from(MOMENT), Types.TIMESTAMP_WITH_TIMEZONE);
            statement.setObject(2, "x", JDBCType.NVARCHAR);
            statement.setObject(3, LocalTime.NOON, Types.TIME_WITH_TIMEZONE);
            statement.setObject(4, new StringReader("read"), Types.LONGVARCHAR);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThat(rows.getObject(1, Instant.class)).isEqualTo(MOMENT);
                assertThat(rows.getString(2)).isEqualTo("x");
                assertThat(rows.getObject(3, OffsetTime.class).toLocalTime()).isEqualTo(LocalTime.NOON);
                assertThat(rows.getString(4)).isEqualTo("read");
            }
        }
    }

    @OnTrefoilDoors
    void nullsOfEveryType(Door door) throws SQLException {
        Connection connection = door.open();
        try (PreparedStatement statement = connection.prepareStatement("select ?")) {
            for (JDBCType type : JDBCType.values()) {
                statement.setNull(1, type.getVendorTypeNumber());
                statement.setObject(1, null, type);
            }
            statement.setNull(1, 987654);
            statement.setNull(1, Types.OTHER, "uuid");
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThat(rows.getObject(1, UUID.class)).isNull();
                assertThat(rows.getObject(1, Instant.class)).isNull();
                assertThat(rows.getObject(1, Integer.class)).isNull();
                assertThat(rows.wasNull()).isTrue();
            }
        }
    }

    @OnTrefoilDoors
    void streamsOfBytesAndCharacters(Door door) throws Exception {
        Connection connection = door.open();
        byte[] bytes = new byte[100_000];
        new java.util.Random(1).nextBytes(bytes);
        String text = "grün ".repeat(20_000);
        try (PreparedStatement statement = connection.prepareStatement("select ?::bytea, ?::text, ?::bytea")) {
            statement.setBinaryStream(1, new ByteArrayInputStream(bytes), bytes.length);
            statement.setCharacterStream(2, new StringReader(text), text.length());
            statement.setObject(3, new ByteArrayInputStream(bytes));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                assertThat(rows.getObject(1, InputStream.class).readAllBytes()).isEqualTo(bytes);
                StringWriter read = new StringWriter();
                rows.getObject(2, Reader.class).transferTo(read);
                assertThat(read).hasToString(text);
                assertThat(rows.getBytes(3)).isEqualTo(bytes);
            }
        }
    }

    @OnTrefoilDoors
    void whatCannotBeConvertedIsRefused(Door door) throws SQLException {
        Connection connection = door.open();
        assertThatThrownBy(() -> through(connection, "int", 1, Thread.class))
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "22023");
        assertThatThrownBy(() -> through(connection, "text", "ANGRY", Mood.class))
                .hasFieldOrPropertyWithValue("SQLState", "22P02");
        assertThatThrownBy(() -> through(connection, "numeric", new BigDecimal("1.5"), BigInteger.class))
                .hasFieldOrPropertyWithValue("SQLState", "22003");
        assertThatThrownBy(() -> through(connection, "int", new Thread(), Integer.class))
                .isInstanceOf(SQLException.class);
    }

    @OnTrefoilDoors
    void updatableRowsTakeThemToo(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement setUp = connection.createStatement()) {
            setUp.execute("create table t (id int primary key, at timestamptz, mood text, days interval)");
            setUp.execute("insert into t values (1)");
        }
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                ResultSet rows = statement.executeQuery("select id, at, mood, days from t")) {
            rows.next();
            rows.updateObject("at", MOMENT);
            rows.updateObject("mood", Mood.SAD);
            rows.updateObject(4, Period.ofDays(3), JDBCType.OTHER);
            rows.updateRow();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from t")) {
            rows.next();
            assertThat(rows.getObject("at", Instant.class)).isEqualTo(MOMENT);
            assertThat(rows.getObject("mood", Mood.class)).isEqualTo(Mood.SAD);
            assertThat(rows.getObject("days", Period.class)).isEqualTo(Period.ofDays(3));
        }
    }
}
