package io.trefoil.sql.api;

import java.util.Map;

/**
 * Who opens a session and with which start-up settings.
 *
 * @param user the authenticated role
 * @param database the database to connect to
 * @param settings run-time parameters of the StartupMessage, {@code options} already split into name and value
 * @param processId the number that pg_backend_pid() answers and BackendKeyData sends
 * @param clientAddress host:port of the client, or empty for in-process sessions
 */
public record SessionRequest(
        String user, String database, Map<String, String> settings, int processId, String clientAddress) {
    public SessionRequest {
        settings = Map.copyOf(settings);
    }
}
