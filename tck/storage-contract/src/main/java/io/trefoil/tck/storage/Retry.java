package io.trefoil.tck.storage;

import io.trefoil.sql.storage.StorageException.StatementRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.util.function.Function;

/** The retry protocol of the contract, as a server follows it. */
public final class Retry {
    private static final int ATTEMPTS_MAX = 10_000;

    private Retry() {}

    /** Runs one statement, again as long as the store asks for that. */
    public static <T> T statement(StorageTransaction transaction, Function<StorageStatement, T> body) {
        try (StorageStatement statement = transaction.beginStatement()) {
            for (int i = 0; i < ATTEMPTS_MAX; i++) {
                try {
                    return body.apply(statement);
                } catch (StatementRetry e) {
                    statement.restart();
                }
            }
        }
        throw new AssertionError("statement restarted " + ATTEMPTS_MAX + " times");
    }

    /** Runs a transaction of one statement and commits it, again as long as the store asks for that. */
    public static <T> T transaction(
            TransactionalStore store, TransactionOptions options, Function<StorageStatement, T> body) {
        return transactions(store, options, transaction -> statement(transaction, body));
    }

    /** Runs a transaction and commits it, again with its locks as long as the store asks for that. */
    public static <T> T transactions(
            TransactionalStore store, TransactionOptions options, Function<StorageTransaction, T> body) {
        try (StorageTransaction transaction = store.begin(options)) {
            while (transaction.attempt() < ATTEMPTS_MAX) {
                try {
                    T result = body.apply(transaction);
                    transaction.commit();
                    return result;
                } catch (TransactionRetry e) {
                    transaction.restart();
                }
            }
        }
        throw new AssertionError("transaction restarted " + ATTEMPTS_MAX + " times");
    }
}
