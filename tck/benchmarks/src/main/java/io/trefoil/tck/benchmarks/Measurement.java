package io.trefoil.tck.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One contestant doing one thing for a while, each thread on a connection of its own.
 *
 * @param perSecond operations of all threads together
 * @param cpuMicros processor time of this process for one operation; says something on a busy machine too
 * @param serverMicros the same of the server's process; 0 when there is none
 * @param retried operations that another transaction, or a lock, made fail and that were done again
 */
record Measurement(double perSecond, double cpuMicros, double serverMicros, long retried) {
    /** Operations between two looks at the clock. */
    private static final int STRIDE = 8;

    /** What H2 and SQLite say where others say 40001. */
    private static final int SQLITE_BUSY = 5;

    private record Share(double perSecond, long done, long retried) {}

    static Measurement take(Contestant contestant, Workload workload, int threads, double seconds)
            throws InterruptedException, SQLException, IOException {
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<Share>> shares = new ArrayList<>();
        Lock queue = contestant.hasOneWriter() && workload.writes() ? new ReentrantLock() : null;
        long cpu = cpuNanos();
        double server = serverSeconds(contestant);
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                Random random = new Random(i);
                Callable<Share> worker = () -> work(contestant, workload, random, start, queue, seconds);
                shares.add(workers.submit(worker));
            }
            double perSecond = 0;
            long done = 0;
            long retried = 0;
            for (Future<Share> share : shares) {
                perSecond += share.get().perSecond();
                done += share.get().done();
                retried += share.get().retried();
            }
            return new Measurement(
                    perSecond,
                    (cpuNanos() - cpu) / 1e3 / done,
                    (serverSeconds(contestant) - server) * 1e6 / done,
                    retried);
        } catch (ExecutionException e) {
            throw new IllegalStateException(contestant.name() + " fails at " + workload.option(), e.getCause());
        } finally {
            try (Connection connection = contestant.open()) {
                Workload.empty(connection);
            }
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static double serverSeconds(Contestant contestant) throws IOException, InterruptedException {
        if (contestant.serverPid() == 0) {
            return 0;
        }
        // PostgreSQL's backends end, and are counted, a moment after their clients.
        Thread.sleep(200);
        return ServerCpu.seconds(contestant.serverPid());
    }

    private static Share work(
            Contestant contestant,
            Workload workload,
            Random random,
            CyclicBarrier start,
            @Nullable Lock queue,
            double seconds)
            throws Exception {
        try (Connection connection = contestant.open()) {
            Operation alone = workload.prepare(connection, random);
            Operation operation = queue == null
                    ? alone
                    : () -> {
                        queue.lock();
                        try {
                            alone.run();
                        } finally {
                            queue.unlock();
                        }
                    };
            start.await(1, TimeUnit.MINUTES);
            long begin = System.nanoTime();
            long end = begin + (long) (seconds * 1e9);
            long done = 0;
            long retried = 0;
            long now;
            do {
                for (int i = 0; i < STRIDE; i++) {
                    while (!succeeds(connection, operation)) {
                        retried++;
                    }
                }
                done += STRIDE;
                now = System.nanoTime();
            } while (now < end);
            return new Share(done * 1e9 / (now - begin), done, retried);
        }
    }

    private static boolean succeeds(Connection connection, Operation operation) throws SQLException {
        try {
            operation.run();
            return true;
        } catch (SQLException e) {
            boolean again = "40001".equals(e.getSQLState()) || (e.getErrorCode() & 0xff) == SQLITE_BUSY;
            if (!again) {
                throw e;
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            return false;
        }
    }
}
