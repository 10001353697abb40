package io.trefoil.jdbc;

import io.trefoil.jdbc.api.DriverVersion;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A new connection with each call, and pools of them by {@link #pooled}. */
public final class TrefoilDataSource extends ConfiguredDataSource implements DataSource {
    private static final long serialVersionUID = 1L;

    /** The default connections of a pool, HikariCP's. */
    private static final int POOL_SIZE = 10;

    /** To the default database of a server on this machine. */
    public TrefoilDataSource() {}

    /** To where a URL points. */
    public TrefoilDataSource(String url) {
        setUrl(url);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return open();
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return open(user, password);
    }

    /** A HikariCP pool of at most ten connections; see {@link #pooled(TrefoilDataSource, int)}. */
    public static PooledDataSource pooled(String url) throws SQLException {
        return pooled(new TrefoilDataSource(url), POOL_SIZE);
    }

    /** A HikariCP pool as one user; see {@link #pooled(TrefoilDataSource, int)}. */
    public static PooledDataSource pooled(String url, String user, @Nullable String password) throws SQLException {
        TrefoilDataSource source = new TrefoilDataSource(url);
        source.setUser(user);
        source.setPassword(password);
        return pooled(source, POOL_SIZE);
    }

    /**
     * A {@code com.zaxxer.hikari.HikariDataSource} over this driver, with one connection open already. A database inside
     * the process stays open as long as the pool. To set more than its size, cast or unwrap it to
     * {@code HikariDataSource}, or give HikariCP a {@code TrefoilDataSource} yourself.
     *
     * @param source is not to be changed afterwards
     * @param connectionsMax at most this many are open at a time
     * @throws SQLException what the first connection says; 0A000 when HikariCP is not on the class path
     */
    public static PooledDataSource pooled(TrefoilDataSource source, int connectionsMax) throws SQLException {
        try {
            return HikariPool.open(source, connectionsMax);
        } catch (NoClassDefFoundError missing) {
            throw new SQLException(
                    "TrefoilDataSource.pooled needs HikariCP on the class path: add com.zaxxer:HikariCP",
                    "0A000",
                    missing);
        }
    }

    @Override
    public String getDescription() {
        return "connections by " + DriverVersion.NAME + " " + DriverVersion.text();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("a TrefoilDataSource is not a " + type.getName(), "0A000");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
