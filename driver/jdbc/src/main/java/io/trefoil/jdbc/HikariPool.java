package io.trefoil.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.trefoil.jdbc.url.TrefoilUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/** The only class that sees HikariCP, so that the driver works without it. */
final class HikariPool extends HikariDataSource implements PooledDataSource {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Holds a database inside the process open while the pool exchanges its connections. */
    private final @Nullable Connection keeper;

    private HikariPool(HikariConfig config, @Nullable Connection keeper) {
        super(config);
        this.keeper = keeper;
    }

    static HikariPool open(TrefoilDataSource source, int connectionsMax) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(connectionsMax);
        config.setPoolName("trefoil-" + NUMBER.incrementAndGet());
        Connection keeper = keeper(source);
        try {
            return new HikariPool(config, keeper);
        } catch (com.zaxxer.hikari.pool.HikariPool.PoolInitializationException failed) {
            close(keeper);
            throw failed.getCause() instanceof SQLException cause
                    ? cause
                    : new SQLException("the pool cannot start: " + failed.getMessage(), "08001", failed);
        }
    }

    private static @Nullable Connection keeper(TrefoilDataSource source) throws SQLException {
        TrefoilUrl url = TrefoilUrl.parse(source.getUrl(), new Properties());
        if (url instanceof TrefoilUrl.Remote) {
            return null;
        }
        if (url instanceof TrefoilUrl.Memory memory && memory.name().isEmpty()) {
            throw new SQLException(
                    "jdbc:trefoil:mem: is another database for each connection of a pool; name it:"
                            + " jdbc:trefoil:mem:name",
                    "22023");
        }
        return source.getConnection();
    }

    @Override
    public void close() {
        super.close();
        close(keeper);
    }

    private static void close(@Nullable Connection keeper) {
        try {
            if (keeper != null) {
                keeper.close();
            }
        } catch (SQLException e) {
            TrefoilDriver.LOGGER.log(Level.FINE, "closing the last connection of a pool", e);
        }
    }
}
