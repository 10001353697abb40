package io.trefoil.jdbc.api;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a connection of Trefoil has beyond JDBC; got by {@code connection.unwrap(TrefoilConnection.class)}. */
public interface TrefoilConnection extends Connection {
    /**
     * Runs work in a transaction, and again from its start when it fails with 40001 or 40P01; commits when it returns, rolls
     * back when it throws. Inside an open transaction it joins that: the outermost call commits and repeats.
     *
     * @param isolation one of {@link Connection}'s levels
     * @throws java.sql.SQLTransactionRollbackException when attempts or time are used up
     */
    <T extends @Nullable Object> T inTransaction(int isolation, TransactionBody<T> body) throws SQLException;

    /** The same at the connection's isolation. */
    <T extends @Nullable Object> T inTransaction(TransactionBody<T> body) throws SQLException;

    /** Adds a listener of this connection. */
    void addTransactionRetryListener(TransactionRetryListener listener);

    /** Takes a listener away. */
    void removeTransactionRetryListener(TransactionRetryListener listener);

    /** Counters of this connection. */
    RetryCounters retryCounters();

    /**
     * Tells that the open transaction does something besides its statements that cannot be done twice: the driver will not
     * run it again. Ends with the transaction.
     *
     * @param reason shown in the message of a 40001
     */
    void refuseReplay(String reason) throws SQLException;
}
