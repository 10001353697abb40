package io.trefoil.jdbc.link;

import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/** Opens another session like the one that was lost, on whichever host answers. */
@FunctionalInterface
public interface Reconnector {
    /**
     * One try over all hosts.
     *
     * @throws SQLException when none lets the driver in
     */
    SignedIn connect() throws SQLException;

    /** A session that was signed in by pgjdbc, whose wire another link takes over. */
    record SignedIn(PgConnection owner, Link link) {}
}
