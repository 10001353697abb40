package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks for keys by ascending prefixes in the newest state. One cursor serves neighbours; where the next prefix is far, a
 * new one begins there, so that a walk costs no more than a look for each.
 */
final class PrefixWalk implements AutoCloseable {
    /** Keys that are stepped over before a new cursor is cheaper. */
    private static final int STEPS_MAX = 32;

    private final int space;
    private final ExecutionContext context;
    private @Nullable KeyCursor cursor;
    private boolean atKey;

    PrefixWalk(int space, ExecutionContext context) {
        this.space = space;
        this.context = context;
    }

    /** Whether more than one key has a prefix, which is behind the one asked for before. */
    boolean hasSeveral(byte[] prefix) {
        KeyCursor at = goTo(prefix);
        if (!atKey || !startsWith(at, prefix)) {
            return false;
        }
        atKey = at.next();
        return atKey && startsWith(at, prefix);
    }

    /** Stands on the first key that is not before the prefix, if there is one. */
    private KeyCursor goTo(byte[] prefix) {
        KeyCursor at = cursor;
        if (at == null) {
            return open(prefix);
        }
        for (int steps = 0; atKey && isBefore(at, prefix); steps++) {
            if (steps == STEPS_MAX) {
                return open(prefix);
            }
            atKey = at.next();
        }
        return at;
    }

    private KeyCursor open(byte[] prefix) {
        close();
        KeyCursor opened = context.statement()
                .scan(ScanRequest.of(new KeyRange(space, prefix, null)).with(Access.LATEST));
        cursor = opened;
        atKey = opened.next();
        return opened;
    }

    private static boolean isBefore(KeyCursor at, byte[] prefix) {
        int from = at.keyOffset();
        return Arrays.compareUnsigned(at.keyArray(), from, from + at.keyLength(), prefix, 0, prefix.length) < 0;
    }

    private static boolean startsWith(KeyCursor at, byte[] prefix) {
        int from = at.keyOffset();
        return at.keyLength() >= prefix.length
                && Arrays.equals(at.keyArray(), from, from + prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public void close() {
        KeyCursor open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }
}
