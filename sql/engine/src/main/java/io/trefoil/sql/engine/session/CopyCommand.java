package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.engine.ddl.DdlContext;
import io.trefoil.sql.parser.ast.CopyStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** COPY. */
final class CopyCommand {
  private CopyCommand() {}

  static String run(CopyStatement copy, DdlContext context, ResponseSink sink) {
    throw new SqlStateException(SqlState.FEATURE_NOT_SUPPORTED, "COPY is not supported yet");
  }
}
