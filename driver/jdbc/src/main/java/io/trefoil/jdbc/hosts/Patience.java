package io.trefoil.jdbc.hosts;

import java.net.SocketTimeoutException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGProperty;

/**
 * How long servers are waited for while a connection is opened. One server has {@code connectTimeout} to take the
 * connection and then as long as it likes to answer. Of several, each has {@value #FIRST_CONNECT_MILLIS} ms, and
 * {@value #FIRST_ANSWER_MILLIS} ms to answer, so that one that is down costs less than two seconds; only when none took
 * the connection in that time are the slow ones tried again with {@code connectTimeout} for all. Property
 * {@code loginTimeout} (or {@link DriverManager#getLoginTimeout()}) bounds everything.
 */
final class Patience {
    static final int FIRST_CONNECT_MILLIS = 1_200;
    static final int FIRST_ANSWER_MILLIS = 1_600;

    private final int connectMillis;
    private final boolean hurry;
    private final float loginSeconds;
    private final long startNanos = System.nanoTime();

    private Patience(int connectMillis, boolean hurry, float loginSeconds) {
        this.connectMillis = connectMillis;
        this.hurry = hurry;
        this.loginSeconds = loginSeconds;
    }

    static Patience of(Properties properties, int hosts) throws SQLException {
        boolean given = properties.containsKey(PGProperty.CONNECT_TIMEOUT.getName());
        int connectSeconds = PGProperty.CONNECT_TIMEOUT.getInt(properties);
        return new Patience(
                (int) Math.min(Integer.MAX_VALUE, TimeUnit.SECONDS.toMillis(Math.max(0, connectSeconds))),
                hosts > 1 && !given,
                loginSeconds(properties));
    }

    private static float loginSeconds(Properties properties) throws SQLException {
        String given = properties.getProperty(PGProperty.LOGIN_TIMEOUT.getName());
        if (given == null) {
            return DriverManager.getLoginTimeout();
        }
        try {
            return Math.max(0, Float.parseFloat(given));
        } catch (NumberFormatException notANumber) {
            throw new SQLException("property loginTimeout must be a number of seconds, not \"" + given + "\"", "22023");
        }
    }

    /** Whether servers that are slow now deserve a second round. */
    boolean hurries() {
        return hurry;
    }

    /** The bounds of one attempt to connect to one server. */
    Attempt attempt(boolean firstRound) {
        long now = System.nanoTime();
        if (firstRound && hurry) {
            return new Attempt(this, now, FIRST_CONNECT_MILLIS, FIRST_ANSWER_MILLIS);
        }
        return new Attempt(this, firstRound ? now : startNanos, connectMillis, 0);
    }

    /** Throws when the time for everything is over. */
    void check() throws SQLException {
        if (loginSeconds > 0 && System.nanoTime() - startNanos >= loginNanos()) {
            throw late();
        }
    }

    SQLException late() {
        return new SQLTransientConnectionException(
                "no connection within " + loginSeconds + " seconds (loginTimeout)", "08001");
    }

    private long loginNanos() {
        return (long) (loginSeconds * TimeUnit.SECONDS.toNanos(1));
    }

    /**
     * One attempt; its clock runs from {@code startNanos}. A bound of 0 is none.
     */
    record Attempt(Patience patience, long startNanos, int connectMillis, int answerMillis) {
        /** How long the TCP connection may still take. */
        int connectMillisLeft() throws SocketTimeoutException {
            int left = left(connectMillis, startNanos);
            int all = allLeft();
            return left == 0 ? all : all == 0 ? left : Math.min(left, all);
        }

        /** How long an answer may still take. */
        int answerMillisLeft() throws SocketTimeoutException {
            int left = left(answerMillis, startNanos);
            int all = allLeft();
            return left == 0 ? all : all == 0 ? left : Math.min(left, all);
        }

        private int allLeft() throws SocketTimeoutException {
            int millis = (int) Math.min(Integer.MAX_VALUE, patience.loginSeconds * 1000L);
            return left(millis, patience.startNanos);
        }

        private static int left(int millis, long sinceNanos) throws SocketTimeoutException {
            if (millis == 0) {
                return 0;
            }
            long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos);
            if (left <= 0) {
                throw new SocketTimeoutException("no answer within " + millis + " ms");
            }
            return (int) left;
        }
    }
}
