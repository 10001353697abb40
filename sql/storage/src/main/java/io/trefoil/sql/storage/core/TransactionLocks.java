package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The locks that one transaction holds. Every key lock goes with an intent on its space; a transaction with very many key
 * locks in a space locks the space instead.
 */
final class TransactionLocks {
    /** After so many key locks in a space, try to lock the space instead; after twice as many again, and so on. */
    private static final int KEYS_BEFORE_SPACE = 20_000;
    /** With so many, wait for the lock of the space, because key locks cost memory. */
    private static final int KEYS_OF_SPACE_MAX = 320_000;

    private static final int SHARED_OR_MORE = LockModes.bit(SpaceLock.SHARED) | LockModes.bit(SpaceLock.EXCLUSIVE);
    private static final int INTENT = LockModes.bit(SpaceLock.WRITE_INTENT);

    private final CoreTransaction transaction;
    private final LockTable table;
    private final LocalLocks keys = new LocalLocks();
    private final LocalLocks advisory = new LocalLocks();
    private final IntTable<HeldLock> spaces = new IntTable<>();
    private boolean deadlocked;

    TransactionLocks(CoreTransaction transaction, LockTable table) {
        this.transaction = transaction;
        this.table = table;
    }

    /** Whether any key is locked. */
    boolean any() {
        return keys.size() > 0;
    }

    @Nullable
    HeldLock find(long hash, int space, byte[] key) {
        return keys.size() == 0 ? null : keys.find(hash, space, key);
    }

    /**
     * Takes a lock on a key, after the intent on its space.
     *
     * @return the hold; that of the space if it makes key locks needless; null if the key was skipped
     */
    @Nullable
    HeldLock lockKey(long hash, int space, byte[] key, LockMode mode, LockWait lockWait) {
        HeldLock ofSpace = intent(space);
        if (LockModes.ownsSpace(ofSpace.modes)) {
            return ofSpace;
        }
        int bit = LockModes.bit(mode);
        HeldLock mine = keys.find(hash, space, key);
        if (mine != null && LockModes.covers(mine.modes, bit)) {
            return mine;
        }
        if (mine == null && ofSpace.keysBelow >= KEYS_BEFORE_SPACE && lockWholeSpace(ofSpace)) {
            return ofSpace;
        }
        HeldLock held = acquire(hash, space, key, bit, lockWait, mine);
        if (held != null && mine == null) {
            keys.add(held);
            ofSpace.keysBelow++;
        }
        return held;
    }

    /** Takes a lock on a space; null if it was skipped. */
    @Nullable
    HeldLock lockSpace(int space, int bit, LockWait lockWait) {
        HeldLock mine = spaces.find(space);
        if (mine != null && LockModes.covers(mine.modes, bit)) {
            return mine;
        }
        HeldLock held = acquire(KeyHash.ofSpace(space), space, null, bit, lockWait, mine);
        if (held != null && mine == null) {
            spaces.add(space, held);
        }
        return held;
    }

    /**
     * Waits for a turn on a key, or on a whole space, with little patience.
     *
     * @param sure see {@link TurnPatience}
     * @return false if it was not granted
     */
    boolean takeTurn(long hash, int space, byte @Nullable [] key, boolean sure) {
        HeldLock mine = key == null ? spaces.find(space) : keys.find(hash, space, key);
        if (mine != null && LockModes.covers(mine.modes, LockModes.TURN)) {
            return true;
        }
        HeldLock held = table.takeTurn(transaction, hash, space, key, mine, sure);
        if (held != null && mine == null) {
            if (key == null) {
                spaces.add(space, held);
            } else {
                keys.add(held);
            }
        }
        return held != null;
    }

    /** Takes an advisory lock; false if it was skipped. */
    boolean lockAdvisory(byte[] key, int bit, LockWait lockWait) {
        long hash = KeyHash.of(Spaces.ADVISORY, key);
        HeldLock mine = advisory.find(hash, Spaces.ADVISORY, key);
        if (mine != null && LockModes.covers(mine.modes, bit)) {
            return true;
        }
        HeldLock held = acquire(hash, Spaces.ADVISORY, key, bit, lockWait, mine);
        if (held != null && mine == null) {
            advisory.add(held);
        }
        return held != null;
    }

