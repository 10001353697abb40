package io.trefoil.jdbc;

import io.trefoil.jdbc.api.DriverVersion;
import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** Connections for a container that pools them itself. */
public final class TrefoilConnectionPoolDataSource extends ConfiguredDataSource implements ConnectionPoolDataSource {
    private static final long serialVersionUID = 1L;

    @Override
    public PooledConnection getPooledConnection() throws SQLException {
        return new LoanedConnection(open());
    }

    @Override
    public PooledConnection getPooledConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return new LoanedConnection(open(user, password));
    }

    @Override
    public String getDescription() {
        return "connections for pools by " + DriverVersion.NAME + " " + DriverVersion.text();
    }
}
