package io.trefoil.sql.storage.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler of the core's threads: of a few tasks exactly one runs at a time, and at each place of {@link Interleaving} a
 * seed decides who is next. Time is the scheduler's too: it passes a little with every step, and jumps when everybody
 * waits. So a seed gives the same order again, and waits for deadlocks or timeouts take no time.
 *
 * <p>All fields but {@link Task#turn} belong to whoever has the turn.
 */
final class TurnTaking extends Interleaving {
    private static final int STEP_NANOS_MAX = 50_000;

    private final List<Task> tasks = new ArrayList<>();
    private Random random = new Random(0);
    private int staysOf100;
    private long now;
    private long steps;
    private @Nullable Task current;
    private boolean stuck;
    private @Nullable Throwable failure;

    private static final class Task {
        final Thread thread;
        volatile boolean turn;
        boolean parked;
        /** When a parked task goes on by itself. */
        long wakeAt;
        /** It was unparked before it parked. */
        boolean permit;

        boolean done;

        Task(TurnTaking scheduler, Runnable work) {
            thread = Thread.ofVirtual().unstarted(() -> scheduler.run(this, work));
        }
    }

    /** Runs tasks to their end, in the order that the seed gives. Throws what one of them throws. */
    void run(long seed, List<Runnable> work) {
        random = new Random(seed);
        staysOf100 = new int[] {0, 30, 60, 90}[random.nextInt(4)];
        tasks.clear();
        for (Runnable task : work) {
            tasks.add(new Task(this, task));
        }
        for (Task task : tasks) {
            task.thread.start();
        }
        Task first = tasks.get(random.nextInt(tasks.size()));
        current = first;
        give(first);
        for (Task task : tasks) {
            try {
                task.thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        current = null;
        if (failure != null) {
            throw new AssertionError("a task failed: " + failure, failure);
        }
    }

    long steps() {
        return steps;
    }

    @Override
    void reach(Place place) {
        Task me = current;
        if (me == null) {
            return;
        }
        pass();
        if (random.nextInt(100) >= staysOf100) {
            switchFrom(me, next());
        }
    }

    @Override
    void lock(ReentrantLock lock) {
        while (!lock.tryLock()) {
            reach(Place.LOCK);
        }
    }

    @Override
    void park(Object blocker) {
        park(Long.MAX_VALUE);
    }

    @Override
    void parkNanos(Object blocker, long nanos) {
        park(nanos <= 0 ? now : now + nanos);
    }

    @Override
    void unpark(Thread thread) {
        for (Task task : tasks) {
            if (task.thread == thread) {
                task.permit = !task.parked;
                task.parked = false;
                return;
            }
        }
        super.unpark(thread);
    }

    @Override
    long nanoTime() {
        return now;
    }

    private void park(long until) {
        Task me = current;
        if (me == null) {
            throw new AssertionError("the test's own thread has nobody to wait for");
        }
        pass();
        if (me.permit) {
            me.permit = false;
            return;
        }
        me.parked = true;
        me.wakeAt = until;
        switchFrom(me, next());
    }

    private void pass() {
        steps++;
        now += 1 + random.nextInt(STEP_NANOS_MAX);
    }

    /** One of those who can run; if nobody can, the first whose wait ends by itself; null at the end. */
    private @Nullable Task next() {
        int ready = 0;
        Task earliest = null;
        for (Task task : tasks) {
            if (!task.done) {
                if (task.parked && task.wakeAt <= now) {
                    task.parked = false;
                }
                ready += task.parked ? 0 : 1;
                if (earliest == null || task.wakeAt < earliest.wakeAt) {
                    earliest = task;
                }
            }
        }
        if (ready == 0) {
            if (earliest != null && earliest.wakeAt == Long.MAX_VALUE) {
                stuck = true;
            } else if (earliest != null) {
                now = earliest.wakeAt;
            }
            return earliest;
        }
        int chosen = random.nextInt(ready);
        for (Task task : tasks) {
            if (!task.done && !task.parked && chosen-- == 0) {
                return task;
            }
        }
        throw new AssertionError("counted wrongly");
    }

    private void switchFrom(Task me, @Nullable Task to) {
        if (to != me && to != null) {
            current = to;
            give(to);
            await(me);
        }
        me.parked = false;
        if (stuck) {
            throw new AssertionError("everybody waits for somebody");
        }
    }

    private void run(Task me, Runnable work) {
        await(me);
        try {
            work.run();
        } catch (Throwable e) {
            failure = failure == null ? e : failure;
        } finally {
            me.done = true;
            Task to = next();
            current = to;
            if (to != null) {
                give(to);
            }
        }
    }

    private static void give(Task task) {
        task.turn = true;
        LockSupport.unpark(task.thread);
    }

    private static void await(Task task) {
        while (!task.turn) {
            LockSupport.park();
        }
        task.turn = false;
    }
}
