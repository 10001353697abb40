package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.core.Interleaving.Place;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.StorageEngine;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The sequencer: the only writer of the engine. Committing threads queue up; one of them leads, takes what is queued as
 * one group, checks each transaction's reads against the commits before it, gives versions, applies the group as one
 * engine batch, publishes it, releases the locks of its members, and hands the lead to the next in the queue. A leader
 * serves one group only: a thread that served until the queue is empty would keep its own client waiting for seconds.
 *
 * <p>Locks are released before the log is forced ("early lock release"); members are acknowledged after it, by the {@link
 * Syncer}. Whoever builds on a commit that is not yet durable comes behind it in the log and cannot be acknowledged before
 * it.
 */
final class GroupCommit {
    private static final int GROUP_MAX = 128;
    private static final int GROUP_OPERATIONS_MAX = 50_000;

    private final StorageEngine engine;
    private final EngineFaults device;
    private final CommitLog log;
    private final VersionTable versions;
    private final EmptyRanges emptyRanges;
    private final HighestKeys highestKeys;
    private final Syncer syncer;
    private final StoreFailure failure;
    private final Counts counts;
    private final Interleaving interleaving;

    private final ConcurrentLinkedQueue<PendingCommit> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean leading = new AtomicBoolean();

    // The leader's own, handed over with the lead.
    private final @Nullable PendingCommit[] group = new @Nullable PendingCommit[GROUP_MAX];
    private final EngineWrites[] writes = new EngineWrites[GROUP_MAX];
    private int groupSize;
    private int accepted;
    private long version;
    /** For tests that the checkers notice: a fault planted on purpose. */
    private volatile boolean orderOff;

    GroupCommit(
            StorageEngine engine,
            EngineFaults device,
            CommitLog log,
            VersionTable versions,
            EmptyRanges emptyRanges,
            HighestKeys highestKeys,
            Syncer syncer,
            StoreFailure failure,
            Counts counts,
            Interleaving interleaving) {
        this.interleaving = interleaving;
        this.engine = engine;
        this.device = device;
        this.log = log;
        this.versions = versions;
        this.emptyRanges = emptyRanges;
        this.highestKeys = highestKeys;
        this.syncer = syncer;
        this.failure = failure;
        this.counts = counts;
        this.version = engine.version();
    }

    /**
     * Commits; returns when applied, and durable if that is asked for. The owner's locks are released when it succeeds, and
     * kept when {@link PendingCommit#conflict} is set.
     */
    void commit(PendingCommit commit) {
        failure.check();
        queue.add(commit);
        interleaving.reach(Place.VALIDATE);
        if (leading.compareAndSet(false, true)) {
            // Not through the state: an earlier leader may have served this commit already and set it to done.
            lead();
        }
        commit.run(this, syncer);
    }

    /** Serves one group, which may be empty. Called by the thread that has the lead. */
    void lead() {
        @Nullable PendingCommit[] done;
        try {
            applyGroup();
        } catch (Throwable e) {
            failure.set(e);
        }
        done = Arrays.copyOf(group, groupSize);
        int doneAccepted = accepted;
        Arrays.fill(group, 0, groupSize, null);
        Arrays.fill(writes, 0, groupSize, null);
        handOver();
        deliver(done, doneAccepted);
    }

    private void applyGroup() {
        groupSize = 0;
        accepted = 0;
        int operations = 0;
        boolean alone = false;
        while (groupSize < GROUP_MAX && operations < GROUP_OPERATIONS_MAX && !alone) {
            PendingCommit next = queue.peek();
            if (next == null) {
                break;
            }
            alone = next.writes != null && next.writes.alone();
            if (alone && groupSize > 0) {
                alone = false;
                break;
            }
            queue.remove();
            group[groupSize++] = next;
            operations += next.writes == null ? 0 : next.writes.operations();
        }
        failure.check();
        interleaving.reach(Place.VALIDATE);
        long before = version;
        for (int i = 0; i < groupSize; i++) {
            PendingCommit member = group[i];
            if (member != null && member.writes != null && joins(member)) {
                version += member.writes.operations();
                member.version = version;
                log.link(member.record, version);
                versions.record(member.record);
                emptyRanges.record(member.record);
                highestKeys.record(member.record);
                writes[accepted] = member.writes;
                group[i] = group[accepted];
                group[accepted++] = member;
            }
        }
        if (accepted == 0) {
            return;
        }
        interleaving.reach(Place.APPLY);
        try {
            applied(orderOff && accepted > 1 ? applyOutOfOrder() : device.apply(writes, accepted), alone);
            failure.written();
        } catch (StorageException.DiskFull e) {
            takeBack(e, before);
        }
        interleaving.reach(Place.PUBLISH);
        log.publish();
        interleaving.reach(Place.RELEASE);
        counts.groups.increment();
        counts.groupedCommits.add(accepted);
        if (accepted > counts.groupSizeMax) {
            counts.groupSizeMax = accepted;
        }
        for (int i = 0; i < accepted; i++) {
            PendingCommit member = group[i];
            if (member != null && member.owner != null) {
                member.owner.published();
            }
        }
    }

