package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators, logic, tests and comparisons: everything written with an operator symbol or an operator-like keyword. */
public sealed interface Operation extends Expression {

    /** The name of an operator, with its schema when written {@code OPERATOR(schema.op)}. */
    record OperatorName(@Nullable String schema, String symbol) {
        public static OperatorName of(String symbol) {
            return new OperatorName(null, symbol);
        }
    }

    /** {@code left op right}; also the comparisons and arithmetic. {@code !=} has become {@code <>}. */
    record BinaryOperation(OperatorName operator, Expression left, Expression right, int position)
            implements Operation {}

    /** {@code op operand}; PostgreSQL 15 has no postfix operators. */
    record UnaryOperation(OperatorName operator, Expression operand, int position) implements Operation {}

    /** Two or more operands joined by AND, flat. */
    record And(List<Expression> operands, int position) implements Operation {}

    /** Two or more operands joined by OR, flat. */
    record Or(List<Expression> operands, int position) implements Operation {}

    /** {@code NOT operand} */
    record Not(Expression operand, int position) implements Operation {}

    /** {@code operand IS [NOT] NULL}, ISNULL, NOTNULL. */
    record NullTest(Expression operand, boolean negated, int position) implements Operation {}

    /** What {@link BooleanTest} asks for. */
    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN
    }

    /** {@code operand IS [NOT] TRUE | FALSE | UNKNOWN} */
    record BooleanTest(Expression operand, Truth truth, boolean negated, int position) implements Operation {}

    /** {@code left IS [NOT] DISTINCT FROM right} */
    record DistinctTest(Expression left, Expression right, boolean negated, int position) implements Operation {}

    /** {@code operand IS [NOT] DOCUMENT} */
    record DocumentTest(Expression operand, boolean negated, int position) implements Operation {}

    /** {@code operand [NOT] BETWEEN [SYMMETRIC] lower AND upper} */
    record Between(
            Expression operand, Expression lower, Expression upper, boolean symmetric, boolean negated, int position)
            implements Operation {}

    /** {@code operand [NOT] IN (item, ...)} */
    record InList(Expression operand, List<Expression> items, boolean negated, int position) implements Operation {}

    /** {@code operand [NOT] IN (SELECT ...)} */
    record InSubquery(Expression operand, SelectStatement query, boolean negated, int position) implements Operation {}

    /** Which pattern language a {@link PatternMatch} speaks. */
    enum PatternKind {
        LIKE,
        ILIKE,
        SIMILAR
    }

    /**
     * {@code operand [NOT] LIKE | ILIKE | SIMILAR TO pattern [ESCAPE escape]}. PostgreSQL turns these into the operators
     * {@code ~~ !~~ ~~* !~~* ~ !~} with {@code pg_catalog.like_escape(pattern, escape)} or {@code
     * pg_catalog.similar_to_escape(pattern [, escape])} on the right.
     */
    record PatternMatch(
            PatternKind kind,
            Expression operand,
            Expression pattern,
            @Nullable Expression escape,
            boolean negated,
            int position)
            implements Operation {}

    /** {@code left op ANY | ALL (array)}; {@code LIKE ANY} arrives with operator {@code ~~} and so on. */
    record QuantifiedArray(OperatorName operator, boolean all, Expression left, Expression array, int position)
            implements Operation {}

    /** {@code left op ANY | ALL (SELECT ...)}. */
    record QuantifiedSubquery(OperatorName operator, boolean all, Expression left, SelectStatement query, int position)
            implements Operation {}

    /** {@code (a, b) OVERLAPS (c, d)} reaches the binder as a {@link Call.FunctionCall}; COLLATE is this. */
    record Collate(Expression operand, QualifiedName collation, int position) implements Operation {}

    /** How a {@link Cast} was spelled. */
    enum CastSyntax {
        /** {@code operand::type} */
        COLONS,
        /** {@code CAST(operand AS type)} */
        FUNCTION,
        /** {@code type 'literal'}; the operand is a {@link Literal.StringLiteral} */
        LITERAL
    }

    /** A conversion to a named type. */
    record Cast(Expression operand, TypeName type, CastSyntax syntax, int position) implements Operation {}
}
