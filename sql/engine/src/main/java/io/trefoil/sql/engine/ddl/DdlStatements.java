package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** The door of DDL: runs a statement of definition and answers its command tag. */
public final class DdlStatements {
  private DdlStatements() {}

  /** Runs a statement; 0A000 for one that is not a definition known here. */
  public static String run(Statement statement, DdlContext context) {
    throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED,
        statement.getClass().getSimpleName() + " is not supported yet: " + context.sql());
  }
}
