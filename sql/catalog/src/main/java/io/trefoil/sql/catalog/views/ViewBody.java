package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A definition matched with the columns of its view: what it takes to make rows. */
final class ViewBody<T> {
    private final ViewDefinition<T> definition;
    private final List<ViewDefinition.Getter<T>> getters;
    /** Rows that are the same in every database and for every reader. */
    private final List<@Nullable Object[]> fixedRows;

    ViewBody(ViewDefinition<T> definition, List<ViewColumn> columns) {
        this.definition = definition;
        this.getters = definition.getters(columns);
        this.fixedRows = fixedRows(columns);
    }

    private List<@Nullable Object[]> fixedRows(List<ViewColumn> columns) {
        List<@Nullable Object[]> builtin = definition.builtinRows(columns);
        List<T> items = definition.fixedItems();
        if (items.isEmpty()) {
            return builtin;
        }
        CatalogSnapshot nothing = new CatalogSnapshot(0, List.of(), Map.of(), Map.of());
        ViewScope scope = new ViewScope(nothing, ViewContext.of(0, Role.BOOTSTRAP_OID, List.of()));
        List<@Nullable Object[]> rows = new ArrayList<>(builtin);
        for (T item : items) {
            rows.add(row(scope, item));
        }
        return List.copyOf(rows);
    }

    Iterator<@Nullable Object[]> rows(ViewScope scope, @Nullable Supplier<Iterator<@Nullable Object[]>> live) {
        return live == null
                ? new Rows(definition.items(scope).iterator(), Collections.emptyIterator(), scope)
                : new Rows(Collections.emptyIterator(), live.get(), scope);
    }

    private @Nullable Object[] row(ViewScope scope, T item) {
        @Nullable Object[] values = new @Nullable Object[getters.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = getters.get(i).get(scope, item);
        }
        return values;
    }

    /** Fixed rows, then those of the snapshot, then those of the running server. */
    private final class Rows implements Iterator<@Nullable Object[]> {
        private final Iterator<@Nullable Object[]> fixed = fixedRows.iterator();
        private final Iterator<T> items;
        private final Iterator<@Nullable Object[]> live;
        private final ViewScope scope;

        Rows(Iterator<T> items, Iterator<@Nullable Object[]> live, ViewScope scope) {
            this.items = items;
            this.live = live;
            this.scope = scope;
        }

        @Override
        public boolean hasNext() {
            return fixed.hasNext() || items.hasNext() || live.hasNext();
        }

        @Override
        public @Nullable Object[] next() {
            if (fixed.hasNext()) {
                return fixed.next();
            }
            if (items.hasNext()) {
                return row(scope, items.next());
            }
            if (live.hasNext()) {
                return live.next();
            }
            throw new NoSuchElementException();
        }
    }
}
