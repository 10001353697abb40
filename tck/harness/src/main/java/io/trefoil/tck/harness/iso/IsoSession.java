package io.trefoil.tck.harness.iso;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.WireClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One connection of a scenario and the step it has not answered yet. */
final class IsoSession implements AutoCloseable {
    /** How often a step that does not answer is asked about. */
    private static final int POLL_MILLIS = 15;
    /** Without word of a lock wait a step counts as waiting after this long: a server may not tell every kind of wait. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** A wait that is seen this often in a row is one: who was set free in between is on its way. */
    private static final int SIGHTINGS = 3;
    /** Who waits for whom; a session that waits for itself in the end is about to be freed from a deadlock. */
    private static final String WAITS = "select pid, unnest(case wait_event when 'SafeSnapshot' then array[0]"
            + " else pg_blocking_pids(pid) end) from pg_stat_activity"
            + " where wait_event_type = 'Lock' or wait_event = 'SafeSnapshot'";

    private static final Pattern LIMIT = Pattern.compile("set (local )?lock_timeout");

    private final String name;
    private final WireClient client;
    private final boolean extended;
    /** Whether its waits end by themselves. */
    private boolean limited;

    private @Nullable CompletableFuture<QueryResult> pending;

    /** @param extended whether single statements go by the extended protocol */
    IsoSession(String name, Endpoint endpoint, Map<String, String> settings, boolean extended) {
        this.name = name;
        this.client = WireClient.connect(endpoint, settings);
        this.extended = extended;
    }

    String name() {
        return name;
    }

    boolean waits() {
        return pending != null;
    }

    void start(String sql) {
        limited |= LIMIT.matcher(sql).find();
        boolean several = sql.contains(";");
        pending = CompletableFuture.supplyAsync(
                () -> extended && !several ? client.extended(sql) : client.query(sql), Thread::startVirtualThread);
    }

    /** The answer, or null when the session waits for another one. */
    @Nullable
    String answerUnlessWaiting(WireClient observer) {
        int sightings = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < SILENCE_NANOS && sightings < SIGHTINGS) {
            String answer = answerWithin(POLL_MILLIS);
            if (answer != null) {
                return answer;
            }
            sightings = !limited && isSeenWaiting(observer) ? sightings + 1 : 0;
        }
        return answerWithin(0);
    }

    private boolean isSeenWaiting(WireClient observer) {
        Map<String, List<String>> blockers = new HashMap<>();
        for (String[] row : observer.query(WAITS).last().rows()) {
            blockers.computeIfAbsent(row[0], pid -> new ArrayList<>()).add(row[1]);
        }
        String self = String.valueOf(client.key().processId());
        return blockers.containsKey(self) && !reaches(self, self, blockers, new HashSet<>());
    }

    private static boolean reaches(String from, String to, Map<String, List<String>> blockers, Set<String> seen) {
        for (String next : blockers.getOrDefault(from, List.of())) {
            if (next.equals(to) || seen.add(next) && reaches(next, to, blockers, seen)) {
                return true;
            }
        }
        return false;
    }

    /** The answer if it comes within this time. */
    @Nullable
    String answerWithin(int millis) {
        CompletableFuture<QueryResult> running = pending;
        if (running == null) {
            return null;
        }
        try {
            QueryResult result = running.get(millis, TimeUnit.MILLISECONDS);
            pending = null;
            return text(result);
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("session " + name, e.getCause());
        }
    }

    /** Results one after the other: rows, else the tag; an error last. Which read or write lost a race is not told. */
    private String text(QueryResult result) {
        String results = result.results().stream()
                .map(one -> one.fields().isEmpty() ? one.tag() : rows(one))
                .collect(Collectors.joining(" / "));
        if (result.error() == null) {
            return results;
        }
        // a deadlock is one of the conflicts that end with 40001 here, and has a state of its own in PostgreSQL
        String state = result.error().sqlState().replace("40P01", "40001");
        String error = "error " + state
                + (state.startsWith("40") ? "" : " " + result.error().message());
        // by the extended protocol a statement has its tag before its commit fails
        return results.isEmpty() || extended && result.results().size() == 1 ? error : results + " / " + error;
    }

    private static String rows(QueryResult.Result result) {
        return result.rows().isEmpty()
                ? "no rows"
                : result.rows().stream()
                        .map(row -> Arrays.stream(row)
                                .map(value -> value == null ? "NULL" : value)
                                .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        client.close();
    }
}
