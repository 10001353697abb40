package io.trefoil.tck.conformance;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.ServerError;
import io.trefoil.tck.harness.client.WireClient;
import io.trefoil.wire.protocol.message.Diagnostics;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client as an application has it: repeats transactions that were refused for others' sake (class 40), and connects
 * again when the server went away. Every other error it does not expect is an {@link AssertionError}. Used by one thread.
 */
final class RetryingClient implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 100_000;

    private final Supplier<Endpoint> server;
    private final Set<String> refusals;
    private @Nullable WireClient connection;
    private volatile String running = "";
    private volatile long sinceNanos;
    private int retries;

    /**
     * @param server where the server is now; throws {@link Gone} when the run is over
     * @param refusals SQLSTATEs to repeat a transaction after, beside class 40
     */
    RetryingClient(Supplier<Endpoint> server, Set<String> refusals) {
        this.server = server;
        this.refusals = refusals;
    }

    /** The run is over. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** How a transaction ended. */
    enum Outcome {
        COMMITTED,
        /** An error that was expected; nothing was written. */
        REFUSED,
        /** The connection broke: it may have been committed. */
        UNKNOWN
    }

    /** Runs statements one by one in a transaction. */
    Outcome transaction(Set<String> expected, String begin, String... statements) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                WireClient client = connection();
                @Nullable Diagnostics error = query(client, begin).error();
                for (int i = 0; i < statements.length && error == null; i++) {
                    error = query(client, statements[i]).error();
                }
                if (error == null) {
                    error = query(client, "commit").error();
                }
                if (error == null) {
                    return Outcome.COMMITTED;
                }
                query(client, "rollback");
                if (expected.contains(error.sqlState())) {
                    return Outcome.REFUSED;
                }
                requireRetryable(error, String.join("; ", statements));
            } catch (UncheckedIOException e) {
                disconnect();
                return Outcome.UNKNOWN;
            }
        }
        throw new AssertionError("refused " + ATTEMPTS_MAX + " times: " + String.join("; ", statements));
    }

    /** Runs one statement that is its own transaction; its rows, or null when it was refused or lost. */
    @Nullable
    List<@Nullable String[]> statement(Set<String> expected, String sql) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                QueryResult result = query(connection(), sql);
                Diagnostics error = result.error();
                if (error == null) {
                    return result.last().rows();
                }
                if (expected.contains(error.sqlState())) {
                    return null;
                }
                requireRetryable(error, sql);
            } catch (UncheckedIOException e) {
                disconnect();
                return null;
            }
        }
        throw new AssertionError("refused " + ATTEMPTS_MAX + " times: " + sql);
    }

    /** Runs one statement with parameters through the extended protocol; false when its fate is unknown. */
    boolean prepared(String sql, String... values) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                running = sql;
                sinceNanos = System.nanoTime();
                Diagnostics error = connection().extended(sql, values).error();
                running = "";
                if (error == null) {
                    return true;
                }
                requireRetryable(error, sql);
            } catch (UncheckedIOException e) {
                disconnect();
                return false;
            }
        }
        throw new AssertionError("refused " + ATTEMPTS_MAX + " times: " + sql);
    }

    private void requireRetryable(Diagnostics error, String sql) {
        retries++;
        if (refusals.contains(error.sqlState())) {
            pause();
        } else if (!error.sqlState().startsWith("40") && !error.sqlState().startsWith("57P")) {
            throw new AssertionError(error.sqlState() + " " + error.message() + " for " + sql);
        }
    }

    private QueryResult query(WireClient client, String sql) {
        running = sql;
        sinceNanos = System.nanoTime();
        QueryResult result = client.query(sql);
        running = "";
        return result;
    }

    /** What it has been waiting for since so many seconds, for a run that does not end. */
    String waiting() {
        String sql = running;
        return sql.isEmpty() ? "idle" : (System.nanoTime() - sinceNanos) / 1_000_000_000L + " s in " + sql;
    }

    int retries() {
        return retries;
    }

    private WireClient connection() {
        WireClient open = connection;
        while (open == null) {
            try {
                running = "connecting";
                sinceNanos = System.nanoTime();
                open = WireClient.connect(server.get());
                connection = open;
            } catch (UncheckedIOException | ServerError e) {
                pause();
            }
        }
        return open;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new Gone();
        }
    }

    private void disconnect() {
        WireClient broken = connection;
        connection = null;
        if (broken != null) {
            broken.abort();
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