    /** Plants a fault: commits of one group become visible in another order than that of their versions. */
    void turnOrderOff() {
        orderOff = true;
    }

    /** The planted fault: the group's last batch first, and for a moment shown as if it were the others. */
    private long applyOutOfOrder() {
        int last = accepted - 1;
        EngineWrites[] one = {writes[last]};
        long reached = engine.apply(one, 1);
        PendingCommit first = group[0];
        if (first != null && first.version <= reached) {
            log.publish(first.record);
            interleaving.reach(Place.PUBLISH);
            interleaving.parkNanos(this, 300_000);
        }
        return engine.apply(writes, last);
    }

    private void applied(long reached, boolean alone) {
        if (alone && reached > version) {
            version = reached;
        } else if (reached != version) {
            throw new StorageException.EngineFailed(
                    "engine is at version " + reached + " where " + version
                            + " was expected: it was written to from elsewhere",
                    null);
        }
    }

    /**
     * The device is full. What the engine applied of the group stands; the rest is refused and leaves no trace, as if it had
     * never been accepted.
     */
    private void takeBack(StorageException.DiskFull cause, long before) {
        failure.shortOfSpace(cause);
        long reached = engine.version();
        CommitRecord last = log.published();
        long expected = before;
        int applied = 0;
        for (PendingCommit member = group[0]; member != null && member.version <= reached; member = group[applied]) {
            last = member.record;
            expected = member.version;
            if (++applied == accepted) {
                break;
            }
        }
        if (expected != reached) {
            throw new StorageException.EngineFailed(
                    "a full device left the engine at version " + reached + ", in the middle of a commit", cause);
        }
        for (int i = applied; i < accepted; i++) {
            PendingCommit refused = group[i];
            if (refused != null) {
                versions.takeBack(refused.record, reached);
                if (refused.owner != null) {
                    refused.owner.takeBack();
                }
                refused.failure = StoreFailure.again(cause);
            }
        }
        log.cutBehind(last);
        version = reached;
        accepted = applied;
    }

    private static boolean joins(PendingCommit member) {
        BatchOwner owner = member.owner;
        member.conflict = owner != null && !owner.joins(member);
        return !member.conflict;
    }

    /** Gives the lead to the next in the queue, or puts it down. */
    private void handOver() {
        while (true) {
            PendingCommit next = queue.peek();
            if (next != null) {
                next.proceed(PendingCommit.State.LEAD_GROUP);
                return;
            }
            leading.set(false);
            if (queue.peek() == null || !leading.compareAndSet(false, true)) {
                return;
            }
        }
    }

    private void deliver(@Nullable PendingCommit[] done, int doneAccepted) {
        StorageException broken = failure.found();
        for (int i = doneAccepted; i < done.length; i++) {
            PendingCommit refused = done[i];
            if (refused != null) {
                if (refused.conflict || refused.failure != null || broken == null) {
                    refused.proceed(PendingCommit.State.DONE);
                } else {
                    refused.fail(StoreFailure.again(broken));
                }
            }
        }
        boolean toSync = false;
        for (int i = 0; i < doneAccepted; i++) {
            PendingCommit member = done[i];
            if (member == null) {
                continue;
            }
            if (broken != null) {
                member.fail(new StorageException.CommitUnknown(broken));
            } else if (member.waitForSync) {
                toSync = true;
                continue;
            } else {
                member.proceed(PendingCommit.State.DONE);
            }
            done[i] = null;
        }
        if (toSync) {
            syncer.add(done, doneAccepted);
        }
    }
}
