package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockSession;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageTransaction;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The advisory locks of one session, counted per key and mode. */
final class CoreSession extends LockOwner implements LockSession {
    private static final int SHARED = LockModes.bit(LockMode.SHARE);
    private static final int EXCLUSIVE = LockModes.bit(LockMode.UPDATE);

    private final LockTable table;
    private final String label;
    private final Map<ByteBuffer, Hold> holds = new HashMap<>();

    /** How often a key is locked in each mode. */
    private static final class Hold {
        final HeldLock held;
        int shared;
        int exclusive;

        Hold(HeldLock held) {
            this.held = held;
        }
    }

    CoreSession(LockTable table, String label) {
        super(null);
        this.table = table;
        this.label = label;
    }

    @Override
    long transactionId() {
        return 0;
    }

    @Override
    String label() {
        return label;
    }

    @Override
    public boolean lock(StorageTransaction waiting, byte[] key, LockMode mode, LockWait wait) {
        int bit = bit(mode);
        ByteBuffer name = ByteBuffer.wrap(key);
        Hold hold = holds.get(name);
        HeldLock held = table.lock(
                this,
                (CoreTransaction) waiting,
                KeyHash.of(Spaces.ADVISORY, key),
                Spaces.ADVISORY,
                key,
                bit,
                wait,
                hold == null ? null : hold.held);
        if (held == null) {
            return false;
        }
        if (hold == null) {
            hold = new Hold(held);
            holds.put(name, hold);
        }
        if (bit == EXCLUSIVE) {
            hold.exclusive++;
        } else {
            hold.shared++;
        }
        return true;
    }

    @Override
    public boolean unlock(byte[] key, LockMode mode) {
        int bit = bit(mode);
        ByteBuffer name = ByteBuffer.wrap(key);
        Hold hold = holds.get(name);
        if (hold == null || (bit == EXCLUSIVE ? hold.exclusive : hold.shared) == 0) {
            return false;
        }
        int left = bit == EXCLUSIVE ? --hold.exclusive : --hold.shared;
        if (left == 0) {
            table.release(hold.held, bit);
            if (hold.shared + hold.exclusive == 0) {
                holds.remove(name);
            }
        }
        return true;
    }

    @Override
    public void unlockAll() {
        for (Hold hold : holds.values()) {
            table.release(hold.held);
        }
        holds.clear();
    }

    boolean holds(byte[] key) {
        return holds.containsKey(ByteBuffer.wrap(key));
    }

    static int bit(LockMode mode) {
        if (mode != LockMode.SHARE && mode != LockMode.UPDATE) {
            throw new IllegalArgumentException("advisory locks are shared or exclusive");
        }
        return mode == LockMode.UPDATE ? EXCLUSIVE : SHARED;
    }

    /** The group of a transaction's options. */
    static @Nullable CoreSession of(@Nullable LockSession session) {
        return (CoreSession) session;
    }
}
