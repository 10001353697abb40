package io.trefoil.sql.engine.session;

import java.nio.file.Path;

/**
 * How a server's engine is set up.
 *
 * @param temporaryDirectory for rows that do not fit into work_mem; made when missing
 * @param maxConnections shown as max_connections
 */
public record EngineSettings(Path temporaryDirectory, int maxConnections) {}
