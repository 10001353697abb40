package io.trefoil.tck.harness.client;

import io.trefoil.wire.protocol.message.Diagnostics;

/** The server answered with ErrorResponse where the caller expected success. */
public final class ServerError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostics diagnostics;

    public ServerError(Diagnostics diagnostics) {
        super(diagnostics.severity() + ": " + diagnostics.sqlState() + " " + diagnostics.message());
        this.diagnostics = diagnostics;
    }

    public Diagnostics diagnostics() {
        return diagnostics;
    }

    public String sqlState() {
        return diagnostics.sqlState();
    }
}
