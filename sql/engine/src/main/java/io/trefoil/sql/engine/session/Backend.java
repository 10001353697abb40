package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.TransactionInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session as others see it.
 *
 * @param transaction the one that the store has open for it, null when there is none
 */
record Backend(EngineSession session, @Nullable TransactionInfo transaction) {
    /** Stands for a prepared transaction, which no process has, as in pg_blocking_pids. */
    private static final int PREPARED = 0;

    /** The sessions of a server at this moment, oldest first. */
    static List<Backend> all(SharedEngine engine) {
        Map<String, TransactionInfo> open = new HashMap<>();
        for (TransactionInfo transaction : engine.store().transactions()) {
            open.put(transaction.label(), transaction);
        }
        List<Backend> backends = new ArrayList<>();
        for (EngineSession session : engine.sessions().all()) {
            backends.add(new Backend(session, open.get(label(session.processId()))));
        }
        backends.sort(
                Comparator.<Backend>comparingLong(b -> b.state().startMicros()).thenComparingInt(Backend::processId));
        return backends;
    }

    /** The name of a session in the store's views. */
    static String label(int processId) {
        return Integer.toString(processId);
    }

    /** The process id behind a label of the store's views; null for the server's own transactions. */
    static @Nullable Integer processId(String label) {
        try {
            return Integer.valueOf(label);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    int processId() {
        return session.processId();
    }

    SessionState state() {
        return session.state();
    }

    TransactionInfo.@Nullable Waiting waitsFor() {
        return transaction == null ? null : transaction.waitsFor();
    }

    /** Process ids of those it waits for: holders of its lock and those before it in the queue, each once. */
    Set<Integer> blockers() {
        Set<Integer> pids = new LinkedHashSet<>();
        TransactionInfo.Waiting wait = waitsFor();
        if (wait != null) {
            for (TransactionInfo.Blocker blocker : wait.blockers()) {
                Integer pid = processId(blocker.label());
                if (pid != null && pid != processId()) {
                    pids.add(pid);
                } else if (blocker.label().equals(PreparedTransaction.LABEL)) {
                    pids.add(PREPARED);
                }
            }
        }
        return pids;
    }
}
