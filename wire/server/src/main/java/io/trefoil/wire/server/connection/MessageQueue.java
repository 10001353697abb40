package io.trefoil.wire.server.connection;

import io.trefoil.wire.protocol.message.FrontendMessage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue between the thread that reads a client's bytes and the thread that executes its commands: a ring
 * of references for one producer and one consumer, without locks and without allocation. Bounded by count and by
 * bytes; a full queue makes the producer stop reading, which the client feels as back-pressure.
 *
 * <p>Producer: while not {@link #full}, {@link #offer}; when full, {@link #pause}, and go on when the {@code resume}
 * callback runs. Consumer: {@link #take}.
 */
public final class MessageQueue implements ClientInput {
  private static final int CAPACITY = 64;
  private static final int BYTES_MAX = 256 * 1024;

  private final Signals signals;
  private final Runnable resume;
  private final BooleanSupplier somethingToTake = this::somethingToTake;
  private final BooleanSupplier somethingToTakeOrInterrupt = this::somethingToTakeOrInterrupt;
  private final @Nullable FrontendMessage[] ring = new @Nullable FrontendMessage[CAPACITY];
  private final int[] sizes = new int[CAPACITY];
  private final AtomicLong head = new AtomicLong();
  private final AtomicLong tail = new AtomicLong();
  private final AtomicInteger bytes = new AtomicInteger();
  private volatile boolean paused;
  private volatile boolean ended;

  /** @param resume called on the consumer's thread when a paused producer may go on */
  public MessageQueue(Signals signals, Runnable resume) {
    this.signals = signals;
    this.resume = resume;
  }

  public boolean full() {
    return tail.get() - head.get() >= CAPACITY || bytes.get() >= BYTES_MAX;
  }

  /** @param sizeBytes what the message occupied on the wire */
  public void offer(FrontendMessage message, int sizeBytes) {
    long position = tail.get();
    assert position - head.get() < CAPACITY : "offered to a full queue";
    int slot = (int) position & (CAPACITY - 1);
    ring[slot] = message;
    sizes[slot] = sizeBytes;
    bytes.addAndGet(sizeBytes);
    tail.set(position + 1);
    signals.wake();
  }

  /** The producer stops until {@code resume} runs; false when there is room again already and it need not stop. */
  public boolean pause() {
    paused = true;
    if (full()) {
      return true;
    }
    paused = false;
    return false;
  }

  /** Nothing more will be offered; what is queued can still be taken. */
  public void end() {
    ended = true;
    signals.wake();
  }

  @Override
  public @Nullable FrontendMessage take(long timeoutMillis) {
    if (!signals.await(somethingToTake, timeoutMillis)) {
      return null;
    }
    if (signals.shutdownRequested()) {
      throw ConnectionEnded.SHUTDOWN;
    }
    FrontendMessage message = poll();
    if (message == null) {
      throw ConnectionEnded.CLIENT_GONE;
    }
    return message;
  }

  @Override
  public FrontendMessage takeInStatement() {
    signals.await(somethingToTakeOrInterrupt, 0);
    signals.throwIfTerminatedOrCancelled();
    FrontendMessage message = poll();
    if (message == null) {
      throw Signals.clientGoneError();
    }
    return message;
  }

  private @Nullable FrontendMessage poll() {
    long position = head.get();
    if (position == tail.get()) {
      return null;
    }
    int slot = (int) position & (CAPACITY - 1);
    FrontendMessage message = ring[slot];
    ring[slot] = null;
    bytes.addAndGet(-sizes[slot]);
    head.set(position + 1);
    if (paused && tail.get() - position <= CAPACITY / 2 && bytes.get() <= BYTES_MAX / 2) {
      paused = false;
      resume.run();
    }
    return message;
  }

  /** A running copy outlives a requested shutdown until the grace is over. */
  private boolean somethingToTakeOrInterrupt() {
    return head.get() != tail.get() || ended || signals.cancelled() || signals.terminated();
  }

  private boolean somethingToTake() {
    return head.get() != tail.get() || ended || signals.shutdownRequested();
  }
}
