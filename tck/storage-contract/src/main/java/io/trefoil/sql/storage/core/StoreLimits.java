package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.TransactionalStore;

/** Bounds of the transaction core that tests want to reach quickly. */
public final class StoreLimits {
    private StoreLimits() {}

    /** From how many written keys of a space on a commit is logged as one span; false if the store is not built on the core. */
    public static boolean keysBeforeSpan(TransactionalStore store, int keys) {
        if (!(store instanceof CoreStore core)) {
            return false;
        }
        core.keysBeforeSpan(keys);
        return true;
    }

    /** How many written keys of others one transaction may keep in memory; false if the store is not built on the core. */
    public static boolean logKeysMax(TransactionalStore store, long keys) {
        if (!(store instanceof CoreStore core)) {
            return false;
        }
        core.logKeysMax(keys);
        return true;
    }

    /** How many keys one transaction may lock; false if the store is not built on the core. */
    public static boolean lockedKeysMax(TransactionalStore store, int keys) {
        if (!(store instanceof CoreStore core)) {
            return false;
        }
        core.lockedKeysMax(keys);
        return true;
    }

    /** How long the search for the first entry of a scan takes before its emptiness is remembered. */
    public static void learnAfterNanos(TransactionalStore store, long nanos) {
        if (store instanceof CoreStore core) {
            core.emptyRanges().learnAfterNanos(nanos);
        }
    }

    /** Whether scans from a key are known to have nothing before them for a while. */
    public static boolean knowsEmptyRange(TransactionalStore store, int space, byte[] low) {
        return store instanceof CoreStore core
                && core.emptyRanges().find(space, low, core.log().published().version()) != null;
    }

    /** Whether a space is known to have no keys above some key. */
    public static boolean knowsHighestKey(TransactionalStore store, int space) {
        return store instanceof CoreStore core && core.highestKeys().knows(space);
    }

    /** Highest keys are to be looked up again, as after a start. */
    public static void forgetHighestKeys(TransactionalStore store) {
        if (store instanceof CoreStore core) {
            core.highestKeys().forget();
        }
    }
}
