package io.trefoil.jdbc.url;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;

/**
 * How a connection meets failures of serialization.
 *
 * @param mode what is run again
 * @param maxAttempts of one transaction; zero or more
 * @param budgetMillis of one transaction, from its first failure
 * @param bufferBytes what is kept of one transaction
 */
public record RetrySettings(Mode mode, int maxAttempts, int budgetMillis, int bufferBytes) {
    /** What is run again. */
    public enum Mode {
        /** From the last savepoint, or from BEGIN. */
        REPLAY,
        /** From the last savepoint only. */
        SAVEPOINT,
        /** Nothing. */
        OFF
    }

    /**
     * Reads the properties whose names begin with {@code retry}.
     *
     * @throws SQLException 22023 for a value that cannot be
     */
    public static RetrySettings of(Properties properties) throws SQLException {
        return new RetrySettings(
                Mode.valueOf(TrefoilProperty.RETRY.choice(properties).toUpperCase(Locale.ROOT)),
                TrefoilProperty.RETRY_MAX_ATTEMPTS.number(properties),
                TrefoilProperty.RETRY_BUDGET_MILLIS.number(properties),
                TrefoilProperty.RETRY_BUFFER_BYTES.number(properties));
    }
}
