package io.trefoil.sql.storage;

import java.util.OptionalLong;

/**
 * Numbers outside of transactions, for sequences and identifiers: never rolled back, safe before use. A counter is a cell
 * with the next value that nobody has got yet. All threads; except for {@link #setAhead} a change is durable when the call returns, so take blocks.
 */
public interface CounterStore {
    /** The store's own counter, behind {@link TransactionalStore#allocateSpace}. */
    long SPACES = Long.MIN_VALUE;

    /** The next value not yet reserved, if the counter exists. */
    OptionalLong find(long counter);

    /**
     * Takes {@code amount} values: answers the counter's value (or {@code initial} if it does not exist) and adds {@code
     * amount}, which may be negative.
     *
     * @return the first value of the block
     * @throws ArithmeticException if the new value does not fit a long
     */
    long reserve(long counter, long initial, long amount);

    /** Sets the next value (setval, RESTART), making the counter if needed. */
    void set(long counter, long next);

    /**
     * Sets the next value without waiting for the device: safe as soon as any later commit is. Who shows a value that
     * rests on it to anybody lets his transaction {@linkplain StorageTransaction#dependOn depend on} the answer.
     *
     * @return the version that has to be durable
     */
    long setAhead(long counter, long next);

    /** Removes the counter. */
    void delete(long counter);
}
