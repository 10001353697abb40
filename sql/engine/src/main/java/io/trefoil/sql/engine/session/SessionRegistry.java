package io.trefoil.sql.engine.session;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The open sessions of a server by process id. Thread-safe. */
final class SessionRegistry {
    private final Map<Integer, EngineSession> sessions = new ConcurrentHashMap<>();

    void add(EngineSession session) {
        sessions.put(session.processId(), session);
    }

    void remove(EngineSession session) {
        sessions.remove(session.processId(), session);
    }

    @Nullable
    EngineSession find(int processId) {
        return sessions.get(processId);
    }

    Collection<EngineSession> all() {
        return sessions.values();
    }
}
