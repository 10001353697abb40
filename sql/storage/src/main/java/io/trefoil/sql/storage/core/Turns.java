package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.ReadHabit;
import io.trefoil.sql.storage.ReadHabit.Turn;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a transaction has read by key and may write: for those it takes turns with others of the same kind, and
 * at its end their {@linkplain ReadHabit habits} learn whether that was right.
 *
 * <p>A turn protects nothing; reads are validated at commit as ever. It only makes those wait who would otherwise read
 * what is about to change. So it can be waited for with little patience, skipped when a wait would end in a deadlock, and
 * taken from a transaction whose client does nothing with it.
 */
final class Turns {
    /** More rows than these are not a program that computes with what it reads. */
    private static final int TRACKED_MAX = 32;

    private static final class Read {
        final int space;
        final byte[] key;
        final long hash;
        final ReadHabit habit;
        boolean written;

        Read(int space, byte[] key, long hash, ReadHabit habit) {
            this.space = space;
            this.key = key;
            this.hash = hash;
            this.habit = habit;
        }
    }

    private static final @Nullable Read[] NONE = {};

    private final CoreTransaction transaction;
    private @Nullable Read[] reads = NONE;
    private int size;
    /** Rows of a space were read in another order than that of their keys. */
    private boolean disorder;

    private boolean taken;
    /** The last wait would have been a deadlock. */
    private boolean crossed;
    /** Set by those who wait. */
    private volatile boolean lost;
    /** Since when the client has had nothing running, while others may be waiting; 0 when it has. */
    private volatile long idleSince;

    Turns(CoreTransaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Before a row is read: takes a turn if the habit is worth one.
     *
     * @return whether the row may have changed while the transaction waited
     */
    boolean take(int space, byte[] key, long hash, ReadHabit habit) {
        if (size == TRACKED_MAX || find(hash) != null) {
            return false;
        }
        track(new Read(space, key, hash, habit));
        Turn turn = lost ? Turn.NONE : habit.turn();
        if (turn == Turn.NONE) {
            return false;
        }
        taken = true;
        TransactionLocks locks = transaction.locks();
        if (turn == Turn.SPACE && !locks.takeTurn(KeyHash.ofSpace(space), space, null, habit.sure())) {
            return true;
        }
        crossed = false;
        if (!locks.takeTurn(hash, space, key, habit.sure()) && crossed) {
            habit.crossed();
        }
        return true;
    }

    /** The transaction writes a row. */
    void wrote(long hash) {
        Read read = find(hash);
        if (read != null) {
            read.written = true;
        }
    }

    /** The client has something running. */
    void busy() {
        if (idleSince != 0) {
            idleSince = 0;
        }
    }

    /** The client has its answer; what it does now is its own affair. */
    void idle() {
        if (taken) {
            idleSince = transaction.store().interleaving().nanoTime() | 1;
        }
    }

    /** For how long the client has done nothing. Any thread. */
    long idleNanos(long now) {
        long since = idleSince;
        return since == 0 ? 0 : now - since;
    }

    /** Others have waited too long. Any thread. */
    void lose() {
        lost = true;
    }

    /** Another waits for a turn that this transaction has, which in turn waited for its. */
    void crossed() {
        crossed = true;
    }

    /** The transaction ends. */
    void end() {
        for (int i = 0; i < size; i++) {
            Read read = reads[i];
            if (read == null) {
                continue;
            }
            read.habit.ended(read.written);
            if (lost) {
                read.habit.lost();
            }
            if (read.written) {
                read.habit.wrote(read.hash, disorder);
            }
        }
        forget();
    }

    /** The transaction starts anew. */
    void forget() {
        Arrays.fill(reads, 0, size, null);
        size = 0;
        disorder = false;
    }

    private @Nullable Read find(long hash) {
        for (int i = 0; i < size; i++) {
            Read read = reads[i];
            if (read != null && read.hash == hash) {
                return read;
            }
        }
        return null;
    }

    private void track(Read read) {
        for (int i = size - 1; i >= 0 && !disorder; i--) {
            Read before = reads[i];
            if (before != null && before.space == read.space) {
                disorder = Arrays.compareUnsigned(before.key, read.key) > 0;
                break;
            }
        }
        if (size == reads.length) {
            reads = Arrays.copyOf(reads, Math.max(4, size * 2));
        }
        reads[size++] = read;
    }
}
