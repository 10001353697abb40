package io.trefoil.sql.api;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TextFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One client's session, in the words of the protocol (PostgreSQL docs, "Frontend/Backend Protocol"). One thread drives
 * it at a time; only {@link #cancel()} and {@link #terminate()} may come from another. Every method may throw
 * {@link SqlStateException}; the session has then already moved its transaction to the failed
 * state where PostgreSQL would, and stays usable.
 *
 * <p>Order of calls: either {@link #query} (simple protocol), or any number of parse, bind, describe, execute, close
 * ended by {@link #sync}. After an exception of an extended call the caller skips to {@code sync}, which ends an
 * implicit transaction.
 */
public interface SqlSession extends AutoCloseable {
    /** Values of the settings that are reported at the start of a session, by name. */
    Map<String, String> reportedSettings();

    /**
     * Runs all statements of a simple query, as one implicit transaction unless the text says otherwise. Results go to
     * the sink statement by statement; an error ends the text and is thrown after the transaction was dealt with.
     */
    void query(String sql, ResponseSink sink);

    /**
     * Parse: creates a prepared statement.
     *
     * @param name empty for the unnamed statement
     * @param parameterTypes OIDs by position; 0 or absent means infer
     */
    void parse(String name, String sql, int[] parameterTypes);

    /** Describe of a statement: parameter types and, when it returns rows, their shape (all formats 0). */
    StatementDescription describeStatement(String name);

    /** Bind: creates a portal. */
    void bind(String portal, String statement, ParameterValues parameters, short[] resultFormats);

    /** Describe of a portal: the shape of its rows with the formats of Bind, or null when it returns none. */
    @Nullable
    RowShape describePortal(String name);

    /**
     * Execute: runs a portal until it ends or {@code rowsMax} rows were sent.
     *
     * @param rowsMax 0 for no limit
     */
    void execute(String portal, long rowsMax, ResponseSink sink);

    /**
     * FunctionCall: calls a function by OID, as a statement of its own.
     *
     * @param arguments in the types of the function
     * @param resultFormat 0 text, 1 binary
     * @return the encoded result, null for SQL NULL
     */
    default byte @Nullable [] call(int functionOid, ParameterValues arguments, short resultFormat) {
        fail();
        throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "fastpath function calls are not supported");
    }

    /** Close of a statement; no error when there is none of this name. */
    void closeStatement(String name);

    /** Close of a portal; no error when there is none of this name. */
    void closePortal(String name);

    /** Tells the listener the notifications that have arrived; between transactions only, else does nothing. */
    default void deliverNotifications() {}

    /**
     * ReadyForQuery is being sent, after a query, a sync, a refused message or the start: a new cycle of the protocol begins.
     * Clients count these messages to name a cycle, so every one must be told.
     */
    default void ready() {}

    /** Sync: commits an implicit transaction, or rolls it back after an error. */
    void sync();

    /**
     * Tells that a message of the client was refused before it could become a call (malformed Bind, FunctionCall ...): an
     * open transaction goes to the failed state, as if one of the calls above had raised the error.
     */
    default void fail() {
        try {
            describePortal("\0");
        } catch (SqlStateException expected) {
            // 34000: a NUL cannot come over the wire, so there is no portal of this name.
        }
    }

    TransactionStatus transactionStatus();

    /** The text format that the session's settings ask for at this moment. */
    TextFormat textFormat();

    /**
     * How long the client may idle in the present state, in milliseconds; 0 for ever. By {@code
     * idle_in_transaction_session_timeout} and {@code transaction_timeout} in a block, else {@code idle_session_timeout}.
     */
    long idleTimeoutMillis();

    /** What the connection ends with when its client idled for so long: 25P03, 25P04 or 57P05. */
    default SqlStateException idleTimeout() {
        return transactionStatus() == TransactionStatus.IDLE
                ? new SqlStateException(
                        SqlState.IDLE_SESSION_TIMEOUT, "terminating connection due to idle-session timeout")
                : new SqlStateException(
                        SqlState.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
                        "terminating connection due to idle-in-transaction timeout");
    }

    /** Asks the running statement, if any, to end with 57014. Thread-safe; returns at once. */
    void cancel();

    /** Like {@link #cancel()}, but the statement ends with 57P01 because the server shuts down. Thread-safe. */
    void terminate();

    /** Rolls back an open transaction and frees everything. Idempotent. */
    @Override
    void close();
}
