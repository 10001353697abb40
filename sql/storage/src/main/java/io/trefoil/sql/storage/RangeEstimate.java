package io.trefoil.sql.storage;

/**
 * A cheap guess about a range for planning.
 *
 * @param bytes of keys and values as stored
 * @param entries number of entries
 */
public record RangeEstimate(long bytes, long entries) {}
