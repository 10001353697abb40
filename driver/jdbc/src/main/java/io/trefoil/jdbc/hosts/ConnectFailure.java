package io.trefoil.jdbc.hosts;

import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a server could not be connected to.
 *
 * @param host which one
 * @param error of the attempt
 */
record ConnectFailure(HostPort host, SQLException error) {
    /** Too many connections; shutting down; starting up. */
    private static final Set<String> BUSY = Set.of("53300", "57P01", "57P02", "57P03");

    /** Whether another server may do better: this one is away or busy. Wrong passwords are wrong everywhere. */
    boolean anotherMayDo() {
        String state = String.valueOf(error.getSQLState());
        return state.startsWith("08") || BUSY.contains(state);
    }

    /** Whether it is not worth trying for a while; one that asks for a password nobody gave is well. */
    boolean isDown() {
        return find(error, IOException.class) != null || BUSY.contains(String.valueOf(error.getSQLState()));
    }

    /** Whether the time was too short, perhaps. */
    boolean slow() {
        return find(error, SocketTimeoutException.class) != null;
    }

    /** The error with the server and the reason in its message, where pgjdbc leaves them to the causes. */
    SQLException explained() {
        IOException cause = find(error, IOException.class);
        String state = String.valueOf(error.getSQLState());
        if (state.equals("08P01") && cause == null) {
            return new SQLNonTransientConnectionException(
                    "cannot connect to " + host + ": what answers there does not speak Trefoil's protocol ("
                            + error.getMessage() + ")",
                    state,
                    error);
        }
        if (cause == null || !state.startsWith("08")) {
            return error;
        }
        SQLException ours = find(cause, SQLException.class);
        return ours != null
                ? ours
                : new SQLTransientConnectionException(
                        "cannot connect to " + host + ": " + reason(cause), "08001", error);
    }

    private static String reason(IOException cause) {
        if (cause instanceof UnknownHostException) {
            return "there is no host of this name";
        }
        if (cause instanceof SocketTimeoutException) {
            return "it does not answer in time (" + cause.getMessage() + ")";
        }
        if (cause instanceof NoRouteToHostException) {
            return "there is no way to it (" + cause.getMessage() + ")";
        }
        if (cause instanceof ConnectException) {
            return "nothing listens there (" + cause.getMessage() + ")";
        }
        if (cause instanceof SSLException) {
            return "TLS failed (" + cause.getMessage() + ")";
        }
        if (cause instanceof EOFException || cause instanceof SocketException) {
            return "it closed the connection while it was being opened";
        }
        return String.valueOf(cause.getMessage());
    }

    /** One error for all servers. */
    static SQLException all(List<ConnectFailure> failures) {
        if (failures.size() == 1) {
            return failures.get(0).explained();
        }
        String reasons = failures.stream()
                .map(failure -> String.valueOf(failure.explained().getMessage()))
                .collect(Collectors.joining("; "));
        SQLException all = new SQLTransientConnectionException("no server can be connected to: " + reasons, "08001");
        failures.forEach(failure -> all.addSuppressed(failure.error()));
        return all;
    }

    private static <T> @Nullable T find(Throwable error, Class<T> type) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }
}
