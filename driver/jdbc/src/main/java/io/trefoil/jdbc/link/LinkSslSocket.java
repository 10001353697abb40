package io.trefoil.jdbc.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The same as {@link LinkSocket} over an encrypted socket: the link lies above the encryption. */
final class LinkSslSocket extends SSLSocket {
    private final Link link;
    private final SSLSocket raw;
    private @Nullable LinkStreams streams;

    LinkSslSocket(Link link, SSLSocket raw) {
        this.link = link;
        this.raw = raw;
    }

    /** An encrypted socket with the link of the socket below it. */
    static Socket over(Socket encrypted, Socket plain) {
        if (plain instanceof LinkSocket carrier && encrypted instanceof SSLSocket secure) {
            carrier.carriesEncryption();
            return new LinkSslSocket(carrier.link(), secure);
        }
        return encrypted;
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
        link.closing();
        Socket current = raw();
        try {
            current.close();
        } finally {
            raw.close();
        }
    }

    /** The socket that carries the session now. */
    private Socket raw() {
        return link.session().socket(raw);
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
    public String[] getSupportedCipherSuites() {
        return raw.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return raw.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        raw.setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return raw.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return raw.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        raw.setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return raw.getSession();
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return raw.getHandshakeSession();
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        raw.addHandshakeCompletedListener(listener);
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        raw.removeHandshakeCompletedListener(listener);
    }

    @Override
    public void startHandshake() throws IOException {
        raw.startHandshake();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        raw.setUseClientMode(mode);
    }

    @Override
    public boolean getUseClientMode() {
        return raw.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        raw.setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return raw.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        raw.setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return raw.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        raw.setEnableSessionCreation(flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return raw.getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return raw.getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        raw.setSSLParameters(parameters);
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        return raw.getApplicationProtocol();
    }

    @Override
    public String toString() {
        return raw.toString();
    }
}
