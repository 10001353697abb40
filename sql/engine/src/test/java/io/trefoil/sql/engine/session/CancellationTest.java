package io.trefoil.sql.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.api.ParameterValues;
import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.api.SqlSession;
import io.trefoil.sql.engine.TestSession;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a cancel request comes, and what it ends. */
@Timeout(120)
class CancellationTest {
    private static final String ENDLESS = "SELECT count(*) FROM generate_series(1, 100000000000)";

    private final SqlService service = TestSession.service();
    private final TestSession client = TestSession.open(service);
    private final SqlSession session = client.session();

    @AfterEach
    void close() {
        client.close();
        service.close();
    }

    /** A client cannot know which message of a series the server is at. */
    @Test
    void requestBetweenParseAndExecuteEndsTheStatement() {
        session.parse("", ENDLESS, new int[0]);
        session.cancel();
        session.bind("", "", ParameterValues.NONE, new short[0]);
        assertThatThrownBy(() -> client.execute("")).satisfies(CancellationTest::canceled);
        session.sync();
        session.ready();
        assertThat(client.run("SELECT 1")).containsExactly("1");
    }

    @Test
    void requestBeforeAWaitForALockEndsIt() {
        try (TestSession holder = TestSession.open(service)) {
            client.run("CREATE TABLE t (a int PRIMARY KEY)");
            holder.run("BEGIN");
            holder.run("INSERT INTO t VALUES (1)");
            session.ready();
            session.parse("", "INSERT INTO t VALUES (1)", new int[0]);
            session.cancel();
            session.bind("", "", ParameterValues.NONE, new short[0]);
            assertThatThrownBy(() -> client.execute("")).satisfies(CancellationTest::canceled);
        }
    }

    @Test
    void requestToAnIdleSessionIsForgotten() {
        session.ready();
        session.cancel();
        assertThat(client.run("SELECT count(*) FROM generate_series(1, 10000)")).containsExactly("10000");
    }

    @Test
    void requestAfterTheLastStatementDoesNotUndoIt() {
        client.run("CREATE TABLE t (a int PRIMARY KEY)");
        session.ready();
        session.parse("", "INSERT INTO t VALUES (1)", new int[0]);
        session.bind("", "", ParameterValues.NONE, new short[0]);
        client.execute("");
        session.cancel();
        session.sync();
        session.ready();
        assertThat(client.run("SELECT a FROM t")).containsExactly("1");
    }

    private static void canceled(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        SqlStateException.class,
                        error -> assertThat(error.state()).isEqualTo(SqlState.QUERY_CANCELED));
    }
}
