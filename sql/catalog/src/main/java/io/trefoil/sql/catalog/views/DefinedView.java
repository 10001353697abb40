package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.builtin.SystemRelation;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A system view by its definition: PostgreSQL's own rows, then one row for each thing of the snapshot; or in place of
 * the latter what the running server tells, if it does.
 */
final class DefinedView<T> implements SystemView {
  private final SystemRelation relation;
  private final List<ViewColumn> columns;
  private final boolean readableByPublic;
  private final ViewDefinition<T> definition;
  private final List<ViewDefinition.Getter<T>> getters;

  DefinedView(
      SystemRelation relation, List<ViewColumn> columns, boolean readableByPublic, ViewDefinition<T> definition) {
    this.relation = relation;
    this.columns = List.copyOf(columns);
    this.readableByPublic = readableByPublic;
    this.definition = definition;
    this.getters = definition.getters(columns);
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
    ViewScope scope = new ViewScope(snapshot, context);
    Supplier<Iterator<@Nullable Object[]>> live = context.liveRows().get(name());
    return new Rows<>(
        definition.builtinRows(columns).iterator(),
        live == null ? definition.items(scope).iterator() : Collections.emptyIterator(),
        live == null ? Collections.emptyIterator() : live.get(),
        getters,
        scope);
  }

  /** The three kinds of rows one after the other. */
  private static final class Rows<T> implements Iterator<@Nullable Object[]> {
    private final Iterator<@Nullable Object[]> builtin;
    private final Iterator<T> items;
    private final Iterator<@Nullable Object[]> live;
    private final List<ViewDefinition.Getter<T>> getters;
    private final ViewScope scope;

    Rows(
        Iterator<@Nullable Object[]> builtin,
        Iterator<T> items,
        Iterator<@Nullable Object[]> live,
        List<ViewDefinition.Getter<T>> getters,
        ViewScope scope) {
      this.builtin = builtin;
      this.items = items;
      this.live = live;
      this.getters = getters;
      this.scope = scope;
    }

    @Override
    public boolean hasNext() {
      return builtin.hasNext() || items.hasNext() || live.hasNext();
    }

    @Override
    public @Nullable Object[] next() {
      if (builtin.hasNext()) {
        return builtin.next();
      }
      if (items.hasNext()) {
        return row(items.next());
      }
      if (live.hasNext()) {
        return live.next();
      }
      throw new NoSuchElementException();
    }

    private @Nullable Object[] row(T item) {
      @Nullable Object[] values = new @Nullable Object[getters.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = getters.get(i).get(scope, item);
      }
      return values;
    }
  }
}
