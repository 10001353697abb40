package io.trefoil.sql.catalog.views;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What views tell that is no part of the catalog: the session's database and the server's live state. */
public interface ViewContext {
  int databaseOid();

  int currentRoleOid();

  /** Rows of pg_settings, in its column order. */
  List<@Nullable Object[]> settings();

  /** Rows of pg_stat_activity, in its column order. */
  List<@Nullable Object[]> activity();

  /** Rows of pg_locks, in its column order. */
  List<@Nullable Object[]> locks();

  /** Rows of pg_prepared_statements, in its column order. */
  List<@Nullable Object[]> preparedStatements();

  /** Rows of pg_cursors, in its column order. */
  List<@Nullable Object[]> cursors();

  /** Approximate number of rows and bytes of a table or index; -1 when unknown. */
  long estimatedRows(int relationOid);

  long estimatedBytes(int relationOid);
}
