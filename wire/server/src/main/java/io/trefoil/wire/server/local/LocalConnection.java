package io.trefoil.wire.server.local;

import io.trefoil.wire.protocol.frame.FrontendDecoder;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.server.connection.Connection;
import io.trefoil.wire.server.connection.Connection.Outcome;
import io.trefoil.wire.server.connection.ServerContext;
import io.trefoil.wire.server.connection.Signals;
import java.io.ByteArrayOutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One client inside the process, as a pair of byte streams. What it writes collects; when it reads and no answer is there,
 * the reading thread runs the server's state machine until that needs more input. So an ordinary statement knows one
 * thread, its client's.
 *
 * <p>A COPY is the exception, since it takes input in the middle of a statement: it runs <i>apart</i>, on a thread
 * of its own, and answers go over piece by piece with bounded memory, until the input is used up.
 *
 * <p>One thread writes and reads; {@link #close} and cancel requests (over another connection) come from any. No lock is
 * held while the state machine runs.
 */
public final class LocalConnection {
    /** Written and not taken yet, before the writer itself runs the state machine or waits for it. */
    private static final int WRITTEN_BYTES_MAX = 256 * 1024;

    /** How long a client that leaves waits for a statement to notice it. */
    private static final long END_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

    /** Of the platform, since a virtual thread that computes for long would keep others from running. */
    private static final ThreadFactory COPY_THREADS = Thread.ofPlatform()
            .daemon()
            .name("trefoil-copy")
            .inheritInheritableThreadLocals(false)
            .factory();

    private final LocalTimer timer;
    private final Runnable onEnd;
    private final FrontendDecoder decoder;
    private final Signals signals;
    private final LocalInput input;
    private final LocalOutput output;
    private final Connection connection;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Whether some thread runs the state machine now. Guarded by the lock, as are the following. */
    private boolean running;
    /** Whether the state machine has not seen all that was written or signalled. */
    private boolean due;

    private boolean ended;
    /** Written while the state machine ran and the decoder was its own. */
    private final ByteArrayOutputStream late = new ByteArrayOutputStream(0);

    private boolean writerWaits;
    /** Whether a statement waits for more than has arrived. */
    private boolean starved;
    /** Whether the running thread was told to end because the client's time for an answer was up. */
    private boolean answerTooLate;
    /** When the running statement has to have answered. */
    private final Alarm answerAlarm;
    /** When the client has to have said something. */
    private final Alarm idleAlarm;
    /** Told by the state machine before it parks; 0 without bound. */
    private long idleUntil;

    private volatile boolean apart;
    private volatile boolean closed;

    LocalConnection(ServerContext server, int messageBytesMax, LocalTimer timer, Runnable onEnd) {
        answerAlarm = new Alarm(timer, this::answerIsLate);
        idleAlarm = new Alarm(timer, this::clientIsIdle);
        this.timer = timer;
        this.onEnd = onEnd;
        decoder = new FrontendDecoder(messageBytesMax);
        signals = new Signals(this::wake);
        input = new LocalInput(this, decoder, signals);
        output = new LocalOutput(this);
        connection = new Connection(server, "", input, output, null, signals);
    }

    // The client's side

    /**
     * Writes to the server, which is run when much has collected.
     *
     * @param timeoutMillis how long that may take, 0 without bound; what took longer is ended, which the next read tells
     */
    public void write(byte[] source, int offset, int length, int timeoutMillis) throws SocketException {
        boolean interrupted = false;
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new SocketException("Socket closed");
                }
                if (ended || answerTooLate) {
                    // As on a network: the farewell is still to be read.
                    return;
                }
                if (running && !apart) {
                    // Another thread says goodbye while a statement runs: it must not have to wait for its end.
                    late.write(source, offset, length);
                    return;
                }
                if (starved || decoder.buffered() < WRITTEN_BYTES_MAX) {
                    break;
                }
                if (running) {
                    writerWaits = true;
                    changed.signalAll();
                    interrupted |= await(0);
                    writerWaits = false;
                } else if (due) {
                    runUntil(deadline(timeoutMillis));
                } else {
                    // One large message that is not complete yet.
                    break;
                }
            }
            feed(source, offset, length);
        } finally {
            lock.unlock();
            restore(interrupted);
        }
    }

    private void feed(byte[] source, int offset, int length) {
        decoder.feed(source, offset, length);
        due = true;
        if (apart) {
            changed.signalAll();
        }
    }

    /**
     * Reads what the server has answered; runs the server when there is nothing.
     *
     * @param timeoutMillis how long the answer may take, 0 without bound; 1 only looks whether something is there
     * @return the number of bytes, -1 when the server has ended the connection
     * @throws SocketTimeoutException when the time is up; the statement that took it is then ended, and the connection
     */
    public int read(byte[] target, int offset, int length, int timeoutMillis)
            throws SocketException, SocketTimeoutException {
        boolean interrupted = false;
        long deadline = 0;
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new SocketException("Socket closed");
                }
                if (answerTooLate) {
                    throw new SocketTimeoutException("Read timed out");
                }
                int count = running ? output.takeQueued(target, offset, length) : output.take(target, offset, length);
                if (count > 0) {
                    if (apart) {
                        changed.signalAll();
                    }
                    return count;
                }
                if (ended) {
                    return -1;
                }
                if (deadline == 0) {
                    deadline = deadline(timeoutMillis);
                }
                if (due && !running) {
                    runUntil(deadline);
                    continue;
                }
                if (timeoutMillis == 1 || deadline != 0 && deadline - System.nanoTime() <= 0) {
                    throw new SocketTimeoutException("Read timed out");
                }
                interrupted |= await(deadline);
            }
        } finally {
            lock.unlock();
            restore(interrupted);
        }
    }

    /** How many bytes can be read without carrying out anything; brings notifications that have arrived. */
    public int available() {
        lock.lock();
        try {
            if (due && !running && !ended && decoder.buffered() == 0) {
                run();
            }
            return running ? output.queued() : output.available();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the client has left. */
    public boolean closed() {
        return closed;
    }

    /**
     * The client leaves: what it has written is carried out, a statement that runs now is ended. Returns when the
     * connection has ended, unless a statement of another thread takes very long to notice.
     */
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
            if (!running && !ended) {
                run();
            }
            if (ended) {
                return;
            }
        } finally {
            lock.unlock();
        }
        // Whoever runs the statement finds the client gone and ends the connection.
        connection.clientGone();
        awaitEnd();
    }

    private void awaitEnd() {
        long deadline = System.nanoTime() + END_NANOS_MAX;
        boolean interrupted = false;
        lock.lock();
        try {
            while (!ended && deadline - System.nanoTime() > 0) {
                interrupted |= await(deadline);
            }
        } finally {
            lock.unlock();
            restore(interrupted);
        }
    }

    // The server's side

    /** Asks the connection to end, as a server that shuts down does; an idle one has ended on return. */
    void shutdown(boolean terminate) {
        if (terminate) {
            connection.terminate();
        } else {
            connection.shutdown();
        }
        endIfIdle();
    }

    /**
     * Runs the state machine until it has nothing to do, or leaves it running apart when a COPY may come. Called with the
     * lock held once, and returns with it held.
     */
    private void run() {
        running = true;
        boolean wantsApart = false;
        try {
            do {
                turn();
                wantsApart = !ended && input.wantsApart();
            } while (!ended && !wantsApart && mustEnd());
        } finally {
            if (wantsApart) {
                goApart();
            } else {
                rest();
            }
        }
    }

    private void goApart() {
        output.cut();
        apart = true;
        COPY_THREADS
                .newThread(() -> {
                    lock.lock();
                    try {
                        do {
                            turn();
                        } while (!ended && (due || mustEnd()));
                    } finally {
                        rest();
                        lock.unlock();
                    }
                })
                .start();
    }

    /** One run of the state machine, without the lock. */
    private void turn() {
        due = false;
        idleUntil = 0;
        lock.unlock();
        // What the application means by an interrupt is not for the store, whose waits and files it would break.
        boolean interrupted = Thread.interrupted();
        Outcome outcome = Outcome.ENDED;
        try {
            outcome = connection.run();
        } finally {
            try {
                if (outcome == Outcome.ENDED) {
                    onEnd.run();
                }
            } finally {
                restore(interrupted);
                lock.lock();
                ended |= outcome == Outcome.ENDED;
                if (late.size() > 0) {
                    feed(late.toByteArray(), 0, late.size());
                    late.reset();
                }
            }
        }
    }

    /** Whether the state machine has to be run though the client says nothing. */
    private boolean mustEnd() {
        return closed || signals.shutdownRequested();
    }

    /** Nobody runs the state machine any more. */
    private void rest() {
        if (apart) {
            output.cut();
            apart = false;
        }
        running = false;
        idleAlarm.set(idleUntil);
        if (lock.hasWaiters(changed)) {
            changed.signalAll();
        }
    }

    /** Somebody raised a signal. Notifications wait for the client to look. An idle connection that is to end does so now, not when its client comes back. */
    private void wake() {
        lock.lock();
        try {
            due |= signals.notificationsWait();
            changed.signalAll();
            if (!running && !ended && signals.shutdownRequested()) {
                timer.soon(this::endIfIdle);
            }
        } finally {
            lock.unlock();
        }
    }

    private void endIfIdle() {
        lock.lock();
        try {
            if (!running && !ended) {
                run();
            }
        } finally {
            lock.unlock();
        }
    }

    // What input and output ask

    boolean apart() {
        return apart;
    }

    /** Tells how long the client may be silent from now on. */
    void idles(long timeoutMillis) {
        if (timeoutMillis != 0) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            idleUntil = until == 0 ? 1 : until;
        }
    }

    /** Apart: the next message that has arrived. */
    @Nullable
    FrontendMessage next(FrontendDecoder from) {
        lock.lock();
        try {
            FrontendMessage message = from.next();
            if (writerWaits) {
                changed.signalAll();
            }
            if (message == null) {
                due = false;
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    boolean syncFollows(FrontendDecoder from) {
        if (!apart) {
            return from.syncFollows();
        }
        lock.lock();
        try {
            return from.syncFollows();
        } finally {
            lock.unlock();
        }
    }

    /** Apart: the next message, waited for. */
    FrontendMessage awaitNext(FrontendDecoder from) {
        lock.lock();
        try {
            while (true) {
                signals.throwIfTerminatedOrCancelled();
                FrontendMessage message = from.next();
                if (writerWaits) {
                    changed.signalAll();
                }
                if (message != null) {
                    return message;
                }
                if (closed) {
                    throw Signals.clientGoneError();
                }
                starved = true;
                changed.signalAll();
                await(0);
                starved = false;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The writer has a piece together. */
    void outputIsLarge() {
        if (!apart) {
            output.cut();
            return;
        }
        lock.lock();
        try {
            output.cut();
            changed.signalAll();
            while (output.full() && !writerWaits) {
                signals.throwIfTerminatedOrCancelled();
                if (closed) {
                    throw Signals.clientGoneError();
                }
                await(0);
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was written is meant for the client now. */
    void outputIsDue() {
        if (apart) {
            lock.lock();
            try {
                output.cut();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    // Time

    /** When a timeout of the client is over; 0 when it has none, or only looks. */
    private static long deadline(int timeoutMillis) {
        return timeoutMillis > 1 ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis) : 0;
    }

    /** Runs the state machine, and ends it when it takes too long. */
    private void runUntil(long deadline) {
        answerAlarm.set(deadline);
        try {
            run();
        } finally {
            answerAlarm.clear();
        }
    }

    private void answerIsLate() {
        lock.lock();
        try {
            if (!answerAlarm.rings() || !running) {
                return;
            }
            answerTooLate = true;
        } finally {
            lock.unlock();
        }
        connection.clientGone();
    }

    private void clientIsIdle() {
        lock.lock();
        try {
            if (!idleAlarm.rings() || running || ended) {
                return;
            }
            if (!due) {
                input.idleTimeIsUp();
            }
            run();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change, until a deadline if there is one; true when the thread was interrupted meanwhile. */
    private boolean await(long deadline) {
        try {
            if (deadline == 0) {
                changed.await();
            } else {
                changed.awaitNanos(deadline - System.nanoTime());
            }
            return false;
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
