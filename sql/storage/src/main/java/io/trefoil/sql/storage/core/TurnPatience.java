package io.trefoil.sql.storage.core;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long one who waits for a {@linkplain Turns turn} looks on. One wait's own. */
final class TurnPatience {
    /** A person at a prompt hardly notices; a program has come back by then with what it has computed. */
    private static final long IDLE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(250);
    /** For one holder, whatever it does. */
    private static final long HELD_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);
    /** Where nearly every reader writes, giving up means to fail: wait for programs on an overloaded machine too. */
    private static final int SURE = 10;
    /** How often to look. */
    static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final int factor;
    private @Nullable HeldLock holder;
    private long holderSince;

    /** @param sure whether what is waited for will nearly certainly be written */
    TurnPatience(boolean sure) {
        factor = sure ? SURE : 1;
    }

    /** Whether a holder has had its turn for long enough; it then knows. */
    boolean endsFor(HeldLock held, long now) {
        if (held != holder) {
            holder = held;
            holderSince = now;
        }
        if (!(held.owner instanceof CoreTransaction other)
                || (other.turns().idleNanos(now) < factor * IDLE_NANOS_MAX
                        && now - holderSince < factor * HELD_NANOS_MAX)) {
            return false;
        }
        other.turns().lose();
        return true;
    }
}
