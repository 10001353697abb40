package io.trefoil.jdbc.link;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The messages that the client sent since its transaction began, cut into cycles: a cycle ends with Sync, Query or
 * FunctionCall and is answered by one ReadyForQuery. All bytes lie in one array, which is used again for the next
 * transaction.
 */
final class TransactionLog {
    private static final int HEADER_BYTES = 5;

    private byte[] bytes = new byte[2048];
    private int size;
    private int[] starts = new int[16];
    private long[] digests = new long[16];
    /** Complete cycles; the start of the open one stands behind them. */
    private int cycles;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    int cycles() {
        return cycles;
    }

    void clear() {
        size = 0;
        cycles = 0;
        starts[0] = 0;
        if (bytes.length > 1 << 20) {
            bytes = new byte[2048];
        }
    }

    void append(byte[] source, int from, int to) {
        int length = to - from;
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
        }
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /** The message that ends a cycle was appended. */
    void endCycle() {
        cycles++;
        if (cycles == starts.length) {
            starts = Arrays.copyOf(starts, cycles * 2);
            digests = Arrays.copyOf(digests, cycles * 2);
        }
        starts[cycles] = size;
    }

    /** Forgets the last complete cycle and what follows. */
    void dropFrom(int cycle) {
        cycles = cycle;
        size = starts[cycle];
    }

    int start(int cycle) {
        return starts[cycle];
    }

    /** Where a cycle ends; the open one as far as it was sent. */
    int end(int cycle) {
        return cycle < cycles ? starts[cycle + 1] : size;
    }

    /** The digest of a cycle's answers. */
    long digest(int cycle) {
        return digests[cycle];
    }

    void digest(int cycle, long value) {
        digests[cycle] = value;
    }

    char type(int message) {
        return (char) bytes[message];
    }

    /** Where the message after this one begins. */
    int next(int message) {
        return message + 1 + Frames.integer(bytes, message + 1);
    }

    /** The kind byte of Describe and Close: S for a statement, P for a portal. */
    char targetKind(int message) {
        return (char) bytes[message + HEADER_BYTES];
    }

    /** The n-th zero-terminated string of a message: of Parse name and text, of Bind portal and statement, of Execute portal, of Query text. */
    String string(int message, int n) {
        int from = message + HEADER_BYTES;
        for (int i = 0; i < n; i++) {
            from = Frames.endOfString(bytes, from) + 1;
        }
        return Frames.string(bytes, from);
    }

    /** A message's bytes. */
    byte[] copy(int message) {
        return Arrays.copyOfRange(bytes, message, next(message));
    }

    /**
     * The text of the statement that an Execute or Query message runs; null when it was prepared before this log began and
     * nobody knows it.
     */
    @Nullable
    String text(int message, PreparedStatements prepared) {
        if (type(message) == 'Q') {
            return string(message, 0);
        }
        String portal = string(message, 0);
        String statement = null;
        String unnamed = null;
        String text = null;
        for (int at = 0; at < message; at = next(at)) {
            char type = type(at);
            if (type == 'P' && string(at, 0).isEmpty()) {
                unnamed = string(at, 1);
            } else if (type == 'B' && string(at, 0).equals(portal)) {
                statement = string(at, 1);
                text = statement.isEmpty() ? unnamed : null;
            }
        }
        if (text == null && statement != null && !statement.isEmpty()) {
            text = prepared.text(statement);
        }
        return text;
    }

    /** Whether a cycle only opens the transaction: BEGIN, or SAVEPOINT of the restart savepoint. */
    boolean opens(int cycle, PreparedStatements prepared) {
        boolean any = false;
        for (int at = start(cycle); at < end(cycle); at = next(at)) {
            if (type(at) == 'Q' || type(at) == 'E') {
                String text = text(at, prepared);
                String savepoint = text == null ? null : SqlText.savepoint(text);
                boolean opening = text != null
                        && (SqlText.isBegin(text) || (savepoint != null && SqlText.isRestartSavepoint(savepoint)));
                if (!opening) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** Whether a cycle contains COMMIT, or RELEASE of the restart savepoint. */
    boolean commits(int cycle, PreparedStatements prepared) {
        for (int at = start(cycle); at < end(cycle); at = next(at)) {
            if (isCommit(at, prepared)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a message runs COMMIT, or RELEASE of the restart savepoint. */
    boolean isCommit(int message, PreparedStatements prepared) {
        char type = type(message);
        String text = type == 'E' || type == 'Q' ? text(message, prepared) : null;
        if (text == null) {
            return false;
        }
        String released = SqlText.released(text);
        return SqlText.isCommit(text) || (released != null && SqlText.isRestartSavepoint(released));
    }
}
