package io.trefoil.sql.engine.notification;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Who listens to what in a server. As in PostgreSQL, transactions that notify commit one after another, so that everybody
 * hears them in the order of their commits, and a session that begins to listen hears all that commits after it.
 */
public final class NotificationHub {
    /** All together, on their way to clients that do not take them. */
    private static final long BYTES_MAX = Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 32);

    private final ReentrantLock order = new ReentrantLock();
    private final Map<Channel, Set<Inbox>> listeners = new HashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    private record Channel(int database, String name) {}

    /** Commits, then does what the transaction has asked for. */
    long commit(Inbox own, List<PendingNotifications.Action> actions, LongSupplier store) {
        order.lock();
        try {
            if (bytes.get() > BYTES_MAX && actions.stream().anyMatch(PendingNotifications.Notify.class::isInstance)) {
                throw new SqlStateException(
                        SqlState.PROGRAM_LIMIT_EXCEEDED, "too many notifications in the NOTIFY queue");
            }
            long version = store.getAsLong();
            // A transaction that listens and notifies hears itself, in whatever order it did so.
            actions.forEach(action -> subscribe(own, action));
            actions.forEach(action -> send(own, action));
            return version;
        } finally {
            order.unlock();
        }
    }

    private void subscribe(Inbox own, PendingNotifications.Action action) {
        switch (action) {
            case PendingNotifications.Listen listen -> {
                if (own.listened().add(listen.channel())) {
                    listeners
                            .computeIfAbsent(
                                    new Channel(own.database(), listen.channel()), absent -> new LinkedHashSet<>())
                            .add(own);
                }
            }
            case PendingNotifications.Unlisten unlisten -> {
                if (own.listened().remove(unlisten.channel())) {
                    remove(own, unlisten.channel());
                }
            }
            case PendingNotifications.UnlistenAll all -> unlistenAll(own);
            case PendingNotifications.Notify notify -> {}
        }
    }

    private void send(Inbox own, PendingNotifications.Action action) {
        if (action instanceof PendingNotifications.Notify notify) {
            Notification sent = notify.notification();
            for (Inbox inbox : listeners.getOrDefault(new Channel(own.database(), sent.channel()), Set.of())) {
                bytes.addAndGet(sent.bytes());
                inbox.add(sent);
            }
        }
    }

    void unlistenAll(Inbox own) {
        order.lock();
        try {
            own.listened().forEach(channel -> remove(own, channel));
            own.listened().clear();
        } finally {
            order.unlock();
        }
    }

    private void remove(Inbox own, String name) {
        Channel channel = new Channel(own.database(), name);
        Set<Inbox> of = listeners.get(channel);
        if (of != null) {
            of.remove(own);
            if (of.isEmpty()) {
                listeners.remove(channel);
            }
        }
    }

    void taken(Notification notification) {
        bytes.addAndGet(-notification.bytes());
    }

    /** How full the queue is, from 0 to 1. */
    public double usage() {
        return Math.min(1.0, (double) bytes.get() / BYTES_MAX);
    }
}
