package io.trefoil.launcher.server;

import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.wire.server.ServerConfiguration;

/**
 * What {@code trefoil start} was asked for.
 *
 * @param store where the data is
 * @param cacheBytes memory for cached data blocks, outside the Java heap
 * @param wire how clients come in
 */
public record ServerOptions(StoreLocation store, long cacheBytes, ServerConfiguration wire) {}
