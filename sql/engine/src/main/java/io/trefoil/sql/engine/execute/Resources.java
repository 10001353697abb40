package io.trefoil.sql.engine.execute;

import java.nio.file.Path;

/**
 * What an execution may use up.
 *
 * @param workMemoryBytes heap that one sort, hash table or tuple store may take before it goes to disk (work_mem)
 * @param temporaryDirectory where spilled rows go; must exist. Files are deleted when their operator closes
 * @param rowNumbers hidden keys of tables without a primary key; one per store
 */
public record Resources(long workMemoryBytes, Path temporaryDirectory, RowNumbers rowNumbers) {}
