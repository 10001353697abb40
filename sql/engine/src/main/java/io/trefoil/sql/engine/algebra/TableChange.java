package io.trefoil.sql.engine.algebra;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What INSERT, UPDATE and DELETE need to know of their target besides the rows. A full row holds all columns of the
 * table by attnum, dropped ones as null: position = attnum - 1. Scalars in checks, index keys and predicates are in terms
 * of a full row.
 */
public record TableChange(Table table, List<IndexTarget> indexes, List<Check> checks) {
    /** An index to maintain. Key expressions yield the index key columns in order. */
    public record IndexTarget(
            Index index, List<Scalar> keys, @Nullable Scalar predicate) {
        public IndexTarget {
            keys = List.copyOf(keys);
        }
    }

    /** A CHECK constraint: a row fails when the condition is false. */
    public record Check(String name, Scalar condition) {}

    public TableChange {
        indexes = List.copyOf(indexes);
        checks = List.copyOf(checks);
    }

    /** Live columns in attnum order. */
    public List<Column> liveColumns() {
        return table.columns().stream().filter(column -> !column.dropped()).toList();
    }
}
