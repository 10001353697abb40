package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Call;
import io.trefoil.sql.parser.ast.Construct;
import io.trefoil.sql.parser.ast.Construct.CaseWhen;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Indirection;
import io.trefoil.sql.parser.ast.Literal;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.Operation.CastSyntax;
import io.trefoil.sql.parser.ast.Operation.OperatorName;
import io.trefoil.sql.parser.ast.Operation.PatternMatch;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.Reference.ColumnReference;
import io.trefoil.sql.parser.ast.Reference.IndirectionExpression;
import io.trefoil.sql.parser.ast.Reference.Parameter;
import io.trefoil.sql.parser.ast.SelectStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions. Whatever is an operation stands in parentheses, so that no precedence is needed to read it back. */
final class ExpressionWriter {
    private final Writers writers;

    ExpressionWriter(Writers writers) {
        this.writers = writers;
    }

    private SqlText out() {
        return writers.out;
    }

    void write(Expression expression) {
        switch (expression) {
            case Literal literal -> literal(literal);
            case Reference reference -> reference(reference);
            case Operation operation -> operation(operation);
            case Call call -> writers.calls.write(call);
            case Construct construct -> construct(construct);
        }
    }

    void list(List<Expression> expressions) {
        out().list(expressions, this::write);
    }

    /** The words and the expression, or nothing. */
    void optional(String words, @Nullable Expression expression) {
        if (expression != null) {
            out().add(words);
            write(expression);
        }
    }

    private void literal(Literal literal) {
        switch (literal) {
            case Literal.IntegerLiteral l -> out().add(l.value());
            case Literal.NumericLiteral l -> out().add(l.text());
            case Literal.StringLiteral l -> out().string(l.value());
            case Literal.BitStringLiteral l -> {
                String digits = l.digits().replace("'", "''");
                out().add(l.hexadecimal() ? "X'" : "B'").add(digits).add("'");
            }
            case Literal.BooleanLiteral l -> out().add(l.value() ? "true" : "false");
            case Literal.NullLiteral ignored -> out().add("NULL");
        }
    }

    private void reference(Reference reference) {
        switch (reference) {
            case Parameter p -> out().add("$").add(p.number());
            case ColumnReference c -> {
                out().list(c.names(), ".", out()::name);
                out().when(c.star(), c.names().isEmpty() ? "*" : ".*");
            }
            case IndirectionExpression i -> {
                boolean bare = (i.operand() instanceof ColumnReference || i.operand() instanceof Parameter)
                        && !(i.steps().get(0) instanceof Indirection.Field)
                        && !(i.steps().get(0) instanceof Indirection.Star);
                boolean query = i.operand() instanceof Construct.ScalarSubquery;
                out().when(!bare && !query, "(");
                write(i.operand());
                out().when(!bare && !query, ")");
                steps(i.steps());
            }
            case Reference.DefaultMarker ignored -> out().add("DEFAULT");
            case Reference.CurrentOf c -> out().add("CURRENT OF ").name(c.cursor());
        }
    }

    void steps(List<Indirection> steps) {
        for (Indirection step : steps) {
            switch (step) {
                case Indirection.Field f -> out().add(".").name(f.name());
                case Indirection.Star ignored -> out().add(".*");
                case Indirection.Subscript s -> {
                    out().add("[");
                    write(s.index());
                    out().add("]");
                }
                case Indirection.Slice s -> {
                    optional("[", s.lower());
                    out().add(s.lower() == null ? "[:" : ":");
                    optional("", s.upper());
                    out().add("]");
                }
            }
        }
    }

    void operator(OperatorName name) {
        String schema = name.schema();
        if (schema == null) {
            out().add(name.symbol());
        } else {
            out().add("OPERATOR(").name(schema).add(".").add(name.symbol()).add(")");
        }
    }

