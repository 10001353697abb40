package io.trefoil.sql.engine.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open sessions of a server by process id, and what those that ended have counted. Thread-safe. */
final class SessionRegistry {
    private final Map<Integer, EngineSession> sessions = new ConcurrentHashMap<>();
    /** By database; what was counted before the last reset is negative. */
    private final Map<Integer, TransactionTally> ended = new HashMap<>();

    private final Map<Integer, Long> resetMicros = new HashMap<>();

    void add(EngineSession session) {
        sessions.put(session.processId(), session);
    }

    void remove(EngineSession session) {
        if (sessions.remove(session.processId(), session)) {
            synchronized (ended) {
                ofEnded(session.databaseOid())
                        .add(session.state().transactions().tally());
            }
        }
    }

    @Nullable
    EngineSession find(int processId) {
        return sessions.get(processId);
    }

    boolean isOpen(EngineSession session) {
        return sessions.get(session.processId()) == session;
    }

    Collection<EngineSession> all() {
        return sessions.values();
    }

    /** What the sessions of a database have counted since the last reset. */
    TransactionTally tally(int databaseOid) {
        TransactionTally sum = new TransactionTally();
        synchronized (ended) {
            sum.add(ofEnded(databaseOid));
        }
        for (EngineSession session : sessions.values()) {
            if (session.databaseOid() == databaseOid) {
                sum.add(session.state().transactions().tally());
            }
        }
        return sum;
    }

    /** pg_stat_reset. */
    void reset(int databaseOid) {
        TransactionTally now = tally(databaseOid);
        synchronized (ended) {
            ofEnded(databaseOid).subtract(now);
            resetMicros.put(databaseOid, Clock.nowMicros());
        }
    }

    /** When the numbers of a database were last set to zero; null for never. */
    @Nullable
    Long resetMicros(int databaseOid) {
        synchronized (ended) {
            return resetMicros.get(databaseOid);
        }
    }

    private TransactionTally ofEnded(int databaseOid) {
        return ended.computeIfAbsent(databaseOid, absent -> new TransactionTally());
    }
}
