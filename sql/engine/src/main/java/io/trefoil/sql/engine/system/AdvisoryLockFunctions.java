package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.int8;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import org.jspecify.annotations.Nullable;

/** pg_advisory_lock and its like (PostgreSQL 15 manual, 9.27.10): each for a bigint and for two integers. */
final class AdvisoryLockFunctions implements FunctionFamily {
    /** The value of type void. */
    private static final String VOID = "";

    /** What a function does with the lock of its key. */
    private interface Action {
        Object apply(AdvisoryLocks locks, byte[] key);
    }

    @Override
    public void define(Definitions d) {
        modes(d, "", LockMode.UPDATE);
        modes(d, "_shared", LockMode.SHARE);
        general(d, "pg_advisory_unlock_all()", (context, a) -> {
            locks(context).unlockAll();
            return VOID;
        });
    }

    private static void modes(Definitions d, String suffix, LockMode mode) {
        both(d, "pg_advisory_lock" + suffix, (locks, key) -> {
            locks.lock(key, mode, LockWait.BLOCK);
            return VOID;
        });
        both(d, "pg_advisory_xact_lock" + suffix, (locks, key) -> {
            locks.lockForTransaction(key, mode, LockWait.BLOCK);
            return VOID;
        });
        both(d, "pg_try_advisory_lock" + suffix, (locks, key) -> locks.lock(key, mode, LockWait.SKIP));
        both(
                d,
                "pg_try_advisory_xact_lock" + suffix,
                (locks, key) -> locks.lockForTransaction(key, mode, LockWait.SKIP));
        both(d, "pg_advisory_unlock" + suffix, (locks, key) -> locks.unlock(key, mode));
    }

    private static void both(Definitions d, String name, Action action) {
        general(
                d,
                name + "(int8)",
                (context, a) -> action.apply(
                        locks(context),
                        AdvisoryKey.of(database(context), int8(a, 0)).encode()));
        general(
                d,
                name + "(int4,int4)",
                (context, a) ->
                        action.apply(locks(context), twoIntegers(context, a).encode()));
    }

    private static AdvisoryKey twoIntegers(FunctionContext context, @Nullable Object[] arguments) {
        return AdvisoryKey.of(database(context), int4(arguments, 0), int4(arguments, 1));
    }

    private static int database(FunctionContext context) {
        return ((SystemContext) context).databaseOid();
    }

    private static AdvisoryLocks locks(FunctionContext context) {
        return ((SystemContext) context).advisoryLocks();
    }
}
