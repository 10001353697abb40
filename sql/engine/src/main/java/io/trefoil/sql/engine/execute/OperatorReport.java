package io.trefoil.sql.engine.execute;

/** What an operator can tell of its work beside rows and time; asked for by EXPLAIN ANALYZE when its cursor closes. */
public sealed interface OperatorReport {
    /**
     * A sort.
     *
     * @param method as PostgreSQL names it: quicksort, external merge, top-N heapsort
     * @param bytes in memory, or in the temporary file when {@code onDisk}
     */
    record Sorted(String method, long bytes, boolean onDisk) implements OperatorReport {}

    /**
     * A hash table.
     *
     * @param buckets of the largest table
     * @param batches tables that were filled one after the other; more than one when the rows did not fit work_mem
     * @param bytes of the largest table
     * @param diskBytes written to temporary files
     */
    record Hashed(int buckets, int batches, long bytes, long diskBytes) implements OperatorReport {}

    /**
     * MERGE.
     *
     * @param skipped source rows for which nothing was done
     */
    record Merged(long inserted, long updated, long deleted, long skipped) implements OperatorReport {}
}
