package io.trefoil.sql.engine.notification;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What has arrived for a session and its client has not been told. Filled by any thread, emptied by the session's. */
public final class Inbox {
    private final NotificationHub hub;
    private final int database;
    private final Runnable arrived;
    private final Queue<Notification> waiting = new ConcurrentLinkedQueue<>();
    /** Changed and read by the session's thread. */
    private final Set<String> channels = new TreeSet<>();

    /** @param arrived called by the sender's thread; must not wait */
    public Inbox(NotificationHub hub, int database, Runnable arrived) {
        this.hub = hub;
        this.database = database;
        this.arrived = arrived;
    }

    /** The next message in the order of commits, null when there is none. */
    public @Nullable Notification poll() {
        Notification next = waiting.poll();
        if (next != null) {
            hub.taken(next);
        }
        return next;
    }

    /** What the session listens to, in name order. */
    public List<String> channels() {
        return new ArrayList<>(channels);
    }

    /** The session ends. */
    public void close() {
        if (!channels.isEmpty()) {
            hub.unlistenAll(this);
        }
        while (poll() != null) {
            // nobody will hear it
        }
    }

    int database() {
        return database;
    }

    Set<String> listened() {
        return channels;
    }

    void add(Notification notification) {
        waiting.add(notification);
        arrived.run();
    }
}
