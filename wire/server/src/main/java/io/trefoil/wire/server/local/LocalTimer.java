package io.trefoil.wire.server.local;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Wakes connections whose time is up. Its threads go when they have had nothing to do. They are of the platform: statements
 * of an application's virtual threads may keep all carriers busy, and those are the ones that have to be ended. Thread-safe.
 */
final class LocalTimer {
    /** So that deadlines are met while one connection's end closes its database. */
    private static final int THREADS = 4;

    private static final int IDLE_SECONDS_MAX = 5;

    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, threads("trefoil-local-clock"));
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS_MAX,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("trefoil-local-timer"));

    LocalTimer() {
        clock.setKeepAliveTime(IDLE_SECONDS_MAX, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        workers.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofPlatform()
                .daemon()
                .name(name)
                .inheritInheritableThreadLocals(false)
                .factory();
    }

    /** Runs a task at a time of {@link System#nanoTime}, on a thread that it may keep for a while. */
    void at(long nanoTime, Runnable task) {
        clock.schedule(() -> soon(task), nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task on another thread than the caller's, which it may keep for a while. */
    void soon(Runnable task) {
        workers.execute(task);
    }
}
