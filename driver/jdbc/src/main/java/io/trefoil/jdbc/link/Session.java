package io.trefoil.jdbc.link;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;

/** The session that a link leads to: its wire, its name, and how many cycles it has ended. Another takes its place when it is lost. */
final class Session {
    private static final Logger LOG = Logger.getLogger("io.trefoil.jdbc.retry");

    private @Nullable Wire wire;
    /** Kept, because pgjdbc closes the socket of a connection that nobody holds. */
    private @Nullable PgConnection adopted;

    private byte[] backendKey = {};
    private String name = "";
    /** ReadyForQuery messages since the session began, the first one included. */
    private long cycle;

    void attach(Wire fresh) {
        wire = fresh;
    }

    Wire wire() throws IOException {
        Wire current = wire;
        if (current == null) {
            throw new IOException("not connected");
        }
        return current;
    }

    /** The socket that carries the session: another one than at first, once it was lost. */
    Socket socket(Socket own) {
        Wire current = wire;
        return current == null || adopted == null ? own : current.socket();
    }

    /** The socket of a cancel request, which must go to wherever the session is now. */
    Socket forCancel(Socket raw) throws IOException {
        SocketAddress place = adopted == null ? null : wire().socket().getRemoteSocketAddress();
        return place == null ? raw : new CancelSocket(place);
    }

    /** Connects to one place only. */
    private static final class CancelSocket extends Socket {
        private final SocketAddress place;

        CancelSocket(SocketAddress place) {
            this.place = place;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            super.connect(place, timeout);
        }
    }

    /** The name by which commits of this session can be asked for; empty when the server gave none. */
    String name() {
        return name;
    }

    long cycle() {
        return cycle;
    }

    /** A ReadyForQuery has come. */
    void ready() {
        cycle++;
    }

    /** Notes BackendKeyData and the session's name. */
    void note(BackendStream in) {
        if (in.type() == 'K') {
            backendKey = Arrays.copyOfRange(in.buffer(), in.scan() + 5, in.messageEnd());
        } else if (in.type() == 'S') {
            int from = in.scan() + 5;
            String setting = Frames.string(in.buffer(), from);
            if (setting.equals("trefoil.session")) {
                name = Frames.string(in.buffer(), from + setting.length() + 1);
            }
        }
    }

    /**
     * Goes on over the wire of another session; what lies in the buffers of the lost one is forgotten.
     *
     * @param connection whose cancel requests go to the new session from now on
     * @param by who signed the new session in
     */
    void become(Session other, PgConnection connection, PgConnection by) throws IOException {
        Wire lost = wire();
        Wire fresh = other.wire();
        fresh.socket().setSoTimeout(timeoutOf(lost));
        wire = fresh;
        adopted = by;
        name = other.name;
        cycle = other.cycle;
        backendKey = other.backendKey;
        if (backendKey.length >= 8 && connection.getQueryExecutor() instanceof QueryExecutorBase executor) {
            int processId = ByteBuffer.wrap(backendKey).getInt();
            executor.setBackendKeyData(processId, Arrays.copyOfRange(backendKey, 4, backendKey.length));
        }
        try {
            lost.socket().close();
        } catch (IOException e) {
            LOG.log(Level.FINEST, "closing what was lost", e);
        }
    }

    private static int timeoutOf(Wire lost) {
        try {
            return lost.socket().getSoTimeout();
        } catch (IOException closed) {
            return 0;
        }
    }
}
