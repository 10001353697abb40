package io.trefoil.sql.engine.session;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/**
 * Makes every k-th statement or commit of explicit blocks fail as if its transaction could not be placed in the serial
 * order, so that clients can test how they repeat transactions ({@code inject_retry_errors_enabled}, as in CockroachDB).
 * SET, SHOW, savepoints and blocks of nothing else are spared. After three failures the transaction goes through, as there, whether it is repeated from a savepoint or from BEGIN.
 */
final class RetryInjection {
    private static final int FAILURES_MAX = 3;

    private int units;
    private int failures;

    /** A statement or a commit is about to run. @param every fails each so many of them; 0 for none */
    void unit(int every) {
        if (every == 0) {
            return;
        }
        units++;
        if (units % every == 0 && failures < FAILURES_MAX) {
            failures++;
            throw new SqlStateException(
                            SqlState.T_R_SERIALIZATION_FAILURE,
                            "restart transaction: retry error injected by inject_retry_errors_enabled")
                    .withHint("The transaction might succeed if retried.");
        }
    }

    /** The transaction went through. */
    void committed() {
        failures = 0;
    }
}
