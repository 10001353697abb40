package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import org.postgresql.util.PSQLException;

/** Each SQLSTATE has the class of exception that JDBC has for it, with pgjdbc's own as its cause. */
class ErrorClassesTest {
    @OnTrefoilDoors
    void errorsOfTheServerHaveTheirClass(Door door) throws SQLException {
        try (Statement statement = door.open().createStatement()) {
            statement.execute("create table t (id int primary key)");
            statement.execute("insert into t values (1)");
            expect(statement, "insert into t values (1)", "23505", SQLIntegrityConstraintViolationException.class);
            expect(statement, "selct 1", "42601", SQLSyntaxErrorException.class);
            expect(statement, "select * from nowhere", "42P01", SQLSyntaxErrorException.class);
            expect(statement, "select 1 / 0", "22012", SQLDataException.class);
        }
    }

    @OnTrefoilDoors
    void aLockThatIsNotToBeHadIsTransient(Door door) throws SQLException {
        Connection holder = door.open();
        holder.setAutoCommit(false);
        try (Statement first = holder.createStatement();
                Statement second = door.open().createStatement()) {
            first.execute("select pg_advisory_xact_lock(1)");
            second.execute("set lock_timeout = '10ms'");
            expect(second, "select pg_advisory_lock(1)", "55P03", SQLTransientException.class);
        }
    }

    @OnTrefoilDoors
    void whatTheDriverCannotDoIsNotSupported(Door door) throws SQLException {
        Connection connection = door.open();
        SQLException refused = catchThrowableOfType(
                SQLFeatureNotSupportedException.class, () -> connection.createStruct("t", new Object[0]));
        assertThat(refused.getSQLState()).isEqualTo("0A000");
    }

    @OnTrefoilDoors
    void aLostSessionIsRecoverable(Door door) throws SQLException {
        try (Connection victim = door.open("retry=off");
                Statement killer = door.open().createStatement();
                Statement statement = victim.createStatement()) {
            int pid = victim.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            killer.execute("select pg_terminate_backend(" + pid + ")");
            SQLException lost = catchThrowableOfType(SQLRecoverableException.class, () -> {
                for (int i = 0; i < 3000; i++) {
                    statement.execute("select 1");
                    Thread.sleep(20);
                }
            });
            assertThat(lost.getSQLState()).isIn("57P01", "08006");
        }
    }

    private static void expect(Statement statement, String sql, String state, Class<? extends SQLException> type) {
        SQLException error = catchThrowableOfType(type, () -> statement.execute(sql));
        assertThat(error.getSQLState()).isEqualTo(state);
        assertThat(error.getCause()).isInstanceOf(PSQLException.class);
        assertThat(error.getMessage()).isEqualTo(error.getCause().getMessage());
    }
}
