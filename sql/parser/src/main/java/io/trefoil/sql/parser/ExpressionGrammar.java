package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Call.Argument;
import io.trefoil.sql.parser.ast.Call.FunctionCall;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Literal.IntegerLiteral;
import io.trefoil.sql.parser.ast.Literal.NumericLiteral;
import io.trefoil.sql.parser.ast.Operation.And;
import io.trefoil.sql.parser.ast.Operation.Between;
import io.trefoil.sql.parser.ast.Operation.BinaryOperation;
import io.trefoil.sql.parser.ast.Operation.Cast;
import io.trefoil.sql.parser.ast.Operation.CastSyntax;
import io.trefoil.sql.parser.ast.Operation.Collate;
import io.trefoil.sql.parser.ast.Operation.InList;
import io.trefoil.sql.parser.ast.Operation.InSubquery;
import io.trefoil.sql.parser.ast.Operation.Not;
import io.trefoil.sql.parser.ast.Operation.NullTest;
import io.trefoil.sql.parser.ast.Operation.OperatorName;
import io.trefoil.sql.parser.ast.Operation.Or;
import io.trefoil.sql.parser.ast.Operation.PatternKind;
import io.trefoil.sql.parser.ast.Operation.PatternMatch;
import io.trefoil.sql.parser.ast.Operation.QuantifiedArray;
import io.trefoil.sql.parser.ast.Operation.QuantifiedSubquery;
import io.trefoil.sql.parser.ast.Operation.UnaryOperation;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Reference.DefaultMarker;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Value expressions by operator precedence (a Pratt parser over PostgreSQL's table; docs, "Operator Precedence").
 * Operators of one level without associativity may not follow each other: {@code a < b < c} is an error at the second.
 */
final class ExpressionGrammar {
    /** PostgreSQL's b_expr: without AND, OR, NOT, IN, LIKE, BETWEEN, COLLATE, AT TIME ZONE and null tests. */
    static final int RESTRICTED = 1;

    /** A bare column label may follow, so an operator keyword that leads nowhere is that label: {@code SELECT 1 and}. */
    static final int LABEL_MAY_FOLLOW = 2;

    /** The first argument of SUBSTRING: {@code SIMILAR} without TO belongs to the function. */
    static final int STOP_AT_SIMILAR = 4;

    private static final int OPERAND_MODES = RESTRICTED | STOP_AT_SIMILAR;

    private final Grammar grammar;
    private final Tokens tokens;

    ExpressionGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** A full expression (a_expr). */
    Expression expression() {
        return parse(0, 0);
    }

    /** A restricted expression (b_expr). */
    Expression restricted() {
        return parse(0, RESTRICTED);
    }

    /** {@code expression, ...} */
    List<Expression> list() {
        Expression first = expression();
        if (!tokens.is(TokenKind.COMMA)) {
            return List.of(first);
        }
        List<Expression> items = new ArrayList<>();
        items.add(first);
        while (tokens.accept(TokenKind.COMMA)) {
            items.add(expression());
        }
        return List.copyOf(items);
    }

    Expression parse(int minimum, int mode) {
        tokens.enter();
        Expression result = continueFrom(prefix(mode), minimum, mode);
        tokens.leave();
        return result;
    }

    /** Takes all operators of at least {@code minimum} that follow {@code left}. */
    Expression continueFrom(Expression first, int minimum, int mode) {
        Expression left = first;
        int links = 0;
        while (true) {
            TokenKind kind = tokens.kind();
            int level = Precedence.of(kind);
            if (level <= Precedence.NONE || level < minimum || stops(kind, mode)) {
                return left;
            }
            tokens.checkChain(++links);
            left = infix(left, kind, level, mode & OPERAND_MODES);
        }
    }

    /** Whether a token that could be an operator is none here. */
    private boolean stops(TokenKind kind, int mode) {
        if (mode == 0 && kind != TokenKind.AT && kind != TokenKind.OPERATOR) {
            return false;
        }
        if ((mode & RESTRICTED) != 0 && !Precedence.isRestricted(kind)) {
            return true;
        }
        if ((mode & STOP_AT_SIMILAR) != 0 && kind == TokenKind.SIMILAR && !tokens.isNext(TokenKind.TO)) {
            return true;
        }
        boolean label = (mode & LABEL_MAY_FOLLOW) != 0;
        return switch (kind) {
            case AT -> label && !tokens.isNext(TokenKind.TIME);
            case OPERATOR -> label && !tokens.isNext(TokenKind.LEFT_PARENTHESIS);
            case AND, OR, IS, IN, LIKE, ILIKE, SIMILAR, BETWEEN, COLLATE ->
                label && Precedence.endsTarget(tokens.kindAhead(1));
            default -> false;
        };
    }

    private Expression prefix(int mode) {
        int position = tokens.start();
        switch (tokens.kind()) {
            case NOT, NOT_BEFORE_COMPARISON -> {
                if ((mode & RESTRICTED) != 0) {
                    throw tokens.syntaxError();
                }
                tokens.advance();
                return new Not(parse(Precedence.NOT, mode & OPERAND_MODES), position);
            }
            case PLUS -> {
                tokens.advance();
                return new UnaryOperation(
                        Precedence.PLUS_NAME, parse(Precedence.UNARY_MINUS, mode & OPERAND_MODES), position);
            }
            case MINUS -> {
                tokens.advance();
                return negate(parse(Precedence.UNARY_MINUS, mode & OPERAND_MODES), position);
            }
            case OPERATOR_SYMBOL -> {
                OperatorName name = grammar.names.operator();
                return new UnaryOperation(name, parse(Precedence.OPERATOR + 1, mode & OPERAND_MODES), position);
            }
            case OPERATOR -> {
                if (tokens.isNext(TokenKind.LEFT_PARENTHESIS)) {
                    OperatorName name = grammar.names.operator();
                    return new UnaryOperation(name, parse(Precedence.OPERATOR + 1, mode & OPERAND_MODES), position);
                }
            }
            case DEFAULT -> {
                if ((mode & RESTRICTED) == 0) {
                    tokens.advance();
                    return new DefaultMarker(position);
                }
            }
            case UNIQUE -> {
                if ((mode & RESTRICTED) == 0) {
                    throw uniquePredicate();
                }
            }
            default -> {}
        }
        return grammar.primaries.primary(mode);
    }

    /** {@code UNIQUE (SELECT ...)} is read and refused, as in PostgreSQL. */
    private RuntimeException uniquePredicate() {
        int position = tokens.start();
        tokens.advance();
        if (tokens.accept(TokenKind.NULLS)) {
            tokens.accept(TokenKind.NOT);
            tokens.expect(TokenKind.DISTINCT);
        }
        grammar.queries.inParentheses();
        return tokens.error(position, SqlState.FEATURE_NOT_SUPPORTED, "UNIQUE predicate is not yet implemented");
    }

    /** Folds the sign into a constant; PostgreSQL does so in the grammar. */
    static Expression negate(Expression operand, int position) {
        if (operand instanceof IntegerLiteral literal) {
            return new IntegerLiteral(-literal.value(), position);
        }
        if (operand instanceof NumericLiteral literal) {
            String text = literal.text();
            return new NumericLiteral(text.startsWith("-") ? text.substring(1) : "-" + text, position);
        }
        return new UnaryOperation(Precedence.MINUS_NAME, operand, position);
    }

    private Expression infix(Expression left, TokenKind kind, int level, int mode) {
        int position = tokens.start();
        switch (kind) {
            case AND, OR -> {
                tokens.advance();
                return kind == TokenKind.AND ? and(left, mode, position) : or(left, mode, position);
            }
            case IS -> {
                tokens.advance();
                return grammar.primaries.test(left, mode, position);
            }
            case ISNULL, NOTNULL -> {
                tokens.advance();
                return new NullTest(left, kind == TokenKind.NOTNULL, position);
            }
            case TYPECAST -> {
                tokens.advance();
                return new Cast(left, grammar.types.type(), CastSyntax.COLONS, position);
            }
            case COLLATE -> {
                tokens.advance();
                return new Collate(left, grammar.names.any(), position);
            }
            case AT -> {
                tokens.advance();
                tokens.expect(TokenKind.TIME, TokenKind.ZONE);
                return atTimeZone(left, parse(Precedence.AT + 1, mode), position);
            }
            case BETWEEN, IN, LIKE, ILIKE, SIMILAR -> {
                return comparison(left, false, mode, position);
            }
            case NOT_BEFORE_COMPARISON -> {
                tokens.advance();
                return comparison(left, true, mode, position);
            }
            default -> {
                return binary(left, level, mode, position);
            }
        }
    }

    private Expression binary(Expression left, int level, int mode, int position) {
        OperatorName operator = operatorName();
        if ((mode & RESTRICTED) == 0) {
            switch (tokens.kind()) {
                case ANY, SOME, ALL -> {
                    return quantified(operator, left, position);
                }
                default -> {}
            }
        }
        Expression right = parse(level + 1, mode);
        if (level == Precedence.COMPARISON) {
            rejectSameLevel(level, mode);
        }
        return new BinaryOperation(operator, left, right, position);
    }

    private OperatorName operatorName() {
        OperatorName constant = Precedence.operatorName(tokens.kind());
        if (constant == null) {
            return grammar.names.operator();
        }
        tokens.advance();
        return constant;
    }

    /** Operators without associativity may not meet. */
    void rejectSameLevel(int level, int mode) {
        TokenKind kind = tokens.kind();
        if (Precedence.of(kind) == level && ((mode & RESTRICTED) == 0 || Precedence.isRestricted(kind))) {
            throw tokens.syntaxError();
        }
    }

    private Expression and(Expression left, int mode, int position) {
        Expression right = parse(Precedence.AND + 1, mode);
        if (!(left instanceof And(List<Expression> operands, int firstPosition))) {
            return tokens.is(TokenKind.AND) && mode == 0
                    ? chain(TokenKind.AND, list(left, right), position)
                    : new And(List.of(left, right), position);
        }
        return new And(append(operands, right), firstPosition);
    }

    private Expression or(Expression left, int mode, int position) {
        Expression right = parse(Precedence.OR + 1, mode);
        if (!(left instanceof Or(List<Expression> operands, int firstPosition))) {
            return tokens.is(TokenKind.OR) && mode == 0
                    ? chain(TokenKind.OR, list(left, right), position)
                    : new Or(List.of(left, right), position);
        }
        return new Or(append(operands, right), firstPosition);
    }

    /** The common long chain in one list, without copying it for every operand. */
    private Expression chain(TokenKind kind, List<Expression> operands, int position) {
        int level = Precedence.of(kind);
        while (tokens.is(kind) && !Precedence.endsTarget(tokens.kindAhead(1))) {
            tokens.advance();
            operands.add(parse(level + 1, 0));
        }
        List<Expression> all = List.copyOf(operands);
        return kind == TokenKind.AND ? new And(all, position) : new Or(all, position);
    }

    private static List<Expression> list(Expression first, Expression second) {
        List<Expression> list = new ArrayList<>();
        list.add(first);
        list.add(second);
        return list;
    }

    private static List<Expression> append(List<Expression> operands, Expression last) {
        List<Expression> all = new ArrayList<>(operands.size() + 1);
        all.addAll(operands);
        all.add(last);
        return List.copyOf(all);
    }

    private static Expression atTimeZone(Expression value, Expression zone, int position) {
        return sqlCall("timezone", position, zone, value);
    }

    /** A call that stands for a special SQL form. */
    static FunctionCall sqlCall(String name, int position, Expression... arguments) {
        List<Argument> list = new ArrayList<>(arguments.length);
        for (Expression argument : arguments) {
            list.add(new Argument(null, argument, argument.position()));
        }
        return new FunctionCall(
                QualifiedName.system(name, position),
                List.copyOf(list),
                false,
                false,
                false,
                List.of(),
                false,
                null,
                null,
                true,
                position);
    }

    private Expression comparison(Expression left, boolean negated, int mode, int position) {
        return switch (tokens.advance()) {
            case BETWEEN -> between(left, negated, mode, position);
            case IN -> in(left, negated, position);
            case LIKE -> like(left, PatternKind.LIKE, negated, mode, position);
            case ILIKE -> like(left, PatternKind.ILIKE, negated, mode, position);
            case SIMILAR -> {
                tokens.expect(TokenKind.TO);
                yield pattern(left, PatternKind.SIMILAR, negated, mode, position);
            }
            default -> throw tokens.syntaxError();
        };
    }

    private Expression between(Expression left, boolean negated, int mode, int position) {
        boolean symmetric = tokens.accept(TokenKind.SYMMETRIC);
        if (!symmetric) {
            tokens.accept(TokenKind.ASYMMETRIC);
        }
        Expression lower = restricted();
        tokens.expect(TokenKind.AND);
        Expression upper = parse(Precedence.MATCH + 1, mode);
        rejectSameLevel(Precedence.MATCH, mode);
        return new Between(left, lower, upper, symmetric, negated, position);
    }

    private Expression in(Expression left, boolean negated, int position) {
        PrimaryGrammar.Opened opened = grammar.primaries.open();
        SelectStatement query = opened.query();
        if (query != null) {
            return new InSubquery(left, query, negated, position);
        }
        return new InList(left, grammar.primaries.restOfList(opened.firstExpression()), negated, position);
    }

    private Expression like(Expression left, PatternKind kind, boolean negated, int mode, int position) {
        return switch (tokens.kind()) {
            case ANY, SOME, ALL -> quantified(patternOperator(kind, negated), left, position);
            default -> pattern(left, kind, negated, mode, position);
        };
    }

    static OperatorName patternOperator(PatternKind kind, boolean negated) {
        String symbol = switch (kind) {
            case LIKE -> "~~";
            case ILIKE -> "~~*";
            case SIMILAR -> "~";
        };
        return OperatorName.of(negated ? "!" + symbol : symbol);
    }

    private Expression pattern(Expression left, PatternKind kind, boolean negated, int mode, int position) {
        Expression pattern = parse(Precedence.MATCH + 1, mode);
        Expression escape = tokens.accept(TokenKind.ESCAPE) ? parse(Precedence.MATCH + 1, mode) : null;
        if ((mode & STOP_AT_SIMILAR) == 0 || !tokens.is(TokenKind.SIMILAR)) {
            rejectSameLevel(Precedence.MATCH, mode);
        }
        return new PatternMatch(kind, left, pattern, escape, negated, position);
    }

    private Expression quantified(OperatorName operator, Expression left, int position) {
        boolean all = tokens.advance() == TokenKind.ALL;
        PrimaryGrammar.Opened opened = grammar.primaries.open();
        @Nullable SelectStatement query = opened.query();
        if (query != null) {
            return new QuantifiedSubquery(operator, all, left, query, position);
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new QuantifiedArray(operator, all, left, opened.firstExpression(), position);
    }
}
