package io.trefoil.jdbc.link;

import io.trefoil.jdbc.api.RetryCounters;
import io.trefoil.jdbc.api.TransactionRetry;
import io.trefoil.jdbc.api.TransactionRetryListener;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Who hears of retries, and how many there were: of one connection, and of all in this process. */
public final class RetryEvents {
    private static final Logger LOG = Logger.getLogger("io.trefoil.jdbc.retry");

    /** Of the whole process. */
    public static final RetryEvents PROCESS = ofProcess();

    private final @Nullable RetryEvents parent;
    private final List<TransactionRetryListener> listeners = new CopyOnWriteArrayList<>();
    private final LongAdder savepointReplays = new LongAdder();
    private final LongAdder transactionReplays = new LongAdder();
    private final LongAdder recovered = new LongAdder();
    private final LongAdder changed = new LongAdder();
    private final LongAdder exhausted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder readsRepeated = new LongAdder();
    private final LongAdder commitsResolved = new LongAdder();

    private RetryEvents(@Nullable RetryEvents parent) {
        this.parent = parent;
    }

    /** With the listeners that {@code ServiceLoader} finds; one that cannot be made is left out. */
    private static RetryEvents ofProcess() {
        RetryEvents events = new RetryEvents(null);
        Iterator<TransactionRetryListener> found = ServiceLoader.load(
                        TransactionRetryListener.class, RetryEvents.class.getClassLoader())
                .iterator();
        boolean more = true;
        while (more) {
            try {
                more = found.hasNext();
                if (more) {
                    events.add(found.next());
                }
            } catch (ServiceConfigurationError e) {
                LOG.log(Level.WARNING, "a listener of transaction retries cannot be made", e);
            }
        }
        return events;
    }

    /** Those of a new connection. */
    public static RetryEvents ofConnection() {
        return new RetryEvents(PROCESS);
    }

    public void add(TransactionRetryListener listener) {
        listeners.add(listener);
    }

    public void remove(TransactionRetryListener listener) {
        listeners.remove(listener);
    }

    /** Why a replay was given up. */
    public enum GivenUp {
        CHANGED,
        EXHAUSTED,
        REFUSED
    }

    /** An attempt begins after its pause. */
    public void retrying(TransactionRetry retry) {
        switch (retry.scope()) {
            case SAVEPOINT -> count(events -> events.savepointReplays);
            case TRANSACTION, COMMIT -> count(events -> events.transactionReplays);
            case READ -> count(events -> events.readsRepeated);
        }
        tell(TransactionRetryListener::retrying, retry);
    }

    /** The transaction went through after all. */
    public void recovered(TransactionRetry retry) {
        count(events -> events.recovered);
        tell(TransactionRetryListener::recovered, retry);
    }

    /** The application gets the error. */
    public void gaveUp(TransactionRetry retry, GivenUp why) {
        switch (why) {
            case CHANGED -> count(events -> events.changed);
            case EXHAUSTED -> count(events -> events.exhausted);
            case REFUSED -> count(events -> events.refused);
        }
        tell(TransactionRetryListener::gaveUp, retry);
    }

    void commitResolved() {
        count(events -> events.commitsResolved);
    }

    private void count(java.util.function.Function<RetryEvents, LongAdder> which) {
        which.apply(this).increment();
        if (parent != null) {
            which.apply(parent).increment();
        }
    }

    private void tell(BiConsumer<TransactionRetryListener, TransactionRetry> event, TransactionRetry retry) {
        for (TransactionRetryListener listener : listeners) {
            try {
                event.accept(listener, retry);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a listener of transaction retries failed", e);
            }
        }
        if (parent != null) {
            parent.tell(event, retry);
        }
    }

    /** The counters now. */
    public RetryCounters counters() {
        return new RetryCounters(
                savepointReplays.sum(),
                transactionReplays.sum(),
                recovered.sum(),
                changed.sum(),
                exhausted.sum(),
                refused.sum(),
                readsRepeated.sum(),
                commitsResolved.sum());
    }
}
