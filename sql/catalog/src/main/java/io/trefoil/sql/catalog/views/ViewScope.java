package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogSnapshot;

/** What the columns of a system view may look at while its rows are made: one reader at one moment. */
final class ViewScope {
  private final CatalogSnapshot snapshot;
  private final ViewContext context;

  ViewScope(CatalogSnapshot snapshot, ViewContext context) {
    this.snapshot = snapshot;
    this.context = context;
  }

  CatalogSnapshot snapshot() {
    return snapshot;
  }

  ViewContext context() {
    return context;
  }
}
