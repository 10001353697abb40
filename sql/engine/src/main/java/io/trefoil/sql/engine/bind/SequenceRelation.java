package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.views.SystemView;
import io.trefoil.sql.catalog.views.ViewColumn;
import io.trefoil.sql.catalog.views.ViewContext;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sequence in FROM: one row with its last value, as PostgreSQL shows it. */
record SequenceRelation(Sequence sequence) implements SystemView {
    @Override
    public int oid() {
        return sequence.oid();
    }

    @Override
    public int namespace() {
        return sequence.schemaOid();
    }

    @Override
    public char kind() {
        return 'S';
    }

    @Override
    public boolean readableByPublic() {
        return true;
    }

    @Override
    public String name() {
        return sequence.name();
    }

    @Override
    public List<ViewColumn> columns() {
        return List.of(
                column("last_value", SqlTypes.INT8),
                column("log_cnt", SqlTypes.INT8),
                column("is_called", SqlTypes.BOOL));
    }

    private static ViewColumn column(String name, SqlType type) {
        return new ViewColumn(name, type.oid(), type, -1, true, 0);
    }

    @Override
    public Iterator<@Nullable Object[]> rows(CatalogSnapshot snapshot, ViewContext context) {
        Long last = context.sequenceLastValue(sequence.oid());
        @Nullable Object[] row = {last == null ? sequence.start() : last, 0L, last != null};
        return List.<@Nullable Object[]>of(row).iterator();
    }
}
