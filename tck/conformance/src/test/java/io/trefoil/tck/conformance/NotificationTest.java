package io.trefoil.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.tck.harness.server.TrefoilProcess;
import io.trefoil.wire.protocol.message.NotificationResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What scripts cannot say of LISTEN and NOTIFY: clients without a thread, many senders, pgjdbc. */
class NotificationTest {
    private static final int SENDERS = 6;
    private static final int MESSAGES = 200;

    @Test
    void clientsHearWhetherServedOrParked() throws Exception {
        try (TrefoilProcess server = TrefoilProcess.start("mem");
                WireClient listener = WireClient.connect(server.endpoint());
                WireClient sender = WireClient.connect(server.endpoint())) {
            listener.query("listen a").last();
            // Longer than a client without a transaction keeps its thread.
            for (int millis : new int[] {0, 3500, 100, 3500}) {
                Thread.sleep(millis);
                sender.query("notify a, '" + millis + "'").last();
                assertThat(listener.receive())
                        .isInstanceOfSatisfying(
                                NotificationResponse.class,
                                notification ->
                                        assertThat(notification.payload()).isEqualTo(Integer.toString(millis)));
            }
            assertThat(listener.query("select 1").last().rows()).hasSize(1);
        }
    }

    @Test
    void messagesOfManySendersAllComeAndThoseOfEachInOrder() throws Exception {
        try (TrefoilProcess server = TrefoilProcess.start("mem");
                WireClient listener = WireClient.connect(server.endpoint())) {
            listener.query("create table log (at serial primary key, line text)")
                    .last();
            listener.query("listen a").last();
            List<Thread> senders = new ArrayList<>();
            for (int s = 0; s < SENDERS; s++) {
                String name = "s" + s;
                senders.add(Thread.startVirtualThread(() -> {
                    try (WireClient client = WireClient.connect(server.endpoint())) {
                        for (int i = 0; i < MESSAGES; i++) {
                            client.query("begin; insert into log (line) values ('" + name + "'); notify a, '" + name
                                            + ":" + i + "'; commit")
                                    .last();
                        }
                    }
                }));
            }
            Map<String, Integer> next = new HashMap<>();
            for (int i = 0; i < SENDERS * MESSAGES; i++) {
                String[] parts =
                        ((NotificationResponse) listener.receive()).payload().split(":");
                assertThat(Integer.parseInt(parts[1])).isEqualTo(next.getOrDefault(parts[0], 0));
                next.merge(parts[0], 1, Integer::sum);
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(listener.query("select count(*) from log").last().rows().get(0))
                    .containsExactly(Integer.toString(SENDERS * MESSAGES));
        }
    }

    @Test
    void pgjdbcGetsThem() throws Exception {
        try (TrefoilProcess server = TrefoilProcess.start("mem");
                Connection listener =
                        DriverManager.getConnection(server.endpoint().jdbcUrl());
                Connection sender =
                        DriverManager.getConnection(server.endpoint().jdbcUrl());
                Statement listen = listener.createStatement();
                Statement send = sender.createStatement()) {
            listen.execute("listen a");
            PGConnection heard = listener.unwrap(PGConnection.class);
            assertThat(heard.getNotifications()).isNullOrEmpty();
            send.execute("notify a, 'x'");
            PGNotification[] notifications = heard.getNotifications(10_000);
            assertThat(notifications).hasSize(1);
            assertThat(notifications[0].getName()).isEqualTo("a");
            assertThat(notifications[0].getParameter()).isEqualTo("x");
            assertThat(notifications[0].getPID())
                    .isEqualTo(sender.unwrap(PGConnection.class).getBackendPID());
        }
    }
}
