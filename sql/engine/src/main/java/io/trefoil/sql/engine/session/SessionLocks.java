package io.trefoil.sql.engine.session;

import io.trefoil.sql.engine.system.AdvisoryLocks;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockSession;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;

/**
 * The advisory locks of a session. A session's lock outlives its transaction, so what a statement took before it is run
 * again has to be given up by hand, or it would count twice.
 */
final class SessionLocks implements AdvisoryLocks {
    private final SessionState state;
    private final LockSession locks;
    private final List<Taken> ofStatement = new ArrayList<>(0);

    private record Taken(byte[] key, LockMode mode) {}

    SessionLocks(SessionState state, LockSession locks) {
        this.state = state;
        this.locks = locks;
    }

    @Override
    public boolean lock(byte[] key, LockMode mode, LockWait wait) {
        boolean taken;
        try {
            taken = locks.lock(transaction(), key, mode, wait);
        } catch (StorageException.TransactionRetry deadlock) {
            // what the statement did so far outlives its transaction: nobody may run it again unasked
            throw StorageErrors.translate(deadlock);
        }
        if (taken) {
            ofStatement.add(new Taken(key, mode));
        }
        return taken;
    }

    @Override
    public boolean lockForTransaction(byte[] key, LockMode mode, LockWait wait) {
        return transaction().lockAdvisory(key, mode, wait);
    }

    private StorageTransaction transaction() {
        return state.transactions().open(false);
    }

    @Override
    public boolean unlock(byte[] key, LockMode mode) {
        boolean held = locks.unlock(key, mode);
        if (!held) {
            String name = mode == LockMode.SHARE ? "ShareLock" : "ExclusiveLock";
            state.warn(SqlState.WARNING, "you don't own a lock of type " + name);
        }
        return held;
    }

    @Override
    public void unlockAll() {
        locks.unlockAll();
        ofStatement.clear();
    }

    /** A statement begins. */
    void begin() {
        if (!ofStatement.isEmpty()) {
            ofStatement.clear();
        }
    }

    /** Whether the statement took a lock for the session. */
    boolean anyOfStatement() {
        return !ofStatement.isEmpty();
    }

    /** The statement is going to be run again from its beginning. */
    void undoStatement() {
        for (Taken taken : ofStatement) {
            locks.unlock(taken.key, taken.mode);
        }
        ofStatement.clear();
    }
}
