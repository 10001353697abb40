package io.trefoil.jdbc.hosts;

import java.sql.SQLException;

/** Makes a connection to one server through the candidate's sockets, or something that has one in it. */
@FunctionalInterface
public interface HostOpener<C> {
    C open(Candidate candidate) throws SQLException;
}
