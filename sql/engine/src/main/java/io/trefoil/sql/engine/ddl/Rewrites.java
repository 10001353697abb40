package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.change.TableLoads;
import java.util.ArrayList;
import java.util.List;

/** Moves a table with its indexes into new key spaces. */
final class Rewrites {
    private Rewrites() {}

    /**
     * Rewrites the rows and rebuilds the indexes.
     *
     * @param before as the rows are now
     * @param after as they shall be; its space is replaced by a new one
     * @param indexes all indexes of the table afterwards
     * @return table and indexes as they are afterwards, to be put
     */
    static CatalogDelta.Builder run(
            DdlContext context, Table before, Table after, List<Index> indexes, TableLoads.RowChange change) {
        Table moved = after.withStorage(Locks.newSpace(context), after.primaryKey());
        List<Index> rebuilt = new ArrayList<>();
        for (Index index : indexes) {
            rebuilt.add(
                    index.spaceId() == 0
                            ? index
                            : index.withSpace(Locks.newSpace(context)).withState(Index.State.PUBLIC));
        }
        context.compiler()
                .loads()
                .rewrite(before, IndexBuild.change(context, moved, rebuilt), change, context.execution());
        Locks.dropSpace(context, before.spaceId());
        for (Index old : context.catalog().indexes(before)) {
            if (old.spaceId() != 0) {
                Locks.dropSpace(context, old.spaceId());
            }
        }
        CatalogDelta.Builder delta = new CatalogDelta.Builder().put(moved);
        rebuilt.forEach(delta::put);
        return delta;
    }
}
