package io.trefoil.wire.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a server needs to know before it listens.
 *
 * @param host name or address to bind, such as {@code 127.0.0.1}, {@code ::} or {@code 0.0.0.0}
 * @param port 0 for any free port
 * @param connectionsMax PostgreSQL's max_connections
 * @param insecure trust every user name; only possible on loopback addresses
 * @param tls certificate and key; without them SSLRequest is declined
 * @param authenticationTimeout from the first byte to a finished authentication; PostgreSQL's default is a minute
 * @param messageBytesMax largest message taken into memory; larger ones are skipped and answered with 53200
 * @param mockSecret random bytes for the answers to unknown users, kept across restarts if possible; empty for new ones
 */
public record ServerConfiguration(
        String host,
        int port,
        int connectionsMax,
        boolean insecure,
        Optional<TlsFiles> tls,
        Duration authenticationTimeout,
        int messageBytesMax,
        byte[] mockSecret) {

    /** PEM files: the certificate chain, server's certificate first, and its private key (PKCS#8, no password). */
    public record TlsFiles(Path certificate, Path key) {}

    public ServerConfiguration {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
        if (connectionsMax < 1) {
            throw new IllegalArgumentException("connectionsMax must be at least 1, not " + connectionsMax);
        }
        if (authenticationTimeout.isNegative() || authenticationTimeout.isZero()) {
            throw new IllegalArgumentException("authenticationTimeout must be positive, not " + authenticationTimeout);
        }
    }

    /** PostgreSQL's defaults: 100 connections, a minute to authenticate; a message may take a quarter of the heap. */
    public static ServerConfiguration of(String host, int port, boolean insecure, Optional<TlsFiles> tls) {
        int quarterOfHeap =
                (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 4);
        return new ServerConfiguration(
                host, port, 100, insecure, tls, Duration.ofMinutes(1), quarterOfHeap, new byte[0]);
    }
}
