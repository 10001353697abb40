package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Schema;
import java.util.Optional;

/**
 * Where a session's temporary tables are: a schema {@code pg_temp_n} with the session's process number, made with the
 * first of them, searched before all others by its session, and emptied when the session ends.
 */
public final class TemporarySchema {
  private static final String PREFIX = "pg_temp_";

  private TemporarySchema() {}

  /** The name of the schema of a session. */
  public static String nameFor(int processId) {
    return PREFIX + processId;
  }

  /** Whether a schema is some session's. */
  public static boolean is(String schema) {
    return schema.startsWith(PREFIX);
  }

  /** The schema of the session, made if missing. */
  static Schema of(DdlContext context) {
    String name = nameFor(context.execution().functions().backendPid());
    Optional<Schema> known = context.catalog().schema(context.databaseOid(), name);
    if (known.isPresent()) {
      return known.get();
    }
    Schema made = new Schema(Oids.next(context), context.databaseOid(), name, context.role().oid(), null);
    context.apply(new CatalogDelta.Builder().put(made).build());
    return made;
  }
}
