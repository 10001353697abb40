package io.trefoil.jdbc;

import java.io.Closeable;
import javax.sql.DataSource;

/** Connections that are used again and again, until the pool is closed. */
public interface PooledDataSource extends DataSource, Closeable {
    /** Closes all connections. */
    @Override
    void close();
}
