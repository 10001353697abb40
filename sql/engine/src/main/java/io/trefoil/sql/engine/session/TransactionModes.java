package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.Isolation;
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
}
