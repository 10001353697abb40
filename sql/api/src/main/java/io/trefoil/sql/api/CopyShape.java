package io.trefoil.sql.api;

/**
 * The overall and per-column format of a copy.
 *
 * @param binary true for COPY ... BINARY
 * @param columns number of columns
 */
public record CopyShape(boolean binary, int columns) {}
