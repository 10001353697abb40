package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables that another connection changes below prepared statements: "cached plan must not change result type" never reaches
 * the application, in autocommit mode or in a transaction that has done something before.
 */
class OthersDefinitionsTest {
    @OnTrefoilDoors
    void preparedStatementsFollow(Door door) throws SQLException {
        try (Connection connection = door.open();
                Connection other = door.open();
                Statement statement = connection.createStatement();
                Statement definition = other.createStatement()) {
            statement.execute("create table t (id int primary key, v text)");
            statement.execute("insert into t values (1, 'a'), (2, 'b')");
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                try (PreparedStatement query = connection.prepareStatement("select * from t where id = ?")) {
                    for (int i = 0; i < 8; i++) {
                        assertThat(row(connection, query, 1)).containsExactly("1", "a");
                    }
                    definition.execute("alter table t add column w int default 5");
                    assertThat(row(connection, query, 2)).containsExactly("2", "b", "5");
                    definition.execute("alter table t drop column w");
                    assertThat(row(connection, query, 1)).containsExactly("1", "a");
                    definition.execute("alter table t alter column v type varchar(50)");
                    assertThat(row(connection, query, 2)).containsExactly("2", "b");
                    definition.execute("alter table t alter column v type text");
                }
            }
        }
    }

    @OnTrefoilDoors
    void evenAfterAnotherStatementOfTheTransaction(Door door) throws SQLException {
        try (Connection connection = door.open();
                Connection other = door.open();
                Statement statement = connection.createStatement();
                Statement definition = other.createStatement()) {
            statement.execute("create table t (id int primary key, v text)");
            statement.execute("insert into t values (1, 'a')");
            connection.setAutoCommit(false);
            try (PreparedStatement query = connection.prepareStatement("select * from t where id = ?")) {
                for (int i = 0; i < 8; i++) {
                    row(connection, query, 1);
                }
                for (int i = 0; i < 4; i++) {
                    try (ResultSet rows = statement.executeQuery("select count(*) from t where id = 2")) {
                        rows.next();
                    }
                    definition.execute("alter table t add column w" + i + " int default 5");
                    assertThat(row(connection, query, 1)).hasSize(3 + i);
                }
            }
        }
    }

    private static List<String> row(Connection connection, PreparedStatement query, int id) throws SQLException {
        query.setInt(1, id);
        List<String> values = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            assertThat(row.next()).isTrue();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(row.getString(i));
            }
        }
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
        return values;
    }
}
