package io.trefoil.sql.catalog.views;

import java.util.List;

/** The definitions of all views that have rows; a new view is a file of its own and a line here. */
final class ViewDefinitions {
  static final List<ViewDefinition<?>> ALL = List.of();

  private ViewDefinitions() {}
}
