package io.trefoil.jdbc.connection;

import io.trefoil.jdbc.link.RetryEvents;
import io.trefoil.jdbc.statement.OpenTelemetryTracing;
import io.trefoil.jdbc.statement.Tracing;
import io.trefoil.jdbc.url.TrefoilProperty;
import io.trefoil.jdbc.url.TrefoilUrl;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.jdbc.PgConnection;

/** Chooses where spans go. The class that knows OpenTelemetry is only loaded where its API is on the class path. */
final class Tracings {
    private static final boolean PRESENT = isPresent();

    private Tracings() {}

    static Tracing of(String url, Properties info, PgConnection connection, RetryEvents events) throws SQLException {
        String choice = TrefoilProperty.TRACING.choice(info);
        if (!PRESENT || choice.equals("off")) {
            return Tracing.OFF;
        }
        String server = url.startsWith(TrefoilUrl.PREFIX + "//")
                ? connection.getQueryExecutor().getHostSpec().getHost()
                : "";
        OpenTelemetryTracing tracing = new OpenTelemetryTracing(connection.getCatalog(), server, choice.equals("sql"));
        events.add(tracing);
        return tracing;
    }

    private static boolean isPresent() {
        try {
            Class.forName("io.opentelemetry.api.GlobalOpenTelemetry", false, Tracings.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
