package io.trefoil.sql.catalog.views;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of one system view come about: from which things of the catalog, and what of a thing each column shows.
 * Columns that are not mentioned are NULL; their names, types and order are PostgreSQL's, from the catalog file.
 *
 * @param <T> what a row is made from
 */
final class ViewDefinition<T> {
  private final String schema;
  private final String name;
  private final Function<ViewScope, ? extends Iterable<T>> source;
  private final Map<String, Getter<T>> getters = new HashMap<>();
  private final Map<String, Object> builtinDefaults = new HashMap<>();
  private boolean withBuiltinRows;

  /** The value of a column for one thing. */
  interface Getter<T> {
    @Nullable Object get(ViewScope scope, T item);
  }

  private ViewDefinition(String schema, String name, Function<ViewScope, ? extends Iterable<T>> source) {
    this.schema = schema;
    this.name = name;
    this.source = source;
  }

  /** A view of pg_catalog with a row for each thing that the source yields. */
  static <T> ViewDefinition<T> catalog(String name, Function<ViewScope, ? extends Iterable<T>> source) {
    return new ViewDefinition<>("pg_catalog", name, source);
  }

  /** A view of information_schema. */
  static <T> ViewDefinition<T> information(String name, Function<ViewScope, ? extends Iterable<T>> source) {
    return new ViewDefinition<>("information_schema", name, source);
  }

  /** A table of pg_catalog that has PostgreSQL's own rows and no others. */
  static ViewDefinition<Void> builtinOnly(String name) {
    return ViewDefinition.<Void>catalog(name, scope -> List.of()).withBuiltinRows();
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

  String schema() {
    return schema;
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
