package io.trefoil.wire.server.local;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Wakes connections whose time is up. Its one thread goes when it has had nothing to wait for. Thread-safe. */
final class LocalTimer {
    private final ScheduledThreadPoolExecutor executor;

    LocalTimer() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "trefoil-local-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(5, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
    }

    /** Runs a task at a time of {@link System#nanoTime}, on a thread that it may keep for a while. */
    void at(long nanoTime, Runnable task) {
        executor.schedule(() -> Thread.startVirtualThread(task), nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
}
