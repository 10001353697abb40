package io.trefoil.wire.server.local;

/**
 * One deadline of a connection that is set and cleared with every statement, and hardly ever reached: what was scheduled is
 * left to fire, and looks then whether it is still meant. Guarded by the connection's lock.
 */
final class Alarm {
    private final LocalTimer timer;
    private final Runnable task;
    /** 0 for none. */
    private long deadline;
    /** When the task runs next; 0 when it is not going to. */
    private long scheduled;

    /** @param task to be run at the deadline; it has to ask {@link #rings} first */
    Alarm(LocalTimer timer, Runnable task) {
        this.timer = timer;
        this.task = task;
    }

    /** @param nanoTime a time of {@link System#nanoTime}, 0 for none */
    void set(long nanoTime) {
        deadline = nanoTime;
        if (nanoTime != 0 && (scheduled == 0 || nanoTime - scheduled < 0)) {
            scheduled = nanoTime;
            timer.at(nanoTime, task);
        }
    }

    void clear() {
        deadline = 0;
    }

    /** Called by the task: whether it is time; sees to it that the task comes again when it is not yet. */
    boolean rings() {
        long now = System.nanoTime();
        if (scheduled - now <= 0) {
            scheduled = 0;
        }
        if (deadline != 0 && deadline - now > 0) {
            set(deadline);
            return false;
        }
        return deadline != 0;
    }
}
