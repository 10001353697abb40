package io.trefoil.tck.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.TrefoilXADataSource;
import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnTrefoilDoors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;

/** What a transaction manager does with a connection. */
class TransactionManagerTest {
    @OnTrefoilDoors
    void oneResourceIsCommittedInOnePhase(Door door) throws Exception {
        XAConnection managed = managed(door);
        XAResource resource = managed.getXAResource();
        try (Connection connection = managed.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int primary key)");
            assertThat(connection.getAutoCommit()).isTrue();

            Branch first = new Branch("1", "7");
            resource.start(first, XAResource.TMNOFLAGS);
            assertThat(connection.getAutoCommit()).isFalse();
            statement.execute("insert into t values (1)");
            assertThat(count(door)).as("others see nothing yet").isZero();
            assertThatThrownBy(connection::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("2D000"));
            resource.end(first, XAResource.TMSUCCESS);
            resource.commit(first, true);
            assertThat(count(door)).isOne();
            assertThat(connection.getAutoCommit()).isTrue();

            Branch second = new Branch("2", "7");
            resource.start(second, XAResource.TMNOFLAGS);
            statement.execute("insert into t values (2)");
            resource.end(second, XAResource.TMFAIL);
            resource.rollback(second);
            assertThat(count(door)).isOne();

            statement.execute("insert into t values (3)");
            assertThat(count(door))
                    .as("outside of branches it commits by itself")
                    .isEqualTo(2);
        }
        managed.close();
    }

    @OnTrefoilDoors
    void aHandleClosedWithinABranchDoesNotEndIt(Door door) throws Exception {
        XAConnection managed = managed(door);
        XAResource resource = managed.getXAResource();
        try (Connection connection = managed.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table t (id int primary key)");
        }
        Branch branch = new Branch("1", "7");
        resource.start(branch, XAResource.TMNOFLAGS);
        try (Connection connection = managed.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into t values (1)");
        }
        resource.end(branch, XAResource.TMSUCCESS);
        resource.commit(branch, true);
        assertThat(count(door)).isOne();
        managed.close();
    }

    @OnTrefoilDoors
    void aConstraintThatFailsAtTheEndRollsTheBranchBack(Door door) throws Exception {
        XAConnection managed = managed(door);
        XAResource resource = managed.getXAResource();
        try (Connection connection = managed.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table p (id int primary key)");
            statement.execute("create table t (id int references p deferrable initially deferred)");
            Branch branch = new Branch("1", "7");
            resource.start(branch, XAResource.TMNOFLAGS);
            statement.execute("insert into t values (1)");
            resource.end(branch, XAResource.TMSUCCESS);
            assertThatThrownBy(() -> resource.commit(branch, true))
                    .isInstanceOfSatisfying(
                            XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBINTEGRITY));
            assertThat(count(door)).isZero();
            Branch next = new Branch("2", "7");
            resource.start(next, XAResource.TMNOFLAGS);
            resource.end(next, XAResource.TMSUCCESS);
            resource.commit(next, true);
        }
        managed.close();
    }

    @OnTrefoilDoors
    void aBranchThatCannotBeSerializedIsRolledBackAndSaysSo(Door door) throws Exception {
        try (Connection setup = door.open();
                Statement statement = setup.createStatement()) {
            statement.execute("create table t (id int primary key, n int)");
            statement.execute("insert into t values (1, 0), (2, 0)");
        }
        XAConnection left = managed(door, "retry=off");
        XAConnection right = managed(door, "retry=off");
        try (Connection one = left.getConnection();
                Connection two = right.getConnection();
                Statement first = one.createStatement();
                Statement second = two.createStatement()) {
            left.getXAResource().start(new Branch("1", "7"), XAResource.TMNOFLAGS);
            right.getXAResource().start(new Branch("2", "7"), XAResource.TMNOFLAGS);
            first.executeQuery("select n from t where id = 1").close();
            second.executeQuery("select n from t where id = 2").close();
            first.execute("update t set n = 1 where id = 2");
            second.execute("update t set n = 1 where id = 1");
            left.getXAResource().end(new Branch("1", "7"), XAResource.TMSUCCESS);
            right.getXAResource().end(new Branch("2", "7"), XAResource.TMSUCCESS);
            left.getXAResource().commit(new Branch("1", "7"), true);
            assertThatThrownBy(() -> right.getXAResource().commit(new Branch("2", "7"), true))
                    .isInstanceOfSatisfying(
                            XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBTRANSIENT));

            right.getXAResource().start(new Branch("3", "7"), XAResource.TMNOFLAGS);
            second.execute("update t set n = 2 where id = 1");
            right.getXAResource().end(new Branch("3", "7"), XAResource.TMSUCCESS);
            right.getXAResource().commit(new Branch("3", "7"), true);
        }
        left.close();
        right.close();
    }

    @OnTrefoilDoors
    void aTransactionOfItsOwnIsInTheWay(Door door) throws Exception {
        XAConnection managed = managed(door);
        try (Connection connection = managed.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1");
            assertThatThrownBy(() -> managed.getXAResource().start(new Branch("1", "7"), XAResource.TMNOFLAGS))
                    .isInstanceOfSatisfying(
                            XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XAER_OUTSIDE));
        }
        managed.close();
    }

    private static XAConnection managed(Door door, String... properties) throws SQLException {
        TrefoilXADataSource source = new TrefoilXADataSource();
        source.setUrl(door.url(properties));
        return source.getXAConnection();
    }

    private static int count(Door door) throws SQLException {
        try (Connection other = door.open();
                Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from t")) {
            row.next();
            return row.getInt(1);
        }
    }
}
