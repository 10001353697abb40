package io.trefoil.sql.api;

import java.util.Optional;

/**
 * The whole database as the wire (or an embedded driver) sees it: look up who may log in, open sessions. Thread-safe.
 */
public interface SqlService extends AutoCloseable {
    /** The role of this name, with what authentication needs; empty when there is none. */
    Optional<LoginRole> findLogin(String user);

    /**
     * Opens a session for a user who has been authenticated.
     *
     * @param listener receives notices and setting changes, on the thread that drives the session
     * @throws io.trefoil.sql.types.SqlStateException 3D000 unknown database, 28000 unknown role or no LOGIN, 42501 no
     *     CONNECT privilege, 22023 and others for bad settings in the request
     */
    SqlSession open(SessionRequest request, SessionListener listener);

    /** Clients are let in at this address from now on; never called for a service inside its client's process. */
    default void listening(String host, int port) {}

    /** Rolls back what is open and closes the store. Sessions must have been closed before. */
    @Override
    void close();
}
