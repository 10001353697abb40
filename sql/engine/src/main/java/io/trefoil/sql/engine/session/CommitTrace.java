package io.trefoil.sql.engine.session;

import io.trefoil.sql.engine.outcome.CommitOutcomes;
import io.trefoil.sql.engine.outcome.CommitRecord;
import io.trefoil.sql.engine.outcome.SessionIdentity;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageTransaction;
import org.jspecify.annotations.Nullable;

/**
 * What a session's commits leave in the store with {@code trefoil.commit_outcomes}. Once it has begun it goes on to the end
 * of the session, whatever becomes of the setting: a commit without a record would be answered with "aborted".
 */
final class CommitTrace {
    private static final byte[] NO_KEY = {};

    private final CommitOutcomes outcomes;
    private final int role;
    /** Others look for it. */
    private volatile @Nullable SessionIdentity identity;

    private byte[] key = NO_KEY;
    /** When the identity was made: no record is older. */
    private long startMicros;

    private long cycle;
    private int commits;
    /** What the statement that is being committed answers. */
    private String result = "";

    /** @param role that the session logged in as */
    CommitTrace(CommitOutcomes outcomes, int role) {
        this.outcomes = outcomes;
        this.role = role;
    }

    /** From now on commits are recorded. */
    void begin() {
        if (identity == null) {
            SessionIdentity made = outcomes.newIdentity();
            startMicros = made.startMicros();
            key = CommitOutcomes.key(made);
            identity = made;
        }
    }

    /** Null as long as nothing is recorded. Any thread. */
    @Nullable
    SessionIdentity identity() {
        return identity;
    }

    /** The client is told that the session is ready for the next query. */
    void ready() {
        cycle++;
        commits = 0;
        result = "";
    }

    /** The whole answer of the statement that is about to be committed, its tag; empty when there is more to it. */
    void result(String tag) {
        result = tag;
    }

    long commit(StorageTransaction transaction) {
        if (identity == null) {
            return transaction.commit();
        }
        long now = Math.max(startMicros, CommitOutcomes.nowMicros());
        byte[] record = new CommitRecord(role, cycle, now, commits + 1, result).encode();
        long version = transaction.commit(Spaces.COMMIT_OUTCOMES, key, record);
        commits++;
        return version;
    }
}
