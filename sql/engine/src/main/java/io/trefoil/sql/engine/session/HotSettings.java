package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.Durability;
import java.time.Duration;

/**
 * The settings that every statement looks at, read from their text once for each {@link Settings}.
 *
 * @param statementTimeoutMillis 0 for none
 * @param lockTimeout zero for none
 * @param modes of transactions that say nothing else
 * @param injectEvery see {@link RetryInjection}; 0 when it is off
 * @param logLockWaitsMillis lock waits longer than this are logged; 0 for none
 * @param commitOutcomes whether commits are recorded, see {@link CommitTrace}
 * @param restartSavepoint whether BEGIN sets the restart savepoint
 * @param retryAttempts how often the server itself runs a statement or transaction, at most
 * @param retryBudgetMillis for how long it begins to run one again; 0 for ever
 * @param flexibleTextParameters see {@link FlexibleParameters}
 * @param surroundings what a compiled statement depends on besides its text, the catalog and the role
 */
record HotSettings(
        long statementTimeoutMillis,
        Duration lockTimeout,
        Durability durability,
        TransactionModes modes,
        int injectEvery,
        long workMemoryBytes,
        long transactionTimeoutMillis,
        long idleInTransactionMillis,
        long idleMillis,
        long logLockWaitsMillis,
        boolean commitOutcomes,
        boolean restartSavepoint,
        int retryAttempts,
        long retryBudgetMillis,
        boolean flexibleTextParameters,
        String surroundings) {

    static HotSettings of(Settings settings) {
        return new HotSettings(
                settings.number("statement_timeout"),
                Duration.ofMillis(settings.number("lock_timeout")),
                settings.get("synchronous_commit").equals("off") ? Durability.ASYNC : Durability.SYNC,
                TransactionModes.of(settings),
                settings.isOn("inject_retry_errors_enabled") ? (int) settings.number("inject_retry_errors_every") : 0,
                settings.number("work_mem") * 1024,
                settings.number("transaction_timeout"),
                settings.number("idle_in_transaction_session_timeout"),
                settings.number("idle_session_timeout"),
                settings.isOn("log_lock_waits") ? settings.number("deadlock_timeout") : 0,
                settings.isOn("trefoil.commit_outcomes"),
                settings.isOn("trefoil.restart_savepoint"),
                (int) settings.number("trefoil.retry_attempts"),
                settings.number("trefoil.retry_budget"),
                settings.isOn("trefoil.flexible_text_parameters"),
                String.join(
                        "\u0000",
                        settings.get("search_path"),
                        settings.get("TimeZone"),
                        settings.get("DateStyle"),
                        settings.get("IntervalStyle"),
                        settings.get("trefoil.optimizer"),
                        settings.get("trefoil.read_turns"),
                        settings.get("trefoil.flexible_text_parameters")));
    }
}
