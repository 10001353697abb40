package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A system view by its definition: PostgreSQL's own rows, then one row for each thing of the snapshot; or in place of
 * the latter what the running server tells, if it does. The definition is looked up when rows are first read.
 */
final class DefinedView implements SystemView {
    private final SystemRelation relation;
    private final List<ViewColumn> columns;
    private final boolean readableByPublic;
    private final Supplier<ViewDefinition<?>> definition;
    private final String liveName;
    private volatile @Nullable ViewBody<?> body;

    DefinedView(
            SystemRelation relation,
            List<ViewColumn> columns,
            boolean readableByPublic,
            Supplier<ViewDefinition<?>> definition) {
        this.relation = relation;
        this.columns = List.copyOf(columns);
        this.readableByPublic = readableByPublic;
        this.definition = definition;
        this.liveName = relation.namespace() == Namespaces.TREFOIL_CATALOG
                ? "trefoil_catalog." + relation.name()
                : relation.name();
    }

    @Override
    public int oid() {
        return relation.oid();
    }

    @Override
    public int namespace() {
        return relation.namespace();
    }

    @Override
    public String name() {
        return relation.name();
    }

    @Override
    public char kind() {
        return relation.kind();
    }

    @Override
    public List<ViewColumn> columns() {
        return columns;
    }

    @Override
    public boolean readableByPublic() {
        return readableByPublic;
    }

    @Override
    public Iterator<@Nullable Object[]> rows(CatalogSnapshot snapshot, ViewContext context) {
        ViewBody<?> known = body;
        if (known == null) {
            known = new ViewBody<>(definition.get(), columns);
            body = known;
        }
        return known.rows(new ViewScope(snapshot, context), context.liveRows().get(liveName));
    }

    @Override
    public String toString() {
        return relation.name();
    }
}
