package io.trefoil.wire.server.connection;

/** TLS under a connection, for servers that have a certificate. */
public interface Encryption {
    /** Encrypts everything after the bare byte that accepts an SSLRequest. */
    void start();

    /** Hash of the server's certificate for channel binding (RFC 5929, tls-server-end-point); empty when it has none. */
    byte[] certificateHash();
}