    /** Whether nobody else can write in the space. */
    boolean sharesSpace(int space) {
        HeldLock held = spaces.find(space);
        return held != null && (held.modes & SHARED_OR_MORE) != 0;
    }

    /** How many locks are held. Any thread may ask. */
    int count() {
        return keys.size() + spaces.size() + advisory.size();
    }

    /** The transaction was chosen to end a cycle. */
    void lostDeadlock() {
        deadlocked = true;
    }

    /** Whether nobody else can write in a space. */
    boolean ownsSpace(int space) {
        HeldLock held = spaces.find(space);
        return held != null && LockModes.ownsSpace(held.modes);
    }

    /** A transaction that restarts after a deadlock frees what the other members of the cycle wait for. */
    boolean giveUpAfterDeadlock() {
        boolean was = deadlocked;
        if (was) {
            deadlocked = false;
            releaseAll();
        }
        return was;
    }

    /** Called by the sequencer when the commit is published, while the owner waits, or by the owner at the end. */
    void releaseAll() {
        forEach(table::release);
        clear();
    }

    /** Everything that is held, for the record. */
    List<RecordedLock> list() {
        List<RecordedLock> result = new ArrayList<>(count());
        forEach(held -> {
            int modes = held.modes & ~LockModes.TURN;
            if (modes != 0) {
                result.add(new RecordedLock(modes, held.entry.space, held.entry.key));
            }
        });
        return result;
    }

    /** Whether the session holds an advisory lock that the transaction holds, too. */
    boolean sharedWithSession() {
        for (int i = 0; i < advisory.size(); i++) {
            byte[] key = advisory.at(i).entry.key;
            if (key != null && transaction.group instanceof CoreSession session && session.holds(key)) {
                return true;
            }
        }
        return false;
    }

    /** Gives every lock to another owner, without letting anybody in between. */
    List<HeldLock> handOver(LockOwner to) {
        List<HeldLock> moved = new ArrayList<>(count());
        forEach(held -> moved.add(table.handOver(held, to)));
        clear();
        return moved;
    }

    private void forEach(Consumer<HeldLock> action) {
        for (int i = 0; i < keys.size(); i++) {
            action.accept(keys.at(i));
        }
        for (int i = 0; i < advisory.size(); i++) {
            action.accept(advisory.at(i));
        }
        for (int i = 0; i < spaces.size(); i++) {
            action.accept(spaces.valueAt(i));
        }
    }

    private void clear() {
        keys.clear();
        advisory.clear();
        spaces.clear();
    }

    /** NOWAIT and SKIP LOCKED speak of rows; the intent on the table waits in any case, as in PostgreSQL. */
    private HeldLock intent(int space) {
        HeldLock held = spaces.find(space);
        if (held == null || !LockModes.covers(held.modes, INTENT)) {
            held = lockSpace(space, INTENT, LockWait.BLOCK);
            if (held == null) {
                throw new AssertionError("a blocking request was skipped");
            }
        }
        return held;
    }

    /** SHARED with the intent that is held already: nobody else writes there, readers with an intent pass. */
    private boolean lockWholeSpace(HeldLock ofSpace) {
        if (keys.size() >= transaction.store().lockedKeysMax()) {
            throw new StorageException.LimitExceeded(
                    true,
                    "out of memory for locks: a transaction has locked " + keys.size() + " rows",
                    "Lock whole tables with LOCK TABLE first, or commit in smaller portions.");
        }
        if (Integer.bitCount(ofSpace.keysBelow / KEYS_BEFORE_SPACE) != 1
                || ofSpace.keysBelow % KEYS_BEFORE_SPACE != 0) {
            return false;
        }
        LockWait patience = ofSpace.keysBelow < KEYS_OF_SPACE_MAX ? LockWait.SKIP : LockWait.BLOCK;
        int space = ofSpace.entry.space;
        return acquire(ofSpace.entry.hash, space, null, LockModes.bit(SpaceLock.SHARED), patience, ofSpace) != null;
    }

    private @Nullable HeldLock acquire(
            long hash, int space, byte @Nullable [] key, int bit, LockWait lockWait, @Nullable HeldLock mine) {
        return table.lock(transaction, transaction, hash, space, key, bit, lockWait, mine);
    }
}
