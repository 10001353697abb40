package io.trefoil.sql.catalog.views;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one system view come about: from which things of the catalog, and what of a thing each column shows.
 * Columns that are not mentioned are NULL; their names, types and order are PostgreSQL's, from the catalog file.
 *
 * @param <T> what a row is made from
 */
final class ViewDefinition<T> {
    private final String name;
    private final Function<ViewScope, ? extends Iterable<T>> source;
    private final Map<String, Getter<T>> getters = new HashMap<>();
    private final Map<String, Object> builtinDefaults = new HashMap<>();
    private boolean withBuiltinRows;
    private Supplier<? extends List<T>> fixed = List::of;

    /** The value of a column for one thing. */
    interface Getter<T> {
        @Nullable
        Object get(ViewScope scope, T item);
    }

    private ViewDefinition(String name, Function<ViewScope, ? extends Iterable<T>> source) {
        this.name = name;
        this.source = source;
    }

    /** A view with a row for each thing that the source yields. */
    static <T> ViewDefinition<T> of(String name, Function<ViewScope, ? extends Iterable<T>> source) {
        return new ViewDefinition<>(name, source);
    }

    /** A table of pg_catalog that has PostgreSQL's own rows and no others. */
    static ViewDefinition<Void> builtinOnly(String name) {
        return ViewDefinition.<Void>of(name, scope -> List.of()).withBuiltinRows();
    }

    ViewDefinition<T> column(String column, Function<? super T, ? extends @Nullable Object> getter) {
        getters.put(column, (scope, item) -> getter.apply(item));
        return this;
    }

    ViewDefinition<T> column(String column, BiFunction<ViewScope, ? super T, ? extends @Nullable Object> getter) {
        getters.put(column, getter::apply);
        return this;
    }

    /** A column that has the same value in every row. */
    ViewDefinition<T> constant(String column, Object value) {
        getters.put(column, (scope, item) -> value);
        return builtin(column, value);
    }

    /** What PostgreSQL's own rows have in a column that the catalog file leaves out. */
    ViewDefinition<T> builtin(String column, Object value) {
        builtinDefaults.put(column, value);
        return this;
    }

    /** PostgreSQL's own rows come first; what the catalog file leaves out is said by {@link #builtin}. */
    ViewDefinition<T> withBuiltinRows() {
        this.withBuiltinRows = true;
        return this;
    }

    /** Things that are in every database: their rows are made once, as for an empty one. */
    ViewDefinition<T> withFixed(Supplier<? extends List<T>> things) {
        this.fixed = things;
        return this;
    }

    String name() {
        return name;
    }

    /** Names of the columns that the definition fills, to be checked against the real ones. */
    List<String> filledColumns() {
        return new ArrayList<>(getters.keySet());
    }

    /** PostgreSQL's own rows, for the columns of the view. */
    List<@Nullable Object[]> builtinRows(List<ViewColumn> columns) {
        return withBuiltinRows ? BuiltinRows.of(name, columns, builtinDefaults) : List.of();
    }

    List<T> fixedItems() {
        return fixed.get();
    }

    Iterable<T> items(ViewScope scope) {
        return source.apply(scope);
    }

    /** One getter for each column in order; those of unmentioned columns yield null. */
    List<Getter<T>> getters(List<ViewColumn> columns) {
        List<Getter<T>> ordered = new ArrayList<>(columns.size());
        for (ViewColumn column : columns) {
            ordered.add(getters.getOrDefault(column.name(), (scope, item) -> null));
        }
        return ordered;
    }
}
