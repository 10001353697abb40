package io.trefoil.tck.storage;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.StoreStatistics;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Prints figures of an engine: {@code StorageFigures LOCATION [rows] [seconds]}. Not a benchmark suite (that is {@code
 * tck/benchmarks}); a quick look whether a change to the storage made anything slower.
 */
public final class StorageFigures {
    private static final int ACCOUNTS = 2000;
    private static final int TELLERS = 2001;
    private static final int BRANCHES = 2002;
    private static final int HISTORY = 2003;
    private static final int BULK = 2004;

    private final TransactionalStore store;
    private final int rows;
    private final double seconds;
    private final AtomicInteger histories = new AtomicInteger();
    private volatile long sink;

    private StorageFigures(TransactionalStore store, int rows, double seconds) {
        this.store = store;
        this.rows = rows;
        this.seconds = seconds;
    }

    public static void main(String[] args) {
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
        double seconds = args.length > 2 ? Double.parseDouble(args[2]) : 2;
        try (TransactionalStore store = TransactionalStore.open(StoreLocation.parse(args[0]), StoreOptions.DEFAULT)) {
            System.out.println(store.description() + ", " + rows + " rows of 112 bytes, " + seconds + " s each");
            new StorageFigures(store, rows, seconds).run();
        }
    }

    private void run() {
        load();
        scan();
        measure("warm-up", 2, this::pointRead);
        for (int threads : new int[] {1, 8}) {
            measure("get in a transaction", threads, this::manyGets, 1000);
            measure("batched get of 100 sorted keys", threads, this::batchedGets, 1000);
            measure("scan of 1 row", threads, r -> shortScans(r, 1), 1000);
            measure("scan of 10 rows", threads, r -> shortScans(r, 10), 1000);
            measure("read-only transaction of one get", threads, this::pointRead);
            measure("one-row update, sync", threads, r -> update(r, Durability.SYNC));
            measure("one-row update, async", threads, r -> update(r, Durability.ASYNC));
            for (Isolation isolation : new Isolation[] {Isolation.SERIALIZABLE, Isolation.READ_COMMITTED}) {
                TransactionOptions options = TransactionOptions.DEFAULT.withIsolation(isolation);
                measure("TPC-B, 1 branch, sync, " + isolation, threads, r -> transfer(r, 1, options));
                measure("TPC-B, 10 branches, sync, " + isolation, threads, r -> transfer(r, 10, options));
            }
            TransactionOptions async = TransactionOptions.DEFAULT.withDurability(Durability.ASYNC);
            measure("TPC-B, 1 branch, async, SERIALIZABLE", threads, r -> transfer(r, 1, async));
        }
        bulk();
    }

    private void load() {
        long start = System.nanoTime();
        for (int from = 0; from < rows; from += 10_000) {
            try (StorageTransaction transaction =
                    store.begin(TransactionOptions.DEFAULT.withDurability(Durability.ASYNC))) {
                try (StorageStatement statement = transaction.beginStatement()) {
                    for (int i = from; i < Math.min(rows, from + 10_000); i++) {
                        statement.put(ACCOUNTS, key(i), row(i, 0));
                    }
                }
                transaction.commit();
            }
        }
        report("load in transactions of 10000", rows, start);
    }

