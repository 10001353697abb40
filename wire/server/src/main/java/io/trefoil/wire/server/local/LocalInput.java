package io.trefoil.wire.server.local;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.wire.protocol.frame.FrontendDecoder;
import io.trefoil.wire.protocol.message.Execute;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.Parse;
import io.trefoil.wire.protocol.message.Query;
import io.trefoil.wire.server.connection.ClientInput;
import io.trefoil.wire.server.connection.ConnectionEnded;
import io.trefoil.wire.server.connection.Signals;
import org.jspecify.annotations.Nullable;

/**
 * What the client has written. {@link #take} never waits: with nothing left it asks the connection to park, so that the
 * client's thread returns to the client. Only {@link #takeInStatement} waits, and that is only called by statements that
 * run apart: {@link #take} holds back what may be a COPY until they do.
 */
final class LocalInput implements ClientInput {
    private final LocalConnection owner;
    private final FrontendDecoder decoder;
    private final Signals signals;
    /** Taken out of the decoder and to be handed out apart. */
    private @Nullable FrontendMessage heldBack;
    /** Whether a prepared statement may be a COPY. */
    private boolean copyPrepared;

    private boolean parking;
    private boolean idleTimeIsUp;

    LocalInput(LocalConnection owner, FrontendDecoder decoder, Signals signals) {
        this.owner = owner;
        this.decoder = decoder;
        this.signals = signals;
    }

    /** The next {@link #take} finds the client silent for too long. */
    void idleTimeIsUp() {
        idleTimeIsUp = true;
    }

    /** Whether the connection parked because its next message may wait for the client. */
    boolean wantsApart() {
        return heldBack != null;
    }

    @Override
    public @Nullable FrontendMessage take(long timeoutMillis, boolean mayPark) {
        parking = false;
        if (signals.shutdownRequested()) {
            throw ConnectionEnded.SHUTDOWN;
        }
        if (idleTimeIsUp) {
            return null;
        }
        if (owner.apart()) {
            return takeApart(timeoutMillis, mayPark);
        }
        FrontendMessage message = decoder.next();
        if (message == null) {
            park(timeoutMillis, mayPark);
        } else if (mayCopy(message)) {
            heldBack = message;
            parking = true;
            return null;
        }
        return message;
    }

    private @Nullable FrontendMessage takeApart(long timeoutMillis, boolean mayPark) {
        FrontendMessage message = heldBack;
        if (message != null) {
            heldBack = null;
            return message;
        }
        message = owner.next(decoder);
        if (message == null) {
            park(timeoutMillis, mayPark);
        }
        return message;
    }

    private void park(long timeoutMillis, boolean mayPark) {
        if (owner.closed()) {
            throw ConnectionEnded.CLIENT_GONE;
        }
        if (!mayPark || !signals.notificationsWait()) {
            owner.idles(timeoutMillis);
            parking = true;
        }
    }

    @Override
    public boolean parkingDue() {
        return parking;
    }

    @Override
    public boolean hasBytes() {
        return decoder.buffered() > 0;
    }

    @Override
    public boolean syncFollows() {
        return owner.syncFollows(decoder);
    }

    @Override
    public FrontendMessage takeInStatement() {
        if (!owner.apart()) {
            throw new SqlStateException(SqlState.INTERNAL_ERROR, "a statement waits for the client on its own thread");
        }
        return owner.awaitNext(decoder);
    }

    private boolean mayCopy(FrontendMessage message) {
        if (message instanceof Query query) {
            return mayCopy(query.sql());
        }
        if (message instanceof Parse parse) {
            copyPrepared |= mayCopy(parse.sql());
            return false;
        }
        return copyPrepared && message instanceof Execute;
    }

    /** Whether a text may contain a COPY from or to the client; sometimes true for others, which then only cost more. */
    static boolean mayCopy(String sql) {
        int copy = indexOfWord(sql, "copy", 0);
        return copy >= 0 && (indexOfWord(sql, "stdin", copy) >= 0 || indexOfWord(sql, "stdout", copy) >= 0);
    }

    /** Where a word stands in a text, in any case, with no letter, digit or underscore beside it; -1 when nowhere. */
    private static int indexOfWord(String text, String word, int from) {
        char first = word.charAt(0);
        int last = text.length() - word.length();
        for (int i = from; i <= last; i++) {
            if ((text.charAt(i) | 0x20) == first
                    && text.regionMatches(true, i, word, 0, word.length())
                    && (i == 0 || !inWord(text.charAt(i - 1)))
                    && (i == last || !inWord(text.charAt(i + word.length())))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean inWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
