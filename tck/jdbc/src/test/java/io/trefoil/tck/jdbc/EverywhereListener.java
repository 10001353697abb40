package io.trefoil.tck.jdbc;

import io.trefoil.jdbc.api.TransactionRetry;
import io.trefoil.jdbc.api.TransactionRetryListener;
import java.util.concurrent.atomic.AtomicLong;

/** Hears of every transaction in this JVM that is run again: it is in {@code META-INF/services}. */
public final class EverywhereListener implements TransactionRetryListener {
    static final AtomicLong RETRIES = new AtomicLong();

    @Override
    public void retrying(TransactionRetry retry) {
        RETRIES.incrementAndGet();
    }
}
