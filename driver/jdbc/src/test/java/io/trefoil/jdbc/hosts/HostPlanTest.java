package io.trefoil.jdbc.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.url.TrefoilUrl;
import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostPlanTest {
    private static final HostPort A = new HostPort("192.0.2.1", 1);
    private static final HostPort B = new HostPort("127.0.0.1", 2);
    private static final HostPort C = new HostPort("192.0.2.3", 3);

    private final AtomicLong clock = new AtomicLong();
    private final HostHealth health = new HostHealth(clock::get);

    @Test
    void orderedIsAsWritten() throws SQLException {
        assertThat(hosts("")).containsExactly(A, B, C);
        assertThat(hosts("loadBalanceHosts=false")).containsExactly(A, B, C);
    }

    @Test
    void randomGivesEachServerItsShare() throws SQLException {
        Map<HostPort, Integer> firsts = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            firsts.merge(hosts("loadBalanceHosts=random").get(0), 1, Integer::sum);
        }
        assertThat(firsts.values())
                .hasSize(3)
                .allSatisfy(times -> assertThat(times).isBetween(800, 1_200));
    }

    @Test
    void roundRobinTakesTurns() throws SQLException {
        List<HostPort> firsts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            firsts.add(hosts("loadBalanceHosts=roundRobin").get(0));
        }
        assertThat(firsts.subList(0, 3)).containsExactlyInAnyOrder(A, B, C);
        assertThat(firsts.subList(3, 6)).isEqualTo(firsts.subList(0, 3));
    }

    @Test
    void localPutsThisMachineFirst() throws SQLException {
        assertThat(hosts("loadBalanceHosts=local")).first().isEqualTo(B);
        assertThat(hosts("loadBalanceHosts=local")).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void leastConnCountsSocketsThatAreOpen() throws SQLException, IOException {
        Socket ofA = new Socket();
        Socket ofC = new Socket();
        health.opened(A, ofA);
        health.opened(C, ofC);
        health.opened(C, new Socket());
        assertThat(hosts("loadBalanceHosts=leastConn").get(0)).isEqualTo(B);
        health.opened(B, new Socket());
        ofA.close();
        assertThat(hosts("loadBalanceHosts=leastConn").get(0)).isEqualTo(A);
    }

    @Test
    void aServerThatFailedIsTriedLastForAWhile() throws SQLException {
        health.failed(A);
        assertThat(hosts("")).containsExactly(B, C, A);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(9));
        assertThat(hosts("")).containsExactly(B, C, A);
        assertThat(hosts("hostRecheckSeconds=5")).containsExactly(A, B, C);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(hosts("")).containsExactly(A, B, C);
        health.failed(A);
        health.reached(A);
        assertThat(hosts("")).containsExactly(A, B, C);
    }

    @Test
    void aServerOfTheWrongRoleIsTriedLater() throws SQLException {
        health.hasRole(A, ServerRole.SECONDARY);
        health.failed(B);
        assertThat(hosts("targetServerType=primary")).containsExactly(C, A, B);
        assertThat(hosts("targetServerType=preferSecondary")).containsExactly(A, C, B);
        assertThat(hosts("")).containsExactly(A, C, B);
    }

    @Test
    void whatOneServerRefusesForGoodIsNotAskedOfTheNext() {
        List<HostPort> asked = new ArrayList<>();
        assertThatThrownBy(() -> connect(asked, "28P01")).hasMessage("no");
        assertThat(asked).containsExactly(A);
        assertThat(health.failedWithin(A, 10)).isFalse();
    }

    @Test
    void aBusyServerIsPassedOver() {
        List<HostPort> asked = new ArrayList<>();
        assertThatThrownBy(() -> connect(asked, "53300")).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo("08001");
            assertThat(e.getSuppressed()).hasSize(3);
        });
        assertThat(asked).containsExactly(A, B, C);
        assertThat(health.failedWithin(C, 10)).isTrue();
    }

    private void connect(List<HostPort> asked, String state) throws SQLException {
        HostOpener<Connection> refusing = candidate -> {
            asked.add(candidate.host());
            throw new SQLException("no", state);
        };
        HostPlan.of(url(""), health).connect(refusing, connection -> connection);
    }

    private List<HostPort> hosts(String properties) throws SQLException {
        return HostPlan.of(url(properties), health).hosts();
    }

    private static TrefoilUrl.Remote url(String properties) throws SQLException {
        return (TrefoilUrl.Remote)
                TrefoilUrl.parse("jdbc:trefoil://" + A + "," + B + "," + C + "/db?" + properties, new Properties());
    }
}
