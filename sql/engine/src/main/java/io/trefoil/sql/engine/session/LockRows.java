package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.engine.system.AdvisoryKey;
import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.TransactionInfo;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * pg_locks (PostgreSQL 15 manual, 54.12), in PostgreSQL's picture of row locks: they are not listed while nobody waits. The
 * first who waits for a row holds its tuple lock and waits for the transaction that has the row; others wait for the tuple
 * lock. Rows have no place on a page here: page and tuple are numbers made from the key.
 */
final class LockRows {
    private static final int PG_CLASS = 1259;
    /** Keys of the catalog's space that stand for an object or for a name; see {@code ddl.Locks}. */
    private static final byte OBJECT_KEY = 'L';

    private static final int OBJECT_KEY_BYTES = 5;

    private final CatalogSnapshot catalog;
    private final Map<Integer, Integer> relations;
    private final Map<Long, TransactionInfo> transactions = new HashMap<>();
    private final Set<ByteBuffer> awaitedKeys = new HashSet<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private final long nowMicros = Clock.nowMicros();
    private final long nowNanos = System.nanoTime();

    private LockRows(CatalogSnapshot catalog) {
        this.catalog = catalog;
        this.relations = StoreLockRows.relationsOfSpaces(catalog);
    }

    static List<@Nullable Object[]> of(SharedEngine engine, CatalogSnapshot catalog) {
        LockRows collected = new LockRows(catalog);
        for (TransactionInfo transaction : engine.store().transactions()) {
            collected.transaction(transaction);
        }
        engine.store().prepared().forEach(collected::prepared);
        engine.store().locks().forEach(collected::lock);
        return collected.rows;
    }

    /** Every transaction holds its own numbers. */
    private void transaction(TransactionInfo transaction) {
        transactions.put(transaction.id(), transaction);
        Integer pid = Backend.processId(transaction.label());
        if (pid == null) {
            return;
        }
        String name = virtualTransaction(pid, transaction.id());
        rows.add(new Target("virtualxid").virtual(name).row(name, pid, "ExclusiveLock", true, null));
        Integer number = ActivityRows.transactionNumber(transaction);
        if (number != null) {
            rows.add(new Target("transactionid").transaction(number).row(name, pid, "ExclusiveLock", true, null));
        }
    }

    /** One that is prepared holds its number and is nobody's. */
    private void prepared(PreparedTransaction transaction) {
        String name = virtualTransaction(null, transaction.id());
        rows.add(new Target("transactionid")
                .transaction((int) transaction.id())
                .row(name, null, "ExclusiveLock", true, null));
    }

    private static String virtualTransaction(@Nullable Integer pid, long transaction) {
        return (pid == null ? -1 : pid) + "/" + transaction;
    }

    private void lock(LockInfo lock) {
        Integer pid = Backend.processId(lock.label());
        if (pid == null && !lock.label().equals(PreparedTransaction.LABEL)) {
            return;
        }
        byte[] key = lock.key();
        if (lock.space() == Spaces.ADVISORY && key != null) {
            AdvisoryKey name = AdvisoryKey.decode(key);
            Target target = new Target("advisory")
                    .database(name.database())
                    .object(name.classId(), name.objectId(), name.kind());
            add(target, lock, pid, lock.keyMode() == LockMode.SHARE ? "ShareLock" : "ExclusiveLock", lock.granted());
        } else if (key == null) {
            for (SpaceLock mode : SpaceLock.values()) {
                if (lock.spaceModes().contains(mode)) {
                    add(relation("relation", lock.space()), lock, pid, modeName(mode), lock.granted());
                }
            }
        } else if (lock.space() == Spaces.CATALOG) {
            if (!lock.granted() || isObject(key)) {
                int object =
                        isObject(key) ? ByteBuffer.wrap(key, 1, Integer.BYTES).getInt() : Arrays.hashCode(key);
                Target target = new Target("object").object(PG_CLASS, object, (short) 0);
                add(target, lock, pid, modeName(lock.keyMode()), lock.granted());
            }
        } else if (!lock.granted()) {
            waitForRow(lock, key, pid);
        }
    }

