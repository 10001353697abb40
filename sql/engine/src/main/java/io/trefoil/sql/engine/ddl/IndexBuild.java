package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.bind.StatementBinder;
import java.util.ArrayList;
import java.util.List;

/** Makes the entries of new indexes for the rows of a table. */
final class IndexBuild {
    private IndexBuild() {}

    /** Reads all rows and adds their entries; 23505 for a duplicate. @param table the table as it will be */
    static void fill(DdlContext context, Table table, List<Index> indexes) {
        TableChange change = change(context, table, indexes);
        if (!change.indexes().isEmpty()) {
            context.compiler().loads().buildIndexes(change, context.execution());
        }
    }

    /** A table with those of the given indexes that have entries of their own; their expressions are bound over it. */
    static TableChange change(DdlContext context, Table table, List<Index> indexes) {
        List<TableChange.IndexTarget> targets = new ArrayList<>();
        for (Index index : indexes) {
            if (index.spaceId() != 0) {
                targets.add(StatementBinder.indexTarget(context.binding(), table, index));
            }
        }
        return new TableChange(table, targets, List.of());
    }
}
