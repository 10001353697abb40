package io.trefoil.sql.storage.rocksdb;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.tck.storage.Retry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The process that {@link CrashTest} kills: eight threads count in rows of their own and in one shared row, and print a
 * line for each acknowledged commit.
 */
final class CrashWriter {
    static final int SPACE = 3000;
    static final int THREADS = 8;
    /** The key of the row that all threads add to. */
    static final int TOTAL = THREADS;
    /** The key of the row that counts large transactions, each of which rewrites a whole space. */
    static final int ROUNDS = 1000;

    static final int LARGE = 3001;
    static final int LARGE_ROWS = 3000;

    /** The space of the numbered commits of {@link #ASYNC}. */
    static final int LOG = 3002;

    /** Second argument: commits do not wait for the device, and each leaves a row with its number in the serial order. */
    static final String ASYNC = "async";

    /** Second argument: each transaction is prepared and then ended; a line is printed after either. */
    static final String PREPARED = "prepared";

    /** Every tenth transaction of the first thread is too large for memory. */
    private static final int LARGE_EVERY = 10;

    private static final int FIRST_COUNTER = 100;

    private CrashWriter() {}

    public static void main(String[] args) {
        boolean async = args.length > 1 && args[1].equals(ASYNC);
        StoreOptions options = StoreOptions.DEFAULT
                .withBlockCacheBytes(4 << 20)
                .withWriteBufferBytes(2 << 20)
                .withTransactionMemoryBytes(200_000);
        TransactionalStore store = TransactionalStore.open(StoreLocation.directory(Path.of(args[0])), options);
        print("open");
        if (args.length > 1 && args[1].equals(PREPARED)) {
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                new Thread(() -> inTwoPhases(store, thread)).start();
            }
            return;
        }
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            new Thread(() -> count(store, thread, async)).start();
        }
        if (async) {
            return;
        }
        new Thread(() -> rewrite(store)).start();
    }

    private static void count(TransactionalStore store, int thread, boolean async) {
        TransactionOptions options =
                TransactionOptions.DEFAULT.withDurability(async ? Durability.ASYNC : Durability.SYNC);
        while (true) {
            long[] reached = new long[1];
            Retry.transactions(store, options, transaction -> {
                reached[0] = add(transaction, thread);
                int number = (int) add(transaction, TOTAL);
                add(transaction, TOTAL + 1 + thread);
                if (async) {
                    Retry.statement(transaction, statement -> {
                        statement.put(LOG, key(number), key(thread));
                        return 0;
                    });
                }
                return 0;
            });
            print(thread + " " + reached[0]);
        }
    }

    /** Prints twice the number of a transaction when it is prepared, and one more when it has ended. */
    private static void inTwoPhases(TransactionalStore store, int thread) {
        while (true) {
            long number = store.counters().reserve(FIRST_COUNTER + thread, 1, 1);
            String name = thread + " " + number;
            try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
                Retry.statement(transaction, statement -> {
                    byte[] value = ByteBuffer.allocate(108).putLong(number).array();
                    statement.put(SPACE, key(thread), value);
                    statement.put(SPACE, key(TOTAL + 1 + thread), value);
                    for (int i = 0; thread == 0 && number % LARGE_EVERY == 0 && i < LARGE_ROWS; i++) {
                        statement.put(LARGE, key(i), value);
                    }
                    return 0;
                });
                transaction.prepare(name, key(thread), null);
            }
            print(thread + " " + 2 * number);
            end(store.prepared().stream()
                    .filter(prepared -> prepared.name().equals(name))
                    .findFirst()
                    .orElseThrow());
            print(thread + " " + (2 * number + 1));
        }
    }

    /** One of three is rolled back. */
    static boolean commits(long number) {
        return number % 3 != 0;
    }

    static void end(PreparedTransaction prepared) {
        long number = Long.parseLong(prepared.name().split(" ")[1]);
        if (commits(number)) {
            prepared.commit(null).orElseThrow();
        } else if (!prepared.rollback(null)) {
            throw new IllegalStateException("ended by somebody else");
        }
    }

    /** Transactions that do not fit in memory. */
    private static void rewrite(TransactionalStore store) {
        while (true) {
            long[] round = new long[1];
            Retry.transactions(store, TransactionOptions.DEFAULT, transaction -> {
                round[0] = add(transaction, ROUNDS);
                return Retry.statement(transaction, statement -> {
                    byte[] value = ByteBuffer.allocate(108).putLong(round[0]).array();
                    for (int i = 0; i < LARGE_ROWS; i++) {
                        statement.put(LARGE, key(i), value);
                    }
                    return 0;
                });
            });
            print(THREADS + " " + round[0]);
        }
    }

    private static long add(StorageTransaction transaction, int row) {
        return Retry.statement(transaction, statement -> add(statement, row));
    }

    private static long add(StorageStatement statement, int row) {
        long next = value(statement.get(SPACE, key(row), Access.FOR_NO_KEY_UPDATE)) + 1;
        statement.put(SPACE, key(row), ByteBuffer.allocate(108).putLong(next).array());
        return next;
    }

    static long value(byte @Nullable [] row) {
        return row == null ? 0 : ByteBuffer.wrap(row).getLong();
    }

    static byte[] key(int row) {
        return ByteBuffer.allocate(4).putInt(row).array();
    }

    private static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
