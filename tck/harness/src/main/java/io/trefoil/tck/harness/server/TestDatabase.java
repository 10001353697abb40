package io.trefoil.tck.harness.server;

import io.trefoil.tck.harness.client.Endpoint;

/** An empty database for one script; close drops it. */
public interface TestDatabase extends AutoCloseable {
    /** How the superuser connects. */
    Endpoint endpoint();

    @Override
    void close();
}
