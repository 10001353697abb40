package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Locale;

/**
 * The modes of a transaction, as BEGIN and SET TRANSACTION give them.
 *
 * @param isolationName in PostgreSQL's words; READ UNCOMMITTED is shown as asked for and runs as READ COMMITTED
 * @param deferrable without effect: read-only transactions never wait or fail here, so that there is nothing to defer
 */
record TransactionModes(String isolationName, Isolation isolation, boolean readOnly, boolean deferrable) {

    /** The session's defaults. */
    static TransactionModes of(Settings settings) {
        return new TransactionModes(
                        "",
                        Isolation.SERIALIZABLE,
                        settings.isOn("default_transaction_read_only"),
                        settings.isOn("default_transaction_deferrable"))
                .withIsolation(settings.get("default_transaction_isolation"));
    }

    TransactionModes withIsolation(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        Isolation level = switch (folded) {
            case "read committed", "read uncommitted" -> Isolation.READ_COMMITTED;
            case "repeatable read" -> Isolation.REPEATABLE_READ;
            default -> Isolation.SERIALIZABLE;
        };
        return new TransactionModes(folded, level, readOnly, deferrable);
    }

    TransactionModes withReadOnly(boolean other) {
        return new TransactionModes(isolationName, isolation, other, deferrable);
    }

    TransactionModes withDeferrable(boolean other) {
        return new TransactionModes(isolationName, isolation, readOnly, other);
    }

    /**
     * PostgreSQL's rules about when the modes of a transaction may become others; 25001.
     *
     * @param queried whether a statement has run that takes a snapshot
     */
    void requireChangeable(TransactionModes next, boolean queried, Savepoints savepoints) {
        boolean inner = !savepoints.isEmpty();
        if (!next.isolationName.equals(isolationName)) {
            refuse(queried, "SET TRANSACTION ISOLATION LEVEL must be called before any query");
            refuse(inner, "SET TRANSACTION ISOLATION LEVEL must not be called in a subtransaction");
        }
        if (readOnly && !next.readOnly) {
            refuse(
                    inner && savepoints.outermost().modes().readOnly,
                    "cannot set transaction read-write mode inside a read-only transaction");
            refuse(queried, "transaction read-write mode must be set before any query");
        }
        if (next.deferrable != deferrable) {
            refuse(inner, "SET TRANSACTION [NOT] DEFERRABLE cannot be called within a subtransaction");
            refuse(queried, "SET TRANSACTION [NOT] DEFERRABLE must be called before any query");
        }
    }

    private static void refuse(boolean when, String message) {
        if (when) {
            throw new SqlStateException(SqlState.ACTIVE_SQL_TRANSACTION, message);
        }
    }
}
