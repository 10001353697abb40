package io.trefoil.tck.storage;

import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link HistoryWorker}s against a store and checks what they saw. As a program, {@code HistoryRun LOCATION SECONDS},
 * it goes on with new seeds, numbers of keys and threads until the time is over or something is wrong.
 */
public final class HistoryRun {
    private HistoryRun() {}

    /** One run on an empty store. */
    static History run(
            TransactionalStore store, long seed, int keys, int threads, long millis, @Nullable Isolation isolation) {
        History history = new History();
        run(store, history, seed, keys, threads, millis, isolation);
        return history;
    }

    /** Goes on with a history, on a store that holds its state. */
    static void run(
            TransactionalStore store,
            History history,
            long seed,
            int keys,
            int threads,
            long millis,
            @Nullable Isolation isolation) {
        long until = System.nanoTime() + millis * 1_000_000;
        List<HistoryWorker> workers = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            HistoryWorker worker = new HistoryWorker(store, seed + i, keys, isolation);
            workers.add(worker);
            Thread thread = new Thread(() -> worker.run(until));
            thread.setUncaughtExceptionHandler((t, e) -> {
                e.printStackTrace();
                synchronized (failures) {
                    failures.add(e);
                }
            });
            thread.start();
            running.add(thread);
        }
        int failed = 0;
        for (int i = 0; i < threads; i++) {
            joinWithin(running.get(i), millis + 60_000);
            history.add(workers.get(i).committed());
            failed += workers.get(i).failed();
        }
        synchronized (failures) {
            if (!failures.isEmpty()) {
                throw new AssertionError("a worker failed", failures.getFirst());
            }
        }
        HistoryWorker last = new HistoryWorker(store, seed, keys, Isolation.SERIALIZABLE);
        last.readEverything();
        history.add(last.committed());
        System.out.println(history.size() + " committed, " + failed + " retried; " + store.statistics());
    }

    public static void main(String[] args) {
        long until = System.nanoTime() + Long.parseLong(args[1]) * 1_000_000_000L;
        Random random = new Random(Seeds.next("soak"));
        for (int run = 0; System.nanoTime() < until; run++) {
            String place = args[0].equals("mem") ? "mem" : args[0] + "/" + run;
            StoreOptions options = StoreOptions.DEFAULT
                    .withBlockCacheBytes(8 << 20)
                    .withWriteBufferBytes(3 << 20)
                    .withTransactionMemoryBytes(random.nextInt(3) > 0 ? 500 : 1 << 20)
                    .withVersionTableSlots(1 << (4 + random.nextInt(14)));
            try (TransactionalStore store = TransactionalStore.open(StoreLocation.parse(place), options)) {
                long seed = random.nextInt() & 0xffffffffL;
                int keys = new int[] {3, 6, 12, 50, 200, 1000}[random.nextInt(6)];
                int threads = new int[] {4, 8, 16, 32}[random.nextInt(4)];
                System.out.println("run " + run + ": seed " + seed + ", " + keys + " keys, " + threads + " threads");
                Isolation isolation = new Isolation[] {Isolation.SERIALIZABLE, null}[random.nextInt(2)];
                List<String> problems =
                        run(store, seed, keys, threads, 5_000, isolation).problems();
                if (!problems.isEmpty()) {
                    System.out.println(
                            problems.size() + " PROBLEMS: " + problems.subList(0, Math.min(20, problems.size())));
                    System.exit(1);
                }
            }
        }
    }

    private static void joinWithin(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (thread.isAlive()) {
            StringBuilder stack = new StringBuilder("a worker hangs:");
            for (StackTraceElement element : thread.getStackTrace()) {
                stack.append("\n  at ").append(element);
            }
            throw new AssertionError(stack.toString());
        }
    }
}
