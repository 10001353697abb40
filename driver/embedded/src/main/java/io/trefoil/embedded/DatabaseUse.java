package io.trefoil.embedded;

import io.trefoil.sql.api.LoginRole;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.api.SessionRequest;
import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.api.SqlSession;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection's share in a database: taken when its session opens, given back with {@link #close}. */
final class DatabaseUse implements SqlService {
    private final Databases databases;
    private final Place place;
    private final boolean keepAlive;
    /** Null before the session was opened. One thread at a time: the one that runs the connection. */
    private @Nullable Database database;

    DatabaseUse(Databases databases, Place place, boolean keepAlive) {
        this.databases = databases;
        this.place = place;
        this.keepAlive = keepAlive;
    }

    @Override
    public Optional<LoginRole> findLogin(String user) {
        return entered().service().findLogin(user);
    }

    @Override
    public SqlSession open(SessionRequest request, SessionListener listener) {
        return entered().service().open(request, listener);
    }

    private Database entered() {
        Database current = database;
        if (current == null) {
            current = databases.enter(place, keepAlive);
            database = current;
        }
        return current;
    }

    @Override
    public void close() {
        Database current = database;
        if (current != null) {
            database = null;
            databases.leave(current);
        }
    }
}
