package io.trefoil.tck.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.trefoil.jdbc.ConfiguredDataSource;
import io.trefoil.jdbc.DataSourceFactory;
import io.trefoil.jdbc.PooledDataSource;
import io.trefoil.jdbc.TrefoilConnectionPoolDataSource;
import io.trefoil.jdbc.TrefoilDataSource;
import io.trefoil.jdbc.TrefoilXADataSource;
import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnTrefoilDoors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data sources as containers use them. */
class DataSourceTest {
    static Stream<ConfiguredDataSource> sources() {
        return Stream.of(new TrefoilDataSource(), new TrefoilConnectionPoolDataSource(), new TrefoilXADataSource());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aBeanMakesItsUrl(ConfiguredDataSource source) {
        assertThat(source.getUrl()).isEqualTo("jdbc:trefoil://localhost:5532/trefoil");
        source.setServerNames("a", "::1");
        source.setPortNumbers(7001, 7002);
        source.setDatabaseName("my shop");
        assertThat(source.getUrl()).isEqualTo("jdbc:trefoil://a:7001,[::1]:7002/my%20shop");
        source.setUrl("jdbc:trefoil:mem:x");
        assertThat(source.getUrl()).isEqualTo("jdbc:trefoil:mem:x");
        assertThat(source.getDescription()).contains("Trefoil JDBC Driver");
        assertThat(source.getParentLogger().getName()).isEqualTo("io.trefoil.jdbc");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void everythingComesBackFromJndiAndSerialization(ConfiguredDataSource source) throws Exception {
        source.setUrl("jdbc:trefoil://h/db?retry=off&password=s3cr3t");
        source.setUser("bob");
        source.setProperty("ApplicationName", "shop");
        source.setLoginTimeout(7);
        ConfiguredDataSource named = (ConfiguredDataSource)
                new DataSourceFactory().getObjectInstance(source.getReference(), null, null, null);
        for (ConfiguredDataSource copy : List.of(named, serialized(source))) {
            assertThat(copy).isInstanceOf(source.getClass()).isNotSameAs(source);
            assertThat(copy.getUrl()).isEqualTo("jdbc:trefoil://h/db?retry=off");
            assertThat(copy.getUser()).isEqualTo("bob");
            assertThat(copy.getPassword()).isEqualTo("s3cr3t");
            assertThat(copy.getProperty("ApplicationName")).isEqualTo("shop");
            assertThat(copy.getLoginTimeout()).isEqualTo(7);
        }
    }

    @Test
    void anAdministratorMayNamePartsInJndi() throws Exception {
        Reference reference = new Reference(TrefoilDataSource.class.getName());
        reference.add(new StringRefAddr("serverName", "a,b"));
        reference.add(new StringRefAddr("portNumber", "1,2"));
        reference.add(new StringRefAddr("databaseName", "shop"));
        reference.add(new StringRefAddr("user", "bob"));
        reference.add(new StringRefAddr("auth", "Container"));
        TrefoilDataSource source = (TrefoilDataSource)
                Objects.requireNonNull(new DataSourceFactory().getObjectInstance(reference, null, null, null));
        assertThat(source.getUrl()).isEqualTo("jdbc:trefoil://a:1,b:2/shop");
        assertThat(source.getUser()).isEqualTo("bob");
        assertThat(new DataSourceFactory().getObjectInstance(new Reference("other.Source"), null, null, null))
                .isNull();
    }

    private static ConfiguredDataSource serialized(ConfiguredDataSource source) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(source);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (ConfiguredDataSource) in.readObject();
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void aSlipIsNamedAtOnce(ConfiguredDataSource source) {
        assertThatThrownBy(() -> source.setProperty("retyr", "off"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("did you mean retry?");
        assertThatThrownBy(() -> source.setUrl("jdbc:trefoil://h:x/db?password=s3cr3t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port \"x\"")
                .message()
                .doesNotContain("s3cr3t");
    }

    @OnTrefoilDoors
    void connectionsGoWhereTheUrlPoints(Door door) throws SQLException {
        TrefoilDataSource source = new TrefoilDataSource(door.url());
        try (Connection connection = source.getConnection()) {
            assertThat(one(connection, "select 1")).isOne();
        }
        try (Connection connection = source.getConnection("trefoil", null)) {
            assertThat(connection.getMetaData().getUserName()).isEqualTo("trefoil");
        }
        assertThat(source.unwrap(TrefoilDataSource.class)).isSameAs(source);
        assertThat(source.isWrapperFor(HikariDataSource.class)).isFalse();
    }

    @OnTrefoilDoors
    void aPoolIsHikariCps(Door door) throws SQLException {
        try (PooledDataSource pool = TrefoilDataSource.pooled(new TrefoilDataSource(door.url()), 3)) {
            assertThat(pool).isInstanceOf(HikariDataSource.class);
            assertThat(((HikariDataSource) pool).getMaximumPoolSize()).isEqualTo(3);
            for (int i = 0; i < 20; i++) {
                try (Connection connection = pool.getConnection()) {
                    assertThat(one(connection, "select " + i)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void aDatabaseInMemoryLivesAsLongAsItsPool() throws Exception {
        String url = "jdbc:trefoil:mem:pooled" + System.nanoTime();
        try (PooledDataSource pool = TrefoilDataSource.pooled(url)) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table t as select 42 as answer");
                ((HikariDataSource) pool).getHikariPoolMXBean().softEvictConnections();
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(one(connection, "select answer from t")).isEqualTo(42);
            }
        }
        try (Connection after = new TrefoilDataSource(url).getConnection()) {
            assertThatThrownBy(() -> one(after, "select answer from t")).hasMessageContaining("does not exist");
        }
    }

    @Test
    void aPoolThatCannotStartSaysWhy() {
        assertThatThrownBy(() -> TrefoilDataSource.pooled("jdbc:trefoil:mem:"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"))
                .hasMessageContaining("jdbc:trefoil:mem:name");
        assertThatThrownBy(() -> TrefoilDataSource.pooled("jdbc:trefoil://127.0.0.1:1/"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining("127.0.0.1:1");
    }

    @OnTrefoilDoors
    void aContainerLendsAConnectionToOneAfterTheOther(Door door) throws SQLException {
        TrefoilConnectionPoolDataSource source = new TrefoilConnectionPoolDataSource();
        source.setUrl(door.url());
        Listener listener = new Listener();
        PooledConnection pooled = source.getPooledConnection();
        pooled.addConnectionEventListener(listener);
        Connection first = pooled.getConnection();
        try (Statement statement = first.createStatement()) {
            statement.execute("create table t (id int primary key)");
            first.setAutoCommit(false);
            statement.execute("insert into t values (1)");
            assertThat(statement.getConnection()).isSameAs(first);
            assertThatThrownBy(() -> statement.execute("select 1/0")).isInstanceOf(SQLException.class);
        }
        assertThat(listener.errors).as("a division by zero breaks nothing").isEmpty();
        first.close();
        first.close();
        assertThat(listener.closed).isEqualTo(1);
        assertThat(first.isClosed()).isTrue();
        assertThatThrownBy(first::createStatement)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));

        Connection second = pooled.getConnection();
        assertThat(second.getAutoCommit()).isTrue();
        assertThat(one(second, "select count(*) from t"))
                .as("the first user's work is undone")
                .isZero();
        Connection third = pooled.getConnection();
        assertThat(second.isClosed()).isTrue();
        assertThat(second.isValid(1)).isFalse();
        assertThatThrownBy(second::createStatement).hasMessageContaining("lent it to somebody else");
        try (PreparedStatement statement = third.prepareStatement("insert into t values (?)")) {
            statement.setInt(1, 5);
            assertThat(statement.executeUpdate()).isOne();
        }
        assertThat(third.unwrap(Connection.class)).isSameAs(third);
        assertThat(third.isWrapperFor(org.postgresql.PGConnection.class)).isTrue();
        assertThat(third).isNotEqualTo(second).hasSameHashCodeAs(third.unwrap(Connection.class));
        pooled.close();
        assertThat(third.isClosed()).isTrue();
        assertThat(listener.closed).isEqualTo(1);
    }

    @Test
    void aLostConnectionIsToldToTheContainer() throws Exception {
        TrefoilConnectionPoolDataSource source = new TrefoilConnectionPoolDataSource();
        source.setUrl("jdbc:trefoil:mem:");
        Listener listener = new Listener();
        PooledConnection pooled = source.getPooledConnection();
        pooled.addConnectionEventListener(listener);
        Connection connection = pooled.getConnection();
        connection.unwrap(org.postgresql.jdbc.PgConnection.class).abort(Runnable::run);
        assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
        assertThat(listener.errors).hasSize(1);
    }

    private static final class Listener implements ConnectionEventListener {
        int closed;
        final List<SQLException> errors = new ArrayList<>();

        @Override
        public void connectionClosed(ConnectionEvent event) {
            closed++;
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            errors.add(event.getSQLException());
        }
    }

    private static int one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
