package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.engine.outcome.CommitAnswer;
import io.trefoil.sql.engine.outcome.CommitOutcomes;
import io.trefoil.sql.engine.outcome.CommitRecord;
import io.trefoil.sql.engine.outcome.SessionIdentity;
import io.trefoil.sql.storage.SideEntry;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.types.TextFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a session's commits leave in the store with {@code trefoil.commit_outcomes}. Once it has begun it goes on to the end
 * of the session, whatever becomes of the setting: a commit without a record would be answered with "aborted".
 */
final class CommitTrace {
    private static final byte[] NOTHING = {};
    /** The least that a DataRow takes, and each value in it. */
    private static final long ROW_BYTES = 7;

    private static final long VALUE_BYTES = 4;

    private final CommitOutcomes outcomes;
    private final int role;
    /** Others look for it. */
    private volatile @Nullable SessionIdentity identity;

    private byte[] key = NOTHING;
    /** When the identity was made: no record is older. */
    private long startMicros;

    private long cycle;
    private int commits;
    /** What the statements of the implicit transaction are answered. */
    private final CommitAnswer answer = new CommitAnswer();

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
        answer.clear();
    }

    /** The transaction begins, or begins again. */
    void transactionBegins() {
        answer.clear();
    }

    /** A statement of an implicit transaction is run. */
    void statementBegins() {
        if (identity != null) {
            answer.begin();
        }
    }

    /** The statement is answered with its tag alone. */
    void statementAnswers(String tag) {
        if (identity != null) {
            answer.complete(tag);
        }
    }

    /**
     * The rows of a portal, all of them computed, and how they end, as messages for the client; they are kept with the
     * commit.
     *
     * @return for {@link ResponseSink#send}; null when there are too many to be kept, or nothing is: then they are to be sent
     *     as always
     */
    byte @Nullable [] statementAnswers(Portal portal, RowShape shape, TextFormat format, ResponseSink sink) {
        if (identity == null
                || portal.bufferedRows()
                                * (ROW_BYTES + VALUE_BYTES * shape.columns().size())
                        > answer.room()) {
            return null;
        }
        byte[] messages = sink.draft(shape, format, portal::next, portal::completion, answer.room());
        portal.rewind();
        if (messages != null) {
            answer.complete(messages);
        }
        return messages;
    }

    /** @param implicit whether the transaction ends without COMMIT: then its statements' answers are kept */
    long commit(StorageTransaction transaction, boolean implicit) {
        String tag = implicit ? answer.onlyTag() : "";
        byte[] messages = implicit && tag.isEmpty() ? answer.encode() : NOTHING;
        SideEntry entry = entry(tag, messages);
        if (entry == null) {
            return transaction.commit();
        }
        long version = transaction.commit(entry.space(), entry.key(), entry.value());
        commits++;
        return version;
    }

    /** What a statement puts beside its own commit, whose whole answer is this tag; null when nothing is recorded. */
    @Nullable
    SideEntry entry(String tag) {
        return entry(tag, NOTHING);
    }

    /** An {@link #entry(String)} was committed. */
    void recorded() {
        commits++;
    }

    private @Nullable SideEntry entry(String tag, byte[] messages) {
        if (identity == null) {
            return null;
        }
        long now = Math.max(startMicros, CommitOutcomes.nowMicros());
        byte[] record = new CommitRecord(role, cycle, now, commits + 1, tag, messages).encode();
        return new SideEntry(Spaces.COMMIT_OUTCOMES, key, record);
    }
}
