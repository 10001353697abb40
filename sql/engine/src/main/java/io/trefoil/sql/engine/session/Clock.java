package io.trefoil.sql.engine.session;

import java.time.Instant;

/** PostgreSQL's time scale. */
final class Clock {
    /** Seconds from 1970-01-01 to 2000-01-01. */
    private static final long EPOCH_SECONDS = 946_684_800L;

    private Clock() {}

    /** Microseconds since 2000-01-01 00:00 UTC. */
    static long nowMicros() {
        Instant now = Instant.now();
        return (now.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + now.getNano() / 1000;
    }
}
