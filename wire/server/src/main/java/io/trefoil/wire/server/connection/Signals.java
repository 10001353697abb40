package io.trefoil.wire.server.connection;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What other threads tell the one thread that drives a connection, and how they wake it. Flags only ever rise, except
 * {@code cancelled}, which each statement starts without. Waiting allocates nothing.
 */
public final class Signals {
  private volatile @Nullable Thread waiting;
  private volatile boolean cancelled;
  private volatile boolean shutdown;
  private volatile boolean terminated;
  private volatile boolean clientGone;

  /** The client asked to cancel the running statement. */
  public void cancel() {
    cancelled = true;
    wake();
  }

  /** The server shuts down: the running statement may end, nothing more is taken. */
  public void shutdown() {
    shutdown = true;
    wake();
  }

  /** The server shuts down and waits no longer. */
  public void terminate() {
    shutdown = true;
    terminated = true;
    wake();
  }

  /** The client closed or broke the connection: nothing can be sent any more. */
  public void clientGone() {
    clientGone = true;
    wake();
  }

  public boolean cancelled() {
    return cancelled;
  }

  public boolean shutdownRequested() {
    return shutdown;
  }

  public boolean terminated() {
    return terminated;
  }

  public boolean isClientGone() {
    return clientGone;
  }

  void statementStarts() {
    if (cancelled) {
      cancelled = false;
    }
  }

  /**
   * To be asked by whoever wakes up in a running statement that waits for its client.
   *
   * @throws SqlStateException 57P01 or 57014
   */
  public void throwIfTerminatedOrCancelled() {
    if (terminated) {
      throw shutdownError();
    }
    if (cancelled) {
      throw new SqlStateException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
    }
  }

  /** What a session ends with when the server shuts down. */
  public static SqlStateException shutdownError() {
    return new SqlStateException(
        SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");
  }

  /** What a statement ends with when its client is gone. */
  public static SqlStateException clientGoneError() {
    return new SqlStateException(SqlState.CONNECTION_FAILURE, "connection to client lost");
  }

  /** Wakes the thread in {@link #await} to look at its condition again. Cheap when nobody waits. */
  public void wake() {
    Thread thread = waiting;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Waits for the condition; whoever makes it true calls {@link #wake} afterwards.
   *
   * @param timeoutMillis 0 to wait for ever
   * @return false when the time is up
   */
  public boolean await(BooleanSupplier condition, long timeoutMillis) {
    if (condition.getAsBoolean()) {
      return true;
    }
    long deadline = timeoutMillis == 0 ? 0 : System.nanoTime() + timeoutMillis * 1_000_000;
    waiting = Thread.currentThread();
    try {
      while (!condition.getAsBoolean()) {
        if (timeoutMillis == 0) {
          LockSupport.park(this);
        } else {
          long remaining = deadline - System.nanoTime();
          if (remaining <= 0) {
            return false;
          }
          LockSupport.parkNanos(this, remaining);
        }
        // An interrupt would make park return at once for ever; nobody uses interrupts to talk to this thread.
        Thread.interrupted();
      }
      return true;
    } finally {
      waiting = null;
    }
  }
}
