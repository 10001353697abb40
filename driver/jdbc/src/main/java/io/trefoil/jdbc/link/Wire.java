package io.trefoil.jdbc.link;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** One connection to one server: its socket, and both directions. */
final class Wire {
    private final Socket socket;
    private final BackendStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BackendStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    Socket socket() {
        return socket;
    }

    BackendStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    void send(byte[] message) throws IOException {
        out.write(message);
        out.flush();
    }
}
