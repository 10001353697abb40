package io.trefoil.jdbc;

import io.trefoil.jdbc.connection.Connector;
import io.trefoil.jdbc.url.TrefoilUrl;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The driver for {@code jdbc:trefoil:} URLs, remote and inside the process; see {@link TrefoilUrl}. */
public final class TrefoilDriver implements Driver {
    static {
        try {
            DriverManager.registerDriver(new TrefoilDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!TrefoilUrl.accepts(url)) {
            return null;
        }
        return Connector.open(url, TrefoilUrl.parse(url, info == null ? new Properties() : info));
    }

    @Override
    public boolean acceptsURL(String url) {
        return TrefoilUrl.accepts(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 0;
    }

    @Override
    public int getMinorVersion() {
        return 1;
    }

    /** False: PostgreSQL's SQL is not a superset of SQL-92 Entry Level in every corner (as pgjdbc says). */
    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return Logger.getLogger("io.trefoil.jdbc");
    }
}
