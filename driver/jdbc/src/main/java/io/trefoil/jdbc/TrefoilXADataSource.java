package io.trefoil.jdbc;

import io.trefoil.jdbc.api.DriverVersion;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/** Connections for a transaction manager. */
public final class TrefoilXADataSource extends ConfiguredDataSource implements XADataSource {
    private static final long serialVersionUID = 1L;

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return new ManagedConnection(open());
    }

    @Override
    public XAConnection getXAConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return new ManagedConnection(open(user, password));
    }

    @Override
    public String getDescription() {
        return "connections for transaction managers by " + DriverVersion.NAME + " " + DriverVersion.text();
    }
}
