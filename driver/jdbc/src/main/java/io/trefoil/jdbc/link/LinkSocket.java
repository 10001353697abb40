package io.trefoil.jdbc.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import org.jspecify.annotations.Nullable;

/** What pgjdbc takes for its socket: another socket, with a link on its streams. */
final class LinkSocket extends Socket {
    private final Link link;
    private final Socket raw;
    private @Nullable LinkStreams streams;
    private volatile boolean encrypted;

    LinkSocket(Link link, Socket raw) throws IOException {
        super((SocketImpl) null);
        this.link = link;
        this.raw = raw;
    }

    Link link() {
        return link;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        raw.connect(endpoint, timeout);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        LinkStreams current = streams();
        return current.in();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        LinkStreams current = streams();
        return current.out();
    }

    private LinkStreams streams() throws IOException {
        LinkStreams current = streams;
        if (current == null) {
            current = new LinkStreams(link, new Wire(raw));
            streams = current;
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        if (!encrypted) {
            link.closing();
        }
        Socket current = raw();
        try {
            current.close();
        } finally {
            raw.close();
        }
    }

    /** Another socket encrypts what goes through here; the session, and what the application does, is with that one. */
    void carriesEncryption() {
        encrypted = true;
    }

    /** The socket that carries the session now; below encryption always its own. */
    private Socket raw() {
        return encrypted ? raw : link.session().socket(raw);
    }

    @Override
    public void bind(SocketAddress bindpoint) throws IOException {
        raw().bind(bindpoint);
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return raw().getInetAddress();
    }

    @Override
    public @Nullable InetAddress getLocalAddress() {
        return raw().getLocalAddress();
    }

    @Override
    public int getPort() {
        return raw().getPort();
    }

    @Override
    public int getLocalPort() {
        return raw().getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return raw().getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return raw().getLocalSocketAddress();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        raw().setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return raw().getTcpNoDelay();
    }

    @Override
    public void setSoLinger(boolean on, int linger) throws SocketException {
        raw().setSoLinger(on, linger);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return raw().getSoLinger();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        raw().setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return raw().getSoTimeout();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        raw().setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return raw().getSendBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        raw().setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return raw().getReceiveBufferSize();
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        raw().setKeepAlive(on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return raw().getKeepAlive();
    }

    @Override
    public void setTrafficClass(int tc) throws SocketException {
        raw().setTrafficClass(tc);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return raw().getTrafficClass();
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        raw().setReuseAddress(on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return raw().getReuseAddress();
    }

    @Override
    public void shutdownInput() throws IOException {
        raw().shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        raw().shutdownOutput();
    }

    @Override
    public boolean isConnected() {
        return raw().isConnected();
    }

    @Override
    public boolean isBound() {
        return raw().isBound();
    }

    @Override
    public boolean isClosed() {
        return raw().isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return raw().isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return raw().isOutputShutdown();
    }

    @Override
    public String toString() {
        return raw.toString();
    }
}
