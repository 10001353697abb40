package io.trefoil.wire.server.connection;

import io.trefoil.sql.types.ByteSink;
import io.trefoil.wire.protocol.WireSink;

/** One buffer under two contracts: frames go in as a {@link WireSink}, values as the types' {@link ByteSink}. */
public interface OutputSink extends WireSink, ByteSink {}
