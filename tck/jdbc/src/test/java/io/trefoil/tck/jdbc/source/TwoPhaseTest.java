package io.trefoil.tck.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.TrefoilXADataSource;
import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TrefoilProcess;
import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import io.trefoil.tck.jdbc.OnTrefoilDoors;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.xa.PGXADataSource;

/** Transactions over several resources: prepared, committed, found again. */
class TwoPhaseTest {
    /** Identifiers are of the whole server. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    Path directory;

    private static Branch branch(String qualifier) {
        return new Branch("two phases " + ProcessHandle.current().pid() + " " + NUMBER.incrementAndGet(), qualifier);
    }

    private static XADataSource source(Door door, String... properties) {
        if (door.isTrefoil()) {
            return trefoil(door.url(properties));
        }
        PGXADataSource source = new PGXADataSource();
        source.setUrl(door.url(properties));
        return source;
    }

    private static XADataSource trefoil(String url) {
        TrefoilXADataSource source = new TrefoilXADataSource();
        source.setUrl(url);
        return source;
    }

    private static void table(Door door) throws SQLException {
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int primary key, n int)");
            statement.execute("insert into t values (100, 0), (200, 0)");
        }
    }

    private static void work(XAConnection managed, Xid xid, String sql) throws Exception {
        XAResource resource = managed.getXAResource();
        try (Connection connection = managed.getConnection();
                Statement statement = connection.createStatement()) {
            resource.start(xid, XAResource.TMNOFLAGS);
            statement.execute(sql);
            resource.end(xid, XAResource.TMSUCCESS);
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from t where id < 100")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static List<Branch> of(Xid[] found, Branch... known) {
        List<Branch> result = new ArrayList<>();
        for (Branch branch : known) {
            for (Xid xid : found) {
                if (branch.is(xid)) {
                    result.add(branch);
                }
            }
        }
        return result;
    }

    private static int code(XAException e) {
        return e.errorCode;
    }

    @OnEveryDoor
    void bothResourcesCommitAfterBothHavePrepared(Door door) throws Exception {
        table(door);
        XAConnection one = source(door).getXAConnection();
        XAConnection two = source(door).getXAConnection();
        Branch left = branch("left");
        Branch right = branch("right");
        work(one, left, "insert into t values (1, 1)");
        work(two, right, "insert into t values (2, 2)");
        assertThat(one.getXAResource().prepare(left)).isEqualTo(XAResource.XA_OK);
        assertThat(two.getXAResource().prepare(right)).isEqualTo(XAResource.XA_OK);
        try (Connection other = door.open()) {
            assertThat(count(other)).isZero();
            Xid[] found = one.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
            assertThat(of(found, left, right)).containsExactly(left, right);
            one.getXAResource().commit(left, false);
            // Any connection can end what is prepared.
            one.getXAResource().commit(right, false);
            assertThat(count(other)).isEqualTo(2);
        }
        assertThat(of(one.getXAResource().recover(XAResource.TMSTARTRSCAN), left, right))
                .isEmpty();
        assertThatThrownBy(() -> one.getXAResource().commit(left, false))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(code(e)).isEqualTo(XAException.XAER_NOTA));
        assertThatThrownBy(() -> one.getXAResource().rollback(left))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(code(e)).isEqualTo(XAException.XAER_NOTA));
        one.close();
        two.close();
    }

    @OnEveryDoor
    void aPreparedBranchCanBeRolledBack(Door door) throws Exception {
        table(door);
        XAConnection managed = source(door).getXAConnection();
        Branch branch = branch("only");
        work(managed, branch, "insert into t values (1, 1)");
        managed.getXAResource().prepare(branch);
        managed.getXAResource().rollback(branch);
        try (Connection other = door.open()) {
            assertThat(count(other)).isZero();
        }
        Branch next = branch("next");
        work(managed, next, "insert into t values (1, 1)");
        managed.getXAResource().commit(next, true);
        managed.close();
    }

    @OnEveryDoor
    void theConnectionWorksOnWhileItsBranchIsPrepared(Door door) throws Exception {
        table(door);
        XAConnection managed = source(door).getXAConnection();
        Branch first = branch("first");
        Branch second = branch("second");
        work(managed, first, "insert into t values (1, 1)");
        managed.getXAResource().prepare(first);
        work(managed, second, "insert into t values (2, 2)");
        managed.getXAResource().prepare(second);
        managed.getXAResource().commit(second, false);
        managed.getXAResource().rollback(first);
        try (Connection other = door.open()) {
            assertThat(count(other)).isOne();
        }
        managed.close();
    }

    @OnEveryDoor
    void temporaryTablesCannotBePrepared(Door door) throws Exception {
        table(door);
        XAConnection managed = source(door).getXAConnection();
        Branch branch = branch("temporary");
        work(managed, branch, "create temporary table mine (a int)");
        assertThatThrownBy(() -> managed.getXAResource().prepare(branch)).isInstanceOf(XAException.class);
        managed.getXAResource().rollback(branch);
        assertThat(of(managed.getXAResource().recover(XAResource.TMSTARTRSCAN), branch))
                .isEmpty();
        managed.close();
    }

    @OnTrefoilDoors
    void aBranchThatCannotBeSerializedIsRunAgainByTheDriver(Door door) throws Exception {
        table(door);
        XAConnection managed = source(door).getXAConnection();
        Branch branch = branch("again");
        XAResource resource = managed.getXAResource();
        try (Connection connection = managed.getConnection();
                Statement statement = connection.createStatement();
                Connection other = door.open();
                Statement others = other.createStatement()) {
            resource.start(branch, XAResource.TMNOFLAGS);
            statement.executeQuery("select n >= 0 from t where id = 100").close();
            statement.execute("update t set n = 1 where id = 200");
            others.execute("update t set n = 5 where id = 100");
            resource.end(branch, XAResource.TMSUCCESS);
            assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
            resource.commit(branch, false);
            try (ResultSet rows = others.executeQuery("select sum(n) from t")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(6);
            }
        }
        managed.close();
    }

    @OnTrefoilDoors
    void aConstraintThatFailsAtThePreparationRollsTheBranchBack(Door door) throws Exception {
        table(door);
        try (Connection connection = door.open();
                Statement statement = connection.createStatement()) {
            statement.execute("create table child (id int references t deferrable initially deferred)");
        }
        XAConnection managed = source(door).getXAConnection();
        Branch broken = branch("broken");
        work(managed, broken, "insert into child values (1)");
        assertThatThrownBy(() -> managed.getXAResource().prepare(broken))
                .isInstanceOfSatisfying(
                        XAException.class, e -> assertThat(code(e)).isEqualTo(XAException.XA_RBINTEGRITY));
        Branch next = branch("next");
        work(managed, next, "insert into child values (100)");
        managed.getXAResource().prepare(next);
        managed.getXAResource().commit(next, false);
        managed.close();
    }

    @OnTrefoilDoors
    void aBranchThatCannotBePreparedAgainSaysSo(Door door) throws Exception {
        table(door);
        XAConnection managed = source(door, "retry=off").getXAConnection();
        Branch branch = branch("late");
        XAResource resource = managed.getXAResource();
        try (Connection connection = managed.getConnection();
                Statement statement = connection.createStatement();
                Connection other = door.open();
                Statement others = other.createStatement()) {
            resource.start(branch, XAResource.TMNOFLAGS);
            statement.executeQuery("select n from t where id = 100").close();
            statement.execute("update t set n = 1 where id = 200");
            others.execute("update t set n = 5 where id = 100");
            resource.end(branch, XAResource.TMSUCCESS);
            assertThatThrownBy(() -> resource.prepare(branch))
                    .isInstanceOfSatisfying(
                            XAException.class, e -> assertThat(code(e)).isEqualTo(XAException.XA_RBTRANSIENT));
        }
        managed.close();
    }

    @Test
    void whatIsPreparedSurvivesTheKillOfTheServer() throws Exception {
        String store = directory.resolve("store").toString();
        Branch kept = branch("kept");
        Branch dropped = branch("dropped");
        TrefoilProcess server = TrefoilProcess.start(store);
        try {
            XAConnection managed = trefoil(url(server)).getXAConnection();
            try (Connection connection = DriverManager.getConnection(url(server));
                    Statement statement = connection.createStatement()) {
                statement.execute("create table t (id int primary key, n int)");
            }
            work(managed, kept, "insert into t values (1, 1)");
            managed.getXAResource().prepare(kept);
            work(managed, dropped, "insert into t values (2, 2)");
            managed.getXAResource().prepare(dropped);
            work(managed, branch("open"), "insert into t values (3, 3)");
            server.kill();
            server.close();
            server = TrefoilProcess.start(store);
            recover(url(server), kept, dropped);
            server.kill();
            server.close();
            server = TrefoilProcess.start(store);
            try (Connection connection = DriverManager.getConnection(url(server))) {
                assertThat(count(connection)).isOne();
            }
        } finally {
            server.close();
        }
    }

    private static String url(TrefoilProcess server) {
        Endpoint endpoint = server.endpoint();
        return "jdbc:trefoil://" + endpoint.host() + ":" + endpoint.port() + "/trefoil";
    }

    @Test
    void whatIsPreparedIsFoundInAFileThatIsOpenedAgain() throws Exception {
        String url = "jdbc:trefoil:file:" + directory.resolve("file");
        Branch kept = branch("kept");
        Branch dropped = branch("dropped");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int primary key, n int)");
        }
        for (Branch branch : List.of(kept, dropped)) {
            XAConnection managed = trefoil(url).getXAConnection();
            work(managed, branch, "insert into t values (" + (branch == kept ? 1 : 2) + ", 1)");
            managed.getXAResource().prepare(branch);
            managed.close();
        }
        recover(url, kept, dropped);
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(count(connection)).isOne();
        }
    }

    /** As a transaction manager does that remembers to have decided on one of them. */
    private static void recover(String url, Branch kept, Branch dropped) throws Exception {
        XAConnection managed = trefoil(url).getXAConnection();
        XAResource resource = managed.getXAResource();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThat(count(connection)).isZero();
            assertThat(of(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN), kept, dropped))
                    .containsExactly(kept, dropped);
            statement.execute("set lock_timeout = '20ms'");
            assertThatThrownBy(() -> statement.execute("insert into t values (1, 7)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
            resource.commit(kept, false);
            resource.rollback(dropped);
            assertThat(count(connection)).isOne();
            assertThat(resource.recover(XAResource.TMSTARTRSCAN)).isEmpty();
        }
        managed.close();
    }
}
