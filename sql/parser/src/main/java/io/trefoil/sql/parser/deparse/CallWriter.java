package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Call;
import io.trefoil.sql.parser.ast.Call.Argument;
import io.trefoil.sql.parser.ast.Call.FunctionCall;
import io.trefoil.sql.parser.ast.Call.SqlValueFunction;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Literal.StringLiteral;
import java.util.List;

/** Function calls, and the forms with keywords between their arguments that the parser turned into calls. */
final class CallWriter {
    private final Writers writers;

    CallWriter(Writers writers) {
        this.writers = writers;
    }

    private SqlText out() {
        return writers.out;
    }

    private void expression(Expression expression) {
        writers.expressions.write(expression);
    }

    void write(Call call) {
        switch (call) {
            case FunctionCall f -> {
                if (!f.sqlSyntax() || !form(f)) {
                    function(f);
                }
            }
            case SqlValueFunction f -> {
                out().add(f.function().name());
                if (f.precision() >= 0) {
                    out().add("(").add(f.precision()).add(")");
                }
            }
            case Call.Coalesce c -> out().add("COALESCE").inParentheses(c.arguments(), this::expression);
            case Call.NullIf n -> out().add("NULLIF").inParentheses(List.of(n.left(), n.right()), this::expression);
            case Call.GreatestLeast g ->
                out().add(g.greatest() ? "GREATEST" : "LEAST").inParentheses(g.arguments(), this::expression);
            case Call.GroupingFunction g -> out().add("GROUPING").inParentheses(g.arguments(), this::expression);
        }
    }

    private void function(FunctionCall call) {
        out().name(call.name()).add("(").when(call.star(), "*").when(call.distinct(), "DISTINCT ");
        int last = call.arguments().size() - 1;
        for (int i = 0; i <= last; i++) {
            Argument argument = call.arguments().get(i);
            out().when(i > 0, ", ").when(call.variadic() && i == last, "VARIADIC ");
            String name = argument.name();
            if (name != null) {
                out().name(name).add(" => ");
            }
            expression(argument.value());
        }
        if (!call.withinGroup()) {
            writers.queries.orderBy(call.orderBy());
        }
        out().add(")");
        if (call.withinGroup()) {
            out().add(" WITHIN GROUP (");
            writers.queries.orderBy(call.orderBy());
            out().add(")");
        }
        if (call.filter() != null) {
            writers.expressions.optional(" FILTER (WHERE ", call.filter());
            out().add(")");
        }
        if (call.over() != null) {
            out().add(" OVER ");
            writers.queries.window(call.over());
        }
    }

    /** Writes the SQL form of the function; false when it has none of that many arguments. */
    private boolean form(FunctionCall call) {
        List<Expression> a = call.arguments().stream().map(Argument::value).toList();
        String form = call.name().name() + a.size();
        switch (form) {
            case "timezone2" -> pieces("(", a.get(1), " AT TIME ZONE ", a.get(0), ")");
            case "overlaps4" -> pieces("((", a.get(0), ", ", a.get(1), ") OVERLAPS (", a.get(2), ", ", a.get(3), "))");
            case "extract2" -> {
                out().add("EXTRACT(");
                field(a.get(0));
                pieces(" FROM ", a.get(1), ")");
            }
            case "overlay3" -> pieces("OVERLAY(", a.get(0), " PLACING ", a.get(1), " FROM ", a.get(2), ")");
            case "overlay4" ->
                pieces("OVERLAY(", a.get(0), " PLACING ", a.get(1), " FROM ", a.get(2), " FOR ", a.get(3), ")");
            case "position2" -> pieces("POSITION(", a.get(1), " IN ", a.get(0), ")");
            case "substring2" -> pieces("SUBSTRING(", a.get(0), " FROM ", a.get(1), ")");
            case "substring3" -> pieces("SUBSTRING(", a.get(0), " FROM ", a.get(1), " FOR ", a.get(2), ")");
            case "normalize1" -> pieces("NORMALIZE(", a.get(0), ")");
            case "normalize2" -> pieces("NORMALIZE(", a.get(0), ", ", keyword(a.get(1)), ")");
            case "is_normalized1" -> pieces("(", a.get(0), " IS NORMALIZED)");
            case "is_normalized2" -> pieces("(", a.get(0), " IS ", keyword(a.get(1)), " NORMALIZED)");
            case "pg_collation_for1" -> pieces("COLLATION FOR (", a.get(0), ")");
            default -> {
                return trim(call.name().name(), a);
            }
        }
        return true;
    }

    private boolean trim(String name, List<Expression> arguments) {
        String side = switch (name) {
            case "btrim" -> "BOTH";
            case "ltrim" -> "LEADING";
            case "rtrim" -> "TRAILING";
            default -> "";
        };
        if (side.isEmpty() || arguments.isEmpty()) {
            return false;
        }
        out().add("TRIM(").add(side);
        if (arguments.size() == 2) {
            pieces(" ", arguments.get(1), " FROM ", arguments.get(0), ")");
        } else {
            out().add(" FROM ");
            writers.expressions.list(arguments);
            out().add(")");
        }
        return true;
    }

    private void pieces(Object... pieces) {
        for (Object piece : pieces) {
            if (piece instanceof Expression expression) {
                expression(expression);
            } else {
                out().add(piece.toString());
            }
        }
    }

    /** A field of EXTRACT goes without quotes when it is a plain word. */
    private void field(Expression field) {
        if (field instanceof StringLiteral literal && isFieldWord(literal.value())) {
            out().add(literal.value());
        } else {
            expression(field);
        }
    }

    private static boolean isFieldWord(String value) {
        return switch (value) {
            case "century",
                    "decade",
                    "dow",
                    "doy",
                    "epoch",
                    "isodow",
                    "isoyear",
                    "julian",
                    "microseconds",
                    "millennium",
                    "milliseconds",
                    "quarter",
                    "timezone_hour",
                    "timezone_minute",
                    "week",
                    "year",
                    "month",
                    "day",
                    "hour",
                    "minute",
                    "second" -> true;
            default -> false;
        };
    }

    private static String keyword(Expression form) {
        return form instanceof StringLiteral literal ? literal.value() : "NFC";
    }
}
