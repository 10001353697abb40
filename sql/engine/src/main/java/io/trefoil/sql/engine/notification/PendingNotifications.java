package io.trefoil.sql.engine.notification;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** What the open transaction of a session will do to channels if it commits (PostgreSQL docs, "NOTIFY"). */
public final class PendingNotifications {
    /** NAMEDATALEN of PostgreSQL. */
    private static final int CHANNEL_BYTES = 64;
    /** NOTIFY_PAYLOAD_MAX_LENGTH of async.c. */
    private static final int PAYLOAD_BYTES = 8000;

    private final NotificationHub hub;
    private final Inbox inbox;
    private final int processId;
    private final List<Action> actions = new ArrayList<>(0);
    /** The same message twice in a transaction is sent once. */
    private final Set<Action> sent = new HashSet<>(0);

    private int mark;

    sealed interface Action {}

    record Listen(String channel) implements Action {}

    record Unlisten(String channel) implements Action {}

    record UnlistenAll() implements Action {}

    record Notify(Notification notification) implements Action {}

    public PendingNotifications(NotificationHub hub, Inbox inbox, int processId) {
        this.hub = hub;
        this.inbox = inbox;
        this.processId = processId;
    }

    public void listen(String channel) {
        actions.add(new Listen(channel));
    }

    public void unlisten(String channel) {
        if (!actions.isEmpty() || !inbox.listened().isEmpty()) {
            actions.add(new Unlisten(channel));
        }
    }

    public void unlistenAll() {
        if (!actions.isEmpty() || !inbox.listened().isEmpty()) {
            actions.add(new UnlistenAll());
        }
    }

    public void send(String channel, String payload) {
        if (channel.isEmpty()) {
            throw refused("channel name cannot be empty");
        }
        if (channel.getBytes(StandardCharsets.UTF_8).length >= CHANNEL_BYTES) {
            throw refused("channel name too long");
        }
        if (payload.getBytes(StandardCharsets.UTF_8).length >= PAYLOAD_BYTES) {
            throw refused("payload string too long");
        }
        Action action = new Notify(new Notification(processId, channel, payload));
        if (sent.add(action)) {
            actions.add(action);
        }
    }

    private static SqlStateException refused(String message) {
        return new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, message);
    }

    /** Commits the transaction, and then does what it has asked for. */
    public long commit(LongSupplier store) {
        if (actions.isEmpty()) {
            return store.getAsLong();
        }
        long version = hub.commit(inbox, actions, store);
        clear();
        return version;
    }

    /** Whether a commit would do nothing. */
    public boolean isEmpty() {
        return actions.isEmpty();
    }

    /** A place to come back to. */
    public int place() {
        return actions.size();
    }

    public void returnTo(int place) {
        while (actions.size() > place) {
            sent.remove(actions.removeLast());
        }
        mark = Math.min(mark, place);
    }

    /** A statement begins that may be run again. */
    public void mark() {
        mark = actions.size();
    }

    /** It is going to be run again from its beginning. */
    public void undo() {
        returnTo(mark);
    }

    /** The transaction has ended. */
    public void clear() {
        if (!actions.isEmpty()) {
            actions.clear();
            sent.clear();
        }
        mark = 0;
    }
}
