package io.trefoil.embedded;

import io.trefoil.wire.server.local.LocalConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection inside the process in the shape of a socket: what a client of {@code java.net} asks of it is answered here,
 * and nothing of the operating system is ever made.
 */
final class LocalSocket extends Socket {
    private static final InetSocketAddress NOWHERE = InetSocketAddress.createUnresolved("in-process", 0);

    private final LocalConnection connection;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();
    private volatile int timeoutMillis;

    private LocalSocket(LocalConnection connection) throws SocketException {
        super((SocketImpl) null);
        this.connection = connection;
    }

    static LocalSocket of(LocalConnection connection) {
        try {
            return new LocalSocket(connection);
        } catch (SocketException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return length == 0 ? 0 : connection.read(target, offset, length, timeoutMillis);
        }

        @Override
        public int available() {
            return connection.available();
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            connection.write(new byte[] {(byte) value}, 0, 1, timeoutMillis);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            connection.write(source, offset, length, timeoutMillis);
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    @Override
    public void connect(SocketAddress endpoint) {}

    @Override
    public void connect(SocketAddress endpoint, int timeout) {}

    @Override
    public void bind(@Nullable SocketAddress address) {}

    @Override
    public InputStream getInputStream() throws SocketException {
        requireOpen();
        return input;
    }

    @Override
    public OutputStream getOutputStream() throws SocketException {
        requireOpen();
        return output;
    }

    private void requireOpen() throws SocketException {
        if (connection.closed()) {
            throw new SocketException("Socket is closed");
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public void shutdownInput() {}

    /** Nothing more will be written: the server is to end the connection. */
    @Override
    public void shutdownOutput() {
        connection.close();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return connection.closed();
    }

    @Override
    public boolean isInputShutdown() {
        return connection.closed();
    }

    @Override
    public boolean isOutputShutdown() {
        return connection.closed();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        requireOpen();
        timeoutMillis = timeout;
    }

    @Override
    public int getSoTimeout() throws SocketException {
        requireOpen();
        return timeoutMillis;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
        return 0;
    }

    @Override
    public int getLocalPort() {
        return 0;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return NOWHERE;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return NOWHERE;
    }

    @Override
    public @Nullable SocketChannel getChannel() {
        return null;
    }

    @Override
    public String toString() {
        return "in-process connection";
    }

    // Options of networks, which are taken and mean nothing

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public int getSendBufferSize() {
        return 8192;
    }

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public int getReceiveBufferSize() {
        return 8192;
    }

    @Override
    public void setSoLinger(boolean on, int linger) {}

    @Override
    public int getSoLinger() {
        return -1;
    }

    @Override
    public void setOOBInline(boolean on) {}

    @Override
    public boolean getOOBInline() {
        return false;
    }

    @Override
    public void setTrafficClass(int trafficClass) {}

    @Override
    public int getTrafficClass() {
        return 0;
    }

    @Override
    public void setReuseAddress(boolean on) {}

    @Override
    public boolean getReuseAddress() {
        return false;
    }

    @Override
    public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {}

    @Override
    public void sendUrgentData(int data) throws IOException {
        throw new SocketException("not available inside the process");
    }
}
