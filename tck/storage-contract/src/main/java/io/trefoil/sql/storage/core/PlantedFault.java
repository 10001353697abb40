package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.TransactionalStore;

/** Faults that can be planted into the transaction core, so that checkers can be seen to notice them. */
public enum PlantedFault {
    /** Commits are accepted although their reads do not hold. */
    NO_VALIDATION,
    /** A locked key is read from the snapshot although it changed since. */
    NO_FRESHENING,
    /** Commits become visible in another order than that of their versions. */
    NO_SEQUENCE,
    /** What prepared transactions have read is changed by others. */
    NO_PROMISE,
    /** A key is taken for absent although it was written since the highest key was looked up. */
    NO_HIGHEST_KEY;

    /** Plants the fault for the rest of the store's life; false if the store is not built on the core. */
    public boolean plant(TransactionalStore store) {
        if (!(store instanceof CoreStore core)) {
            return false;
        }
        switch (this) {
            case NO_VALIDATION -> core.turnValidationOff();
            case NO_FRESHENING -> core.turnFreshenOff();
            case NO_SEQUENCE -> core.groups().turnOrderOff();
            case NO_PROMISE -> core.preparedTransactions().turnProtectionOff();
            case NO_HIGHEST_KEY -> core.highestKeys().turnRecordingOff();
        }
        return true;
    }
}
