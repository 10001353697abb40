package io.trefoil.tck.jdbc;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Where and how {@link CuttingProxy} ends a connection.
 *
 * @param index of the message at {@link Place}s that count, from 0
 * @param bytes of that message that get through
 * @param toClient how the client hears of it
 * @param toServer how the server hears of it
 * @param lateMillis how much later the server hears of it than the client
 * @param outageMillis how long nobody gets through afterwards
 * @param next the cut after this one, counted from it; null for none
 */
record Cut(
        Place place,
        int index,
        int bytes,
        Ending toClient,
        Ending toServer,
        int lateMillis,
        int outageMillis,
        @Nullable Cut next) {
    /** More messages than a transfer has in either direction: some cuts come after it. */
    private static final int MESSAGES = 26;

    /** Longest time that a server goes on without knowing that its client is gone. */
    private static final int LATE_MILLIS = 60;

    enum Place {
        /** The client's message does not reach the server. */
        BEFORE_REQUEST,
        /** The server gets the beginning of the client's message. */
        INSIDE_REQUEST,
        /** The server gets the message and the client no answer. */
        AFTER_REQUEST,
        /** The client is cut off, and then its message reaches the server. */
        LATE_REQUEST,
        /** The server's message does not reach the client. */
        BEFORE_ANSWER,
        /** The client gets the beginning of the server's message. */
        INSIDE_ANSWER,
        /** The client's COMMIT, or the statement that commits by itself, does not reach the server. */
        BEFORE_COMMIT,
        /** The server has committed and the client does not get to know. */
        BEFORE_COMMITTED,
        /** The client knows that the server has committed, but not that it is ready for more. */
        AFTER_COMMITTED,
        /** The answer is complete, the connection ends after it. */
        AFTER_READY
    }

    enum Ending {
        /** As when a process closes its socket. */
        FIN,
        /** As when a machine has forgotten the connection. */
        RST,
        /** As when a cable is cut: nobody hears of anything. Not among the random ones. */
        NEVER
    }

    /** Longest time that nobody gets through. */
    private static final int OUTAGE_MILLIS = 100;

    static Cut random(Random random) {
        return random(random, random.nextInt(4) == 0 ? random(random, null) : null);
    }

    private static Cut random(Random random, @Nullable Cut next) {
        Ending[] endings = {Ending.FIN, Ending.RST};
        return new Cut(
                Place.values()[random.nextInt(Place.values().length)],
                random.nextInt(MESSAGES),
                random.nextInt(12),
                endings[random.nextInt(endings.length)],
                endings[random.nextInt(endings.length)],
                random.nextBoolean() ? 0 : random.nextInt(LATE_MILLIS),
                random.nextInt(4) == 0 ? random.nextInt(OUTAGE_MILLIS) : 0,
                next);
    }
}
