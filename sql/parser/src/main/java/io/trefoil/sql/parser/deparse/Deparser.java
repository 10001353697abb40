package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TypeName;

/**
 * Turns trees back into SQL text that parses to the same tree, positions aside. Expressions come as PostgreSQL's {@code
 * pg_get_expr} writes them: every operation in parentheses, SQL's names for the built-in types, keywords in capitals,
 * names quoted only where needed.
 */
public final class Deparser {
  private Deparser() {}

  /** An expression, such as a default or a CHECK condition. */
  public static String expression(Expression expression) {
    Writers writers = new Writers();
    writers.expressions.write(expression);
    return writers.out.toString();
  }

  /** A type as in {@code format_type}: {@code character varying(10)}, {@code timestamp with time zone}. */
  public static String type(TypeName type) {
    Writers writers = new Writers();
    writers.types.write(type);
    return writers.out.toString();
  }

  /** A query on one line. */
  public static String query(SelectStatement query) {
    return statement(query);
  }

  /** Any statement, on one line and without a semicolon. */
  public static String statement(Statement statement) {
    Writers writers = new Writers();
    writers.statements.write(statement);
    return writers.out.toString();
  }
}
