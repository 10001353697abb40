package io.trefoil.wire.server.local;

import io.trefoil.sql.types.ByteArraySink;
import io.trefoil.wire.server.connection.OutputSink;

/** The array that messages and values collect in. One thread. */
final class LocalSink extends ByteArraySink implements OutputSink {
    LocalSink(int capacity) {
        super(capacity);
    }
}
