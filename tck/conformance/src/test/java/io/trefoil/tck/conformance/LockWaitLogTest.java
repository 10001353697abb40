package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TrefoilProcess;
import io.trefoil.wire.protocol.message.Query;
import java.util.List;
import org.junit.jupiter.api.Test;

/** log_lock_waits: what the server's log says of waits longer than deadlock_timeout. */
class LockWaitLogTest {

    @Test
    void longWaitsAreLoggedOnceWithThoseWhoHoldTheLock() throws InterruptedException {
        try (TrefoilProcess server = TrefoilProcess.start("mem", List.of(), List.of());
                WireClient holder = WireClient.connect(server.endpoint());
                WireClient waiter = WireClient.connect(server.endpoint());
                WireClient quiet = WireClient.connect(server.endpoint())) {
            holder.query("create table t (id int primary key, v int); insert into t values (1, 1)")
                    .last();
            holder.query("begin; update t set v = 2").last();
            waiter.query("set log_lock_waits = on; set deadlock_timeout = '10ms'")
                    .last();
            waiter.send(new Query("update t set v = 3"));
            quiet.query("set lock_timeout = '200ms'").last();
            assertThat(quiet.query("update t set v = 4").error()).isNotNull();
            awaitOutput(server, "still waiting for");
            holder.query("commit").last();
            assertThat(waiter.receiveResult().last().tag()).isEqualTo("UPDATE 1");
            awaitOutput(server, "no longer waits");
            String log = server.output();
            String waiting = "process " + waiter.key().processId() + " still waiting for ShareLock on transaction ";
            assertThat(log).containsOnlyOnce("still waiting for").contains(waiting);
            assertThat(log).contains("Process holding the lock: " + holder.key().processId() + ". Wait queue: ");
            assertThat(log).contains("STATEMENT:  update t set v = 3");
            assertThat(log).contains("process " + waiter.key().processId() + " no longer waits for ShareLock");
        }
    }

    /** Such lines are written by another thread. */
    private static void awaitOutput(TrefoilProcess server, String text) throws InterruptedException {
        for (int i = 0; i < 3000 && !server.output().contains(text); i++) {
            Thread.sleep(20);
        }
    }
}
