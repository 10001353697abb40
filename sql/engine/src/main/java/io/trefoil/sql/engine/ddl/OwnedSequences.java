package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Sequence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sequences that belong to columns. */
final class OwnedSequences {
    private OwnedSequences() {}

    /** All sequences owned by columns of a table; {@code column} 0 for any column. */
    static List<Sequence> of(CatalogSnapshot catalog, int tableOid, int column) {
        return catalog.ownedSequences(tableOid).stream()
                .filter(sequence -> column == 0 || sequence.ownedByColumn() == column)
                .toList();
    }

    /** The sequence of an identity column, or null. */
    static @Nullable Sequence identity(CatalogSnapshot catalog, int tableOid, int column) {
        for (Sequence sequence : of(catalog, tableOid, column)) {
            if (sequence.identity()) {
                return sequence;
            }
        }
        return null;
    }
}
