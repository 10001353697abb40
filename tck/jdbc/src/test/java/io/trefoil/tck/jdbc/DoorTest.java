package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The first steps of any program. */
class DoorTest {
    @OnEveryDoor
    void connectionsSeeOneDatabase(Door door) throws SQLException {
        try (Connection writer = door.open();
                Statement statement = writer.createStatement()) {
            statement.execute("create table t (id int primary key, name text)");
            assertThat(statement.executeUpdate("insert into t values (1, 'one'), (2, 'two')"))
                    .isEqualTo(2);
        }
        try (Connection reader = door.dataSource().getConnection();
                Statement statement = reader.createStatement();
                ResultSet rows = statement.executeQuery("select name from t order by id desc")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("name")).isEqualTo("two");
        }
    }
}
