package io.trefoil.tck.jdbc.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

/** The pools that Java programs use, each set up as its manual says for a database of PostgreSQL's kind. */
enum Pool {
    HIKARI {
        @Override
        Running start(String url, int connectionsMax) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMaximumPoolSize(connectionsMax);
            config.setMinimumIdle(0);
            config.setConnectionTimeout(ACQUIRE_MILLIS);
            config.setValidationTimeout(30_000);
            config.setSchema("public");
            HikariDataSource source = new HikariDataSource(config);
            return new Running(source, source::close);
        }
    },
    DBCP2 {
        @Override
        Running start(String url, int connectionsMax) {
            BasicDataSource source = new BasicDataSource();
            source.setUrl(url);
            source.setMaxTotal(connectionsMax);
            source.setMaxIdle(connectionsMax);
            source.setMaxWait(Duration.ofMillis(ACQUIRE_MILLIS));
            source.setTestOnBorrow(true);
            source.setDefaultAutoCommit(true);
            source.setDefaultReadOnly(false);
            source.setDefaultTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            source.setDefaultSchema("public");
            return new Running(source, source::close);
        }
    },
    TOMCAT {
        @Override
        Running start(String url, int connectionsMax) {
            PoolProperties properties = new PoolProperties();
            properties.setUrl(url);
            properties.setMaxActive(connectionsMax);
            properties.setMaxIdle(connectionsMax);
            properties.setInitialSize(0);
            properties.setMinIdle(0);
            properties.setMaxWait(ACQUIRE_MILLIS);
            properties.setTestOnBorrow(true);
            properties.setValidationInterval(0);
            properties.setDefaultAutoCommit(true);
            properties.setDefaultReadOnly(false);
            properties.setDefaultTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            properties.setJdbcInterceptors("ConnectionState");
            var source = new org.apache.tomcat.jdbc.pool.DataSource(properties);
            return new Running(source, () -> source.close(true));
        }
    },
    AGROAL {
        @Override
        Running start(String url, int connectionsMax) throws SQLException {
            AgroalDataSource source = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(connectionsMax)
                            .minSize(0)
                            .initialSize(0)
                            .acquisitionTimeout(Duration.ofMillis(ACQUIRE_MILLIS))
                            .connectionValidator(ConnectionValidator.defaultValidator())
                            .validateOnBorrow(true)
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
            return new Running(source, source::close);
        }
    };

    private static final int ACQUIRE_MILLIS = 60_000;

    /** A pool and what closes it. */
    record Running(DataSource source, Closing end) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            end.close();
        }
    }

    /** How a pool is closed. */
    @FunctionalInterface
    interface Closing {
        void close() throws SQLException;
    }

    abstract Running start(String url, int connectionsMax) throws SQLException;

    /** Whether a schema that a borrower has set is undone for the next one. */
    boolean resetsSchema() {
        return this == HIKARI || this == DBCP2;
    }

    /** Whether an open transaction is rolled back with the return of its connection; if not, autocommit mode commits it. */
    boolean rollsBack() {
        return this == HIKARI || this == DBCP2;
    }

    /** The same for the network timeout. */
    boolean resetsNetworkTimeout() {
        return this == HIKARI || this == AGROAL;
    }
}
