package io.trefoil.tck.harness.server;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * PostgreSQL as the oracle. It runs with {@code default_transaction_isolation = serializable}, which is what Trefoil
 * does without being told, so that scripts need not say it.
 */
public final class PostgresTarget implements Target {
    private static final Map<String, String> SETTINGS = Map.of(
            "default_transaction_isolation", "serializable",
            "max_connections", "200",
            "max_prepared_transactions", "100",
            "shared_buffers", "64MB",
            "autovacuum", "off",
            "timezone", "UTC",
            "log_timezone", "UTC",
            "datestyle", "ISO, MDY",
            "max_wal_senders", "0",
            "wal_level", "minimal");

    private final PostgresProcess process;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresTarget(PostgresProcess process) {
        this.process = process;
    }

    /** @throws PostgresUnavailable when there is none to start */
    public static PostgresTarget start() {
        return new PostgresTarget(PostgresProcess.start(SETTINGS));
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public TestDatabase create() {
        String name = "script" + databases.incrementAndGet();
        admin("create database " + name + " template template0");
        Endpoint endpoint = process.endpoint().withDatabase(name);
        return new TestDatabase() {
            @Override
            public Endpoint endpoint() {
                return endpoint;
            }

            @Override
            public void close() {
                drop(name);
            }
        };
    }

    /** Roles belong to the whole cluster: what a script left behind goes with its database. */
    private void drop(String database) {
        try (WireClient client = WireClient.connect(process.endpoint())) {
            client.query("drop database if exists " + database + " with (force)");
            QueryResult roles =
                    client.query("select rolname from pg_roles where rolname !~ '^pg_' and rolname <> current_user");
            for (String[] role : roles.last().rows()) {
                String quoted = '"' + role[0].replace("\"", "\"\"") + '"';
                client.query("drop owned by " + quoted);
                client.query("drop role " + quoted);
            }
        }
    }

    private void admin(String sql) {
        try (WireClient client = WireClient.connect(process.endpoint())) {
            client.query(sql).last();
        }
    }

    public PostgresProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
