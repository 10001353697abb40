package io.trefoil.sql.storage.core;

/**
 * The commits since the oldest transaction began, in version order: a chain of {@link CommitRecord}s that only its readers
 * keep alive. A record is linked before its batch is applied and published after, so that
 *
 * <ul>
 *   <li>every commit that a snapshot contains is already in the chain when the snapshot can be taken, and
 *   <li>walking on from the published record that was read before taking the snapshot meets every commit that the
 *       snapshot does not contain.
 * </ul>
 */
final class CommitLog {
    /** Last linked; sequencer only. */
    private CommitRecord tail;

    private volatile CommitRecord published;

    CommitLog(long version) {
        tail = CommitRecord.origin(version);
        published = tail;
    }

    /** The newest commit whose batch is visible. */
    CommitRecord published() {
        return published;
    }

    /** Sequencer only: the newest commit that was given a version. */
    CommitRecord tail() {
        return tail;
    }

    void link(CommitRecord record, long version) {
        record.link(tail, version);
        tail = record;
    }

    /** Takes back what was linked behind the record and never became visible; who walks over it sees conflicts at worst. */
    void cutBehind(CommitRecord last) {
        last.unlinkNext();
        tail = last;
    }

    void publish() {
        publish(tail);
    }

    /** Sequencer only: everything up to {@code record} is visible. */
    void publish(CommitRecord record) {
        published = record;
    }

    /**
     * Whether a commit with a version above {@code after} wrote the key.
     *
     * @param position where to begin
     */
    static boolean changed(CommitRecord position, long after, long hash, int space, byte[] key) {
        for (CommitRecord r = position.next(); r != null; r = r.next()) {
            if (r.version() > after && r.writes(hash, space, key)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a commit with a version above {@code after} wrote anything in the space. */
    static boolean changed(CommitRecord position, long after, int space) {
        for (CommitRecord r = position.next(); r != null; r = r.next()) {
            if (r.version() > after && r.writesIn(space)) {
                return true;
            }
        }
        return false;
    }
}