    private void scan() {
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            long bytes = 0;
            try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                    StorageStatement statement = transaction.beginStatement();
                    KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(ACCOUNTS)))) {
                while (cursor.next()) {
                    bytes += cursor.keyLength() + cursor.valueLength();
                }
            }
            sink = bytes;
            report("scan", rows, start);
        }
    }

    /** One large transaction, as COPY makes it. */
    private void bulk() {
        long start = System.nanoTime();
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            try (StorageStatement statement = transaction.beginStatement()) {
                for (int i = 0; i < rows; i++) {
                    statement.insert(BULK, key(i), row(i, 0), LockWait.BLOCK);
                }
            }
            report("bulk insert, buffering", rows, start);
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            System.out.printf(
                    "  heap used with %d buffered rows: %d MB%n",
                    rows, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
            long commit = System.nanoTime();
            transaction.commit();
            report("bulk insert, commit", rows, commit);
        }
    }

    private void manyGets(Random random) {
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            for (int i = 0; i < 1000; i++) {
                byte[] value = statement.get(ACCOUNTS, key(random.nextInt(rows)), Access.READ);
                sink += value == null ? 0 : value.length;
            }
        }
    }

    private void batchedGets(Random random) {
        byte[][] keys = new byte[100][];
        byte[] @Nullable [] values = new byte[100] @Nullable [];
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            for (int i = 0; i < 10; i++) {
                for (int j = 0; j < keys.length; j++) {
                    keys[j] = key(random.nextInt(rows));
                }
                Arrays.sort(keys, Arrays::compareUnsigned);
                statement.multiGet(ACCOUNTS, keys, values, keys.length, Access.READ);
            }
        }
    }

    private void shortScans(Random random, int length) {
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            for (int i = 0; i < 1000; i++) {
                int from = random.nextInt(rows - length);
                ScanRequest request = ScanRequest.of(new KeyRange(ACCOUNTS, key(from), key(from + length)))
                        .withLimitHint(length);
                try (KeyCursor cursor = statement.scan(request)) {
                    while (cursor.next()) {
                        sink += cursor.valueLength();
                    }
                }
            }
        }
    }

    private void pointRead(Random random) {
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            byte[] value = statement.get(ACCOUNTS, key(random.nextInt(rows)), Access.READ);
            sink += value == null ? 0 : value.length;
            transaction.commit();
        }
    }

    private void update(Random random, Durability durability) {
        byte[] key = key(random.nextInt(rows));
        Retry.transaction(
                store,
                TransactionOptions.DEFAULT.withDurability(durability),
                statement -> add(statement, ACCOUNTS, key, 1));
    }

    private void transfer(Random random, int scale, TransactionOptions options) {
        int amount = random.nextInt(1000);
        byte[] account = key(random.nextInt(rows));
        byte[] teller = key(random.nextInt(10 * scale));
        byte[] branch = key(random.nextInt(scale));
        byte[] history = key(histories.incrementAndGet());
        Retry.transactions(store, options, transaction -> {
            Retry.statement(transaction, s -> add(s, ACCOUNTS, account, amount));
            Retry.statement(transaction, s -> read(s, ACCOUNTS, account));
            Retry.statement(transaction, s -> add(s, TELLERS, teller, amount));
            Retry.statement(transaction, s -> add(s, BRANCHES, branch, amount));
            Retry.statement(transaction, s -> s.insert(HISTORY, history, row(0, amount), LockWait.BLOCK) == null);
            return 0;
        });
    }

    private static long read(StorageStatement statement, int space, byte[] key) {
        byte[] row = statement.get(space, key, Access.READ);
        return row == null ? 0 : ByteBuffer.wrap(row).getLong();
    }

    private static long add(StorageStatement statement, int space, byte[] key, int amount) {
        byte[] old = statement.get(space, key, Access.FOR_NO_KEY_UPDATE);
        long balance = (old == null ? 0 : ByteBuffer.wrap(old).getLong()) + amount;
        statement.put(space, key, row(balance, 0));
        return balance;
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(8).putInt(7).putInt(i).array();
    }

    private static byte[] row(long balance, int filler) {
        return ByteBuffer.allocate(104).putLong(balance).putInt(filler).array();
    }

    private interface Work {
        void run(Random random);
    }

    private void measure(String what, int threads, Work work) {
        measure(what, threads, work, 1);
    }

    private void measure(String what, int threads, Work work, int operations) {
        StoreStatistics before = store.statistics();
        LongAdder done = new LongAdder();
        long cpu = cpuNanos();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        Thread[] all = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            Random random = new Random(t + start);
            all[t] = new Thread(() -> {
                while (System.nanoTime() < end) {
                    work.run(random);
                    done.add(operations);
                }
            });
            all[t].start();
        }
        for (Thread thread : all) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        StoreStatistics after = store.statistics();
        double wall = (System.nanoTime() - start) / 1e9;
        cpu = cpuNanos() - cpu;
        System.out.printf(
                "%-44s %d threads %,10.0f /s %8.2f us each, %6.2f us CPU; restarts %d + %d, deadlocks %d, lock waits"
                        + " %d, groups %d, syncs %d%n",
                what,
                threads,
                done.sum() / wall,
                wall * 1e6 * threads / done.sum(),
                cpu / 1e3 / done.sum(),
                after.statementRestarts() - before.statementRestarts(),
                after.transactionRestarts() - before.transactionRestarts(),
                after.deadlocks() - before.deadlocks(),
                after.lockWaits() - before.lockWaits(),
                after.groups() - before.groups(),
                after.syncs() - before.syncs());
    }

    /** Of the whole process: on a busy machine it says more than the wall clock. */
    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void report(String what, int count, long start) {
        double wall = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-44s %,10.0f /s %8.3f us each%n", what, count / wall, wall * 1e6 / count);
    }
}