    private static boolean isObject(byte[] key) {
        return key.length == OBJECT_KEY_BYTES && key[0] == OBJECT_KEY;
    }

    private void waitForRow(LockInfo lock, byte[] key, @Nullable Integer pid) {
        boolean first = awaitedKeys.add(ByteBuffer.allocate(Integer.BYTES + key.length)
                .putInt(lock.space())
                .put(key)
                .flip());
        int hash = Arrays.hashCode(key);
        Target tuple = relation("tuple", lock.space()).place(hash >>> Short.SIZE, (short) hash);
        add(tuple, lock, pid, modeName(lock.keyMode()), first);
        if (first) {
            Target holder = new Target("transactionid").transaction(holder(lock));
            add(holder, lock, pid, "ShareLock", false);
        }
    }

    /** The transaction that has the row; null when it has ended by now. */
    private @Nullable Integer holder(LockInfo lock) {
        TransactionInfo waiting = transactions.get(lock.transaction());
        TransactionInfo.Waiting wait = waiting == null ? null : waiting.waitsFor();
        return wait == null
                ? null
                : wait.blockers().stream()
                        .filter(blocker -> blocker.transaction() != 0)
                        .findFirst()
                        .map(blocker -> (int) blocker.transaction())
                        .orElse(null);
    }

    private void add(Target target, LockInfo lock, @Nullable Integer pid, String mode, boolean granted) {
        Long since = granted || lock.sinceNanos() == 0 ? null : nowMicros - (nowNanos - lock.sinceNanos()) / 1000;
        rows.add(target.row(virtualTransaction(pid, lock.transaction()), pid, mode, granted, since));
    }

    private Target relation(String type, int space) {
        Target target = new Target(type);
        Integer relation = relations.get(space);
        if (relation != null) {
            target.relation(relation);
            Integer database = StoreLockRows.database(catalog, relation);
            if (database != null) {
                target.database(database);
            }
        }
        return target;
    }

    private static String modeName(SpaceLock mode) {
        return switch (mode) {
            case READ_INTENT -> "AccessShareLock";
            case LOCK_INTENT -> "RowShareLock";
            case WRITE_INTENT -> "RowExclusiveLock";
            case MAINTENANCE -> "ShareUpdateExclusiveLock";
            case SHARED -> "ShareLock";
            case SHARED_ALONE -> "ShareRowExclusiveLock";
            case WRITE_ALONE -> "ExclusiveLock";
            case EXCLUSIVE -> "AccessExclusiveLock";
        };
    }

    /** The lock on a tuple that goes with a lock on a row (PostgreSQL's src/backend/access/heap/README.tuplock). */
    private static String modeName(@Nullable LockMode mode) {
        return switch (mode) {
            case KEY_SHARE -> "AccessShareLock";
            case SHARE -> "RowShareLock";
            case NO_KEY_UPDATE -> "ExclusiveLock";
            case UPDATE -> "AccessExclusiveLock";
            case null -> "AccessExclusiveLock";
        };
    }

    /** What is locked: the first ten columns. */
    private static final class Target {
        private static final int COLUMNS = 16;

        private final @Nullable Object[] row = new @Nullable Object[COLUMNS];

        Target(String type) {
            row[0] = type;
        }

        Target database(int oid) {
            row[1] = oid;
            return this;
        }

        Target relation(int oid) {
            row[2] = oid;
            return this;
        }

        Target place(int page, short tuple) {
            row[3] = page;
            row[4] = tuple;
            return this;
        }

        Target virtual(String name) {
            row[5] = name;
            return this;
        }

        Target transaction(@Nullable Integer number) {
            row[6] = number;
            return this;
        }

        Target object(int classId, int objectId, short part) {
            row[7] = classId;
            row[8] = objectId;
            row[9] = part;
            return this;
        }

        /** One row of the view; the target is used up. */
        @Nullable
        Object[] row(
                String virtualTransaction,
                @Nullable Integer pid,
                String mode,
                boolean granted,
                @Nullable Long waitStart) {
            row[10] = virtualTransaction;
            row[11] = pid;
            row[12] = mode;
            row[13] = granted;
            row[14] = false;
            row[15] = waitStart;
            return row;
        }
    }
}
