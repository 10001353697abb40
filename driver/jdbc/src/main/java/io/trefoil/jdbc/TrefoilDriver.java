package io.trefoil.jdbc;

import io.trefoil.jdbc.api.DriverVersion;
import io.trefoil.jdbc.api.RetryCounters;
import io.trefoil.jdbc.connection.Connector;
import io.trefoil.jdbc.link.RetryEvents;
import io.trefoil.jdbc.url.DriverProperty;
import io.trefoil.jdbc.url.TrefoilUrl;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The driver for {@code jdbc:trefoil:} URLs, remote and inside the process; see {@link TrefoilUrl}. */
public final class TrefoilDriver implements Driver {
    /** The parent of all loggers of the driver. */
    static final Logger LOGGER = Logger.getLogger("io.trefoil.jdbc");

    static {
        try {
            DriverManager.registerDriver(new TrefoilDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public @Nullable Connection connect(@Nullable String url, @Nullable Properties info) throws SQLException {
        if (url == null) {
            throw new SQLException("the URL is null", "08001");
        }
        if (!TrefoilUrl.accepts(url)) {
            return null;
        }
        return open(url, info == null ? new Properties() : info);
    }

    static Connection open(String url, Properties info) throws SQLException {
        TrefoilUrl parsed = TrefoilUrl.parse(url, info);
        return Connector.open(TrefoilUrl.withoutSecrets(url), parsed);
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return TrefoilUrl.accepts(url);
    }

    /** Every property that may be given, ours and pgjdbc's; those that are secret without their value. */
    @Override
    public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info) {
        Properties given = given(url, info == null ? new Properties() : info);
        return DriverProperty.all().stream()
                .map(property -> describe(property, given))
                .toArray(DriverPropertyInfo[]::new);
    }

    /** Tools ask while the URL is being typed: one that cannot be read yet gives nothing. */
    private static Properties given(@Nullable String url, Properties info) {
        try {
            return TrefoilUrl.accepts(url) && url != null
                    ? TrefoilUrl.parse(url, info).properties()
                    : info;
        } catch (SQLException unfinished) {
            return info;
        }
    }

    private static DriverPropertyInfo describe(DriverProperty property, Properties given) {
        DriverPropertyInfo described = new DriverPropertyInfo(
                property.name(), property.secret() ? null : given.getProperty(property.name(), property.byDefault()));
        described.description = property.description();
        if (!property.choices().isEmpty()) {
            described.choices = property.choices().toArray(String[]::new);
        }
        return described;
    }

    /** How often transactions were run again by all connections of this process since it began; for metrics. */
    public static RetryCounters retryCounters() {
        return RetryEvents.PROCESS.counters();
    }

    @Override
    public int getMajorVersion() {
        return DriverVersion.major();
    }

    @Override
    public int getMinorVersion() {
        return DriverVersion.minor();
    }

    /** False: PostgreSQL's SQL is not a superset of SQL-92 Entry Level in every corner (as pgjdbc says). */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return LOGGER;
    }
}
