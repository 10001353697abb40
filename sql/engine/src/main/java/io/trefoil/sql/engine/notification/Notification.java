package io.trefoil.sql.engine.notification;

/** A message on a channel. @param processId of the session that sent it */
public record Notification(int processId, String channel, String payload) {
    /** Heap that it takes while it waits, roughly. */
    int bytes() {
        return 100 + 2 * payload.length();
    }
}
