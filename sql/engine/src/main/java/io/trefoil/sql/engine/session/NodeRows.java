package io.trefoil.sql.engine.session;

import io.trefoil.sql.functions.session.SessionFunctions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** trefoil_catalog.nodes: the servers that a client may turn to; one so far. */
final class NodeRows {
    private volatile @Nullable Address address;

    private record Address(String host, int port) {}

    void listening(String host, int port) {
        address = new Address(host, port);
    }

    /** Address and port are null inside the client's process. */
    List<@Nullable Object[]> of(SharedEngine engine) {
        Address known = address;
        @Nullable
        Object[] row = {
            1,
            "node-1",
            known == null ? null : known.host(),
            known == null ? null : known.port(),
            "primary",
            engine.store().condition().isEmpty() ? "ready" : "read-only",
            SessionFunctions.TREFOIL_VERSION,
            engine.startMicros(),
            engine.sessions().all().size(),
            engine.settings().maxConnections()
        };
        return List.<@Nullable Object[]>of(row);
    }
}