    private void operation(Operation operation) {
        switch (operation) {
            case Operation.Cast c -> cast(c);
            case Operation.BinaryOperation o -> {
                open(o.left());
                out().add(" ");
                operator(o.operator());
                out().add(" ");
                close(o.right());
            }
            case Operation.UnaryOperation o -> {
                out().add("(");
                operator(o.operator());
                out().add(" ");
                close(o.operand());
            }
            case Operation.And o ->
                out().add("(").list(o.operands(), " AND ", this::write).add(")");
            case Operation.Or o ->
                out().add("(").list(o.operands(), " OR ", this::write).add(")");
            case Operation.Not o -> {
                out().add("(NOT ");
                close(o.operand());
            }
            case Operation.NullTest o -> test(o.operand(), o.negated(), "NULL");
            case Operation.BooleanTest o ->
                test(o.operand(), o.negated(), o.truth().name());
            case Operation.DocumentTest o -> test(o.operand(), o.negated(), "DOCUMENT");
            case Operation.DistinctTest o -> {
                open(o.left());
                out().add(o.negated() ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ");
                close(o.right());
            }
            case Operation.Between o -> {
                open(o.operand());
                out().when(o.negated(), " NOT").add(o.symmetric() ? " BETWEEN SYMMETRIC " : " BETWEEN ");
                write(o.lower());
                out().add(" AND ");
                close(o.upper());
            }
            case Operation.InList o -> {
                open(o.operand());
                out().add(o.negated() ? " NOT IN " : " IN ")
                        .inParentheses(o.items(), this::write)
                        .add(")");
            }
            case Operation.InSubquery o -> {
                open(o.operand());
                out().add(o.negated() ? " NOT IN (" : " IN (");
                writers.queries.write(o.query());
                out().add("))");
            }
            case PatternMatch o -> {
                open(o.operand());
                boolean similar = o.kind() == Operation.PatternKind.SIMILAR;
                out().when(o.negated(), " NOT").add(similar ? " SIMILAR TO " : " " + o.kind() + " ");
                write(o.pattern());
                optional(" ESCAPE ", o.escape());
                out().add(")");
            }
            case Operation.QuantifiedArray o -> {
                quantified(o.left(), o.operator(), o.all());
                boolean query = o.array() instanceof Construct.ScalarSubquery;
                // A bare subquery in parentheses would be read as the other form.
                out().when(query, "(");
                write(o.array());
                out().add(query ? ")))" : "))");
            }
            case Operation.QuantifiedSubquery o -> {
                quantified(o.left(), o.operator(), o.all());
                writers.queries.write(o.query());
                out().add("))");
            }
            case Operation.Collate o -> {
                open(o.operand());
                out().add(" COLLATE ").name(o.collation()).add(")");
            }
        }
    }

    private void open(Expression operand) {
        out().add("(");
        write(operand);
    }

    private void close(Expression operand) {
        write(operand);
        out().add(")");
    }

    private void test(Expression operand, boolean negated, String word) {
        open(operand);
        out().add(negated ? " IS NOT " : " IS ").add(word).add(")");
    }

    private void quantified(Expression left, OperatorName operator, boolean all) {
        open(left);
        out().add(" ");
        operator(operator);
        out().add(all ? " ALL (" : " ANY (");
    }

    private void cast(Operation.Cast cast) {
        if (cast.syntax() == CastSyntax.LITERAL) {
            writers.types.constant(cast.type(), () -> write(cast.operand()));
            return;
        }
        if (cast.syntax() == CastSyntax.FUNCTION) {
            out().add("CAST(");
            write(cast.operand());
            out().add(" AS ");
            writers.types.write(cast.type());
            out().add(")");
            return;
        }
        boolean bare = cast.operand() instanceof Literal.StringLiteral || cast.operand() instanceof Literal.NullLiteral;
        out().when(!bare, "(");
        write(cast.operand());
        out().add(bare ? "::" : ")::");
        writers.types.write(cast.type());
    }

    private void construct(Construct construct) {
        switch (construct) {
            case Construct.ArrayConstructor a -> {
                out().add("ARRAY");
                elements(a);
            }
            case Construct.RowConstructor r ->
                out().add(r.explicit() ? "ROW" : "").inParentheses(r.elements(), this::write);
            case Construct.Case c -> {
                out().add("CASE");
                optional(" ", c.operand());
                for (CaseWhen branch : c.branches()) {
                    optional(" WHEN ", branch.condition());
                    optional(" THEN ", branch.result());
                }
                optional(" ELSE ", c.otherwise());
                out().add(" END");
            }
            case Construct.Exists e -> query("EXISTS (", e.query());
            case Construct.ScalarSubquery s -> query("(", s.query());
            case Construct.ArraySubquery a -> query("ARRAY(", a.query());
        }
    }

    private void query(String opening, SelectStatement query) {
        out().add(opening);
        writers.queries.write(query);
        out().add(")");
    }

    /** {@code ARRAY[ARRAY[1]]} and {@code ARRAY[[1]]} are one tree, so the nested word may go. */
    private void elements(Construct.ArrayConstructor array) {
        out().add("[");
        list(array.elements());
        out().add("]");
    }
}
