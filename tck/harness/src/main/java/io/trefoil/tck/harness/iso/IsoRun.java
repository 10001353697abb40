package io.trefoil.tck.harness.iso;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.client.QueryResult;
import io.trefoil.tck.harness.client.ServerError;
import io.trefoil.tck.harness.client.WireClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs scenarios on one database, each in a schema of its own and with new connections. */
final class IsoRun implements AutoCloseable {
    private static final int LAST_WAIT_MILLIS = 20_000;

    private final Endpoint endpoint;
    private final boolean postgres;
    private final boolean extended;
    private final WireClient observer;
    private int schemas;

    IsoRun(Endpoint endpoint, String target) {
        this.endpoint = endpoint;
        this.postgres = target.equals("postgresql");
        this.extended = target.equals("rocksdb");
        this.observer = WireClient.connect(endpoint);
    }

    /** One line an answer: in the order of the steps, and where a waiting session goes on. */
    List<String> run(String setup, IsoScenario scenario, String level) {
        String schema = "run" + ++schemas;
        check(observer.query("create schema " + schema));
        check(observer.query("set search_path = " + schema));
        check(observer.query(setup));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("timezone", "UTC");
        settings.put("search_path", schema);
        settings.put("default_transaction_isolation", level);
        if (postgres) {
            settings.put("deadlock_timeout", "10ms");
        }
        Map<String, IsoSession> sessions = new LinkedHashMap<>();
        try {
            for (IsoScenario.Step step : scenario.steps()) {
                sessions.computeIfAbsent(
                        step.session(), name -> new IsoSession(name, endpoint, settings, extended && !postgres));
            }
            return run(scenario, sessions);
        } finally {
            sessions.values().forEach(IsoSession::close);
        }
    }

    private List<String> run(IsoScenario scenario, Map<String, IsoSession> sessions) {
        List<String> lines = new ArrayList<>();
        for (IsoScenario.Step step : scenario.steps()) {
            IsoSession session = Objects.requireNonNull(sessions.get(step.session()));
            if (session.waits()) {
                String late = session.answerWithin(LAST_WAIT_MILLIS);
                lines.add(step.session() + ": " + (late == null ? "still waits" : late));
                if (late == null) {
                    return lines;
                }
            }
            session.start(step.sql());
            String answer = session.answerUnlessWaiting(observer);
            lines.add(step.session() + ": " + (answer == null ? "waits" : answer));
            collect(sessions, session, lines);
        }
        return lines;
    }

    /** Answers of others that the last step has set free. Their order is that of the sessions, not of the moments. */
    private void collect(Map<String, IsoSession> sessions, IsoSession current, List<String> lines) {
        boolean progress;
        @Nullable IsoSession justAsked = current;
        do {
            progress = false;
            for (IsoSession other : sessions.values()) {
                String answer = other.waits() && other != justAsked ? other.answerUnlessWaiting(observer) : null;
                if (answer != null) {
                    lines.add(other.name() + ": " + answer);
                    progress = true;
                    justAsked = null;
                }
            }
        } while (progress);
    }

    private static void check(QueryResult result) {
        if (result.error() != null) {
            throw new ServerError(result.error());
        }
    }

    @Override
    public void close() {
        observer.close();
    }
}
