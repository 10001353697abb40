package io.trefoil.jdbc.link;

import java.sql.SQLException;
import org.postgresql.jdbc.PgConnection;

/** Opens another session like the one that was lost, on whichever host answers. */
@FunctionalInterface
public interface Reconnector {
    /**
     * One try over all hosts.
     *
     * @param withinMillis how long it may take, at least one second
     * @throws SQLException when none lets the driver in
     */
    SignedIn connect(long withinMillis) throws SQLException;

    /** A session that was signed in by pgjdbc, whose wire another link takes over. */
    record SignedIn(PgConnection owner, Link link) {}
}
