package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.api.TrefoilConnection;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.BaseStatement;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PgResultSet;

/** The objects that applications hold: what they lead to, and what they are underneath. */
class WrappersTest {
    @OnTrefoilDoors
    void everythingLeadsBackToTheConnectionItCameFrom(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("select array[1, 2]");
                ResultSet rows = prepared.executeQuery()) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(prepared.getConnection()).isSameAs(connection);
            assertThat(rows.getStatement()).isSameAs(prepared);
            assertThat(prepared.getResultSet()).isSameAs(rows);
            rows.next();
            try (ResultSet elements = rows.getArray(1).getResultSet()) {
                assertThat(elements.getStatement().getConnection()).isSameAs(connection);
            }
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(metaData.getConnection()).isSameAs(connection);
            try (ResultSet tables = metaData.getTables(null, null, "%", null)) {
                assertThat(tables.getStatement().getConnection()).isSameAs(connection);
            }
        }
    }

    @OnTrefoilDoors
    void unwrapReachesOursAndAllOfPgjdbc(Door door) throws SQLException {
        Connection connection = door.open();
        assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        assertThat(connection.unwrap(TrefoilConnection.class)).isSameAs(connection);
        assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isNotNegative();
        assertThat(connection.unwrap(BaseConnection.class)).isNotSameAs(connection);
        assertThat(connection.isWrapperFor(PgConnection.class)).isTrue();
        assertThat(connection.isWrapperFor(String.class)).isFalse();
        assertThatThrownBy(() -> connection.unwrap(String.class))
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "22023");
        try (PreparedStatement prepared = connection.prepareStatement("select 1");
                ResultSet rows = prepared.executeQuery()) {
            assertThat(prepared.unwrap(PGStatement.class).getPrepareThreshold()).isPositive();
            assertThat(prepared.unwrap(BaseStatement.class)).isNotSameAs(prepared);
            assertThat(prepared.unwrap(PreparedStatement.class)).isSameAs(prepared);
            assertThat(rows.unwrap(PgResultSet.class)).isNotSameAs(rows);
            assertThat(rows.isWrapperFor(ResultSet.class)).isTrue();
        }
    }

    @OnTrefoilDoors
    void theDriverIsItselfAndTheProductIsPostgreSql(Door door) throws SQLException {
        Connection connection = door.open("password=geheim");
        DatabaseMetaData metaData = connection.getMetaData();
        assertThat(metaData.getDriverName()).isEqualTo("Trefoil JDBC Driver");
        assertThat(metaData.getDriverVersion())
                .startsWith(metaData.getDriverMajorVersion() + "." + metaData.getDriverMinorVersion());
        assertThat(metaData.getDatabaseProductName()).isEqualTo("PostgreSQL");
        assertThat(metaData.getURL()).startsWith("jdbc:trefoil:").doesNotContain("geheim");
        assertThat(connection.toString()).doesNotContain("geheim");
        assertThat(metaData.toString()).doesNotContain("geheim");
        assertThat(metaData.getDefaultTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(java.util.Set.of(metaData)).contains(metaData);
    }

    @OnEveryDoor
    void closedThingsSaySo(Door door) throws SQLException {
        Connection connection = door.open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1");
        statement.close();
        assertThat(rows.isClosed()).isTrue();
        assertThat(statement.isClosed()).isTrue();
        assertThatThrownBy(() -> statement.executeQuery("select 1"))
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "55000");
        connection.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        assertThatThrownBy(connection::createStatement)
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "08003");
    }

    @OnEveryDoor
    void closeOnCompletionClosesTheStatementWithItsRows(Door door) throws SQLException {
        Statement statement = door.open().createStatement();
        statement.closeOnCompletion();
        ResultSet rows = statement.executeQuery("select 1");
        rows.close();
        assertThat(statement.isClosed()).isTrue();
    }
}
