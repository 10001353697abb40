package io.trefoil.jdbc.link;

import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;

/** Where sockets come from: the network, or an engine inside the process. */
@FunctionalInterface
public interface SocketSource {
    /** A new socket, connected or not. */
    Socket open() throws IOException, SQLException;
}
