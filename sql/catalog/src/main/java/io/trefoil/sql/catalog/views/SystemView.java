package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relation whose rows are computed from the catalog when it is read. Stateless. */
public interface SystemView {
  /** pg_class OID, PostgreSQL's own where it has one. */
  int oid();

  /** OID of the schema: pg_catalog (11), information_schema or trefoil_catalog. */
  int schemaOid();

  String name();

  /** Columns in attnum order with PostgreSQL's types. */
  List<Column> columns();

  /** Rows with a value for every column, in no special order. */
  Iterator<@Nullable Object[]> rows(CatalogSnapshot snapshot, ViewContext context);
}
