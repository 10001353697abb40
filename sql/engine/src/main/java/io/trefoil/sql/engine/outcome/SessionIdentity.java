package io.trefoil.sql.engine.outcome;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.regex.Pattern;

/**
 * The name under which a session's commits are recorded: 32 hexadecimal digits, of which the first half names the store, so
 * that no other store answers for it, and the second half the session: when it began (51 bits, microseconds since 2000) and
 * 12 random bits against clocks that were set back between two runs of the server.
 */
public record SessionIdentity(long store, long number) {
    private static final int RANDOM_BITS = 12;
    private static final Pattern TEXT = Pattern.compile("[0-9a-fA-F]{32}");

    static SessionIdentity of(long store, long startMicros, long random) {
        return new SessionIdentity(store, numberAt(startMicros) | random & (1L << RANDOM_BITS) - 1);
    }

    static long numberAt(long startMicros) {
        return startMicros << RANDOM_BITS;
    }

    /** @throws SqlStateException 22023 */
    public static SessionIdentity parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "invalid session identity: \"" + text + "\"");
        }
        return new SessionIdentity(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16));
    }

    /** No earlier than this, in microseconds since 2000, the session has committed anything. */
    public long startMicros() {
        return number >>> RANDOM_BITS;
    }

    public String text() {
        return String.format("%016x%016x", store, number);
    }
}
