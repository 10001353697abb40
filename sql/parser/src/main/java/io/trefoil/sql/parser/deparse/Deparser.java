package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TypeName;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.function.Consumer;

/**
 * Turns trees back into SQL text that parses to the same tree, positions aside. Expressions come as PostgreSQL's {@code
 * pg_get_expr} writes them: every operation in parentheses, SQL's names for the built-in types, keywords in capitals,
 * names quoted only where needed.
 */
public final class Deparser {
    private Deparser() {}

    /** An expression, such as a default or a CHECK condition. */
    public static String expression(Expression expression) {
        return text(writers -> writers.expressions.write(expression));
    }

    /** A type as in {@code format_type}: {@code character varying(10)}, {@code timestamp with time zone}. */
    public static String type(TypeName type) {
        return text(writers -> writers.types.write(type));
    }

    /** Any statement, a query among them, on one line and without a semicolon. */
    public static String statement(Statement statement) {
        return text(writers -> writers.statements.write(statement));
    }

    private static String text(Consumer<Writers> write) {
        Writers writers = new Writers();
        try {
            write.accept(writers);
        } catch (StackOverflowError e) {
            throw new SqlStateException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded");
        }
        return writers.out.toString();
    }
}
