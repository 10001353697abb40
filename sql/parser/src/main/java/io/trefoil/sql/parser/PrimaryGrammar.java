package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Construct.ArrayConstructor;
import io.trefoil.sql.parser.ast.Construct.ArraySubquery;
import io.trefoil.sql.parser.ast.Construct.Case;
import io.trefoil.sql.parser.ast.Construct.CaseWhen;
import io.trefoil.sql.parser.ast.Construct.Exists;
import io.trefoil.sql.parser.ast.Construct.RowConstructor;
import io.trefoil.sql.parser.ast.Construct.ScalarSubquery;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Indirection;
import io.trefoil.sql.parser.ast.Literal;
import io.trefoil.sql.parser.ast.Literal.BitStringLiteral;
import io.trefoil.sql.parser.ast.Literal.BooleanLiteral;
import io.trefoil.sql.parser.ast.Literal.IntegerLiteral;
import io.trefoil.sql.parser.ast.Literal.NullLiteral;
import io.trefoil.sql.parser.ast.Literal.NumericLiteral;
import io.trefoil.sql.parser.ast.Literal.StringLiteral;
import io.trefoil.sql.parser.ast.Operation.BooleanTest;
import io.trefoil.sql.parser.ast.Operation.Cast;
import io.trefoil.sql.parser.ast.Operation.CastSyntax;
import io.trefoil.sql.parser.ast.Operation.DistinctTest;
import io.trefoil.sql.parser.ast.Operation.DocumentTest;
import io.trefoil.sql.parser.ast.Operation.Not;
import io.trefoil.sql.parser.ast.Operation.NullTest;
import io.trefoil.sql.parser.ast.Operation.Truth;
import io.trefoil.sql.parser.ast.Reference.ColumnReference;
import io.trefoil.sql.parser.ast.Reference.IndirectionExpression;
import io.trefoil.sql.parser.ast.Reference.Parameter;
import io.trefoil.sql.parser.ast.SelectStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression is built of: literals, columns, parentheses, CASE, constructors, subqueries, and the IS tests. */
final class PrimaryGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    PrimaryGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /**
     * What an opening parenthesis turned out to hold: a whole query, its closing parenthesis consumed, or the first
     * expression of a list that goes on. Exactly one is set.
     */
    record Opened(@Nullable SelectStatement query, @Nullable Expression first) {
        Expression firstExpression() {
            if (first == null) {
                throw new IllegalStateException("a query was opened, not an expression");
            }
            return first;
        }
    }

    /** A primary expression (c_expr). */
    Expression primary(int mode) {
        int position = tokens.start();
        return switch (tokens.kind()) {
            case INTEGER_CONSTANT -> new IntegerLiteral(tokens.integer(), position);
            case NUMERIC_CONSTANT -> {
                String text = tokens.slice();
                tokens.advance();
                yield new NumericLiteral(text, position);
            }
            case STRING_CONSTANT -> new StringLiteral(tokens.string(), position);
            case BIT_CONSTANT -> bitString(false, position);
            case HEXADECIMAL_CONSTANT -> bitString(true, position);
            case TRUE -> {
                tokens.advance();
                yield new BooleanLiteral(true, position);
            }
            case FALSE -> {
                tokens.advance();
                yield new BooleanLiteral(false, position);
            }
            case NULL -> {
                tokens.advance();
                yield new NullLiteral(position);
            }
            case PARAMETER_MARKER -> {
                Parameter parameter = new Parameter(tokens.parameterNumber(), position);
                tokens.advance();
                yield withIndirection(parameter);
            }
            case LEFT_PARENTHESIS -> parenthesized(mode, position);
            case CASE -> caseExpression(position);
            case ARRAY -> array(position);
            case EXISTS -> tokens.isNext(TokenKind.LEFT_PARENTHESIS) ? exists(position) : named();
            case ROW -> tokens.isNext(TokenKind.LEFT_PARENTHESIS) ? row(mode, position) : named();
            case IDENTIFIER -> named();
            default -> {
                Expression special = grammar.calls.special();
                yield special == null ? named() : special;
            }
        };
    }

    /** A constant (AexprConst), where the grammar takes nothing else. */
    Expression constant() {
        Expression value = primary(ExpressionGrammar.RESTRICTED);
        boolean typed = value instanceof Cast cast && cast.syntax() == CastSyntax.LITERAL;
        if (!typed && !(value instanceof Literal)) {
            throw tokens.syntaxError();
        }
        return value;
    }

    /** Binary digits are kept as written; bit_in checks them later. */
    private Expression bitString(boolean hexadecimal, int position) {
        String digits = tokens.stringValue();
        tokens.advance();
        return new BitStringLiteral(digits, hexadecimal, position);
    }

    private Expression exists(int position) {
        tokens.advance();
        return new Exists(grammar.queries.inParentheses(), position);
    }

    private Expression caseExpression(int position) {
        tokens.advance();
        Expression operand = tokens.is(TokenKind.WHEN) ? null : grammar.expressions.expression();
        List<CaseWhen> branches = new ArrayList<>(2);
        do {
            int at = tokens.start();
            tokens.expect(TokenKind.WHEN);
            Expression condition = grammar.expressions.expression();
            tokens.expect(TokenKind.THEN);
            branches.add(new CaseWhen(condition, grammar.expressions.expression(), at));
        } while (tokens.is(TokenKind.WHEN));
        Expression otherwise = tokens.accept(TokenKind.ELSE) ? grammar.expressions.expression() : null;
        tokens.expect(TokenKind.END);
        return new Case(operand, List.copyOf(branches), otherwise, position);
    }

    private Expression array(int position) {
        tokens.advance();
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return new ArraySubquery(grammar.queries.inParentheses(), position);
        }
        return arrayElements(position);
    }

    private Expression arrayElements(int position) {
        tokens.enter();
        tokens.expect(TokenKind.LEFT_BRACKET);
        List<Expression> elements = List.of();
        if (tokens.is(TokenKind.LEFT_BRACKET)) {
            List<Expression> nested = new ArrayList<>();
            do {
                nested.add(arrayElements(tokens.start()));
            } while (tokens.accept(TokenKind.COMMA));
            elements = List.copyOf(nested);
        } else if (!tokens.is(TokenKind.RIGHT_BRACKET)) {
            elements = grammar.expressions.list();
        }
        tokens.expect(TokenKind.RIGHT_BRACKET);
        tokens.leave();
        return new ArrayConstructor(elements, position);
    }

    private Expression row(int mode, int position) {
        return overlaps(explicitRow(position), mode);
    }

    private RowConstructor explicitRow(int position) {
        tokens.advance();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Expression> elements = tokens.is(TokenKind.RIGHT_PARENTHESIS) ? List.of() : grammar.expressions.list();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new RowConstructor(elements, true, position);
    }

    /** {@code row OVERLAPS row} is the only use of OVERLAPS, and takes nothing but rows. */
    private Expression overlaps(RowConstructor left, int mode) {
        if (!tokens.is(TokenKind.OVERLAPS) || (mode & ExpressionGrammar.RESTRICTED) != 0) {
            return left;
        }
        int operator = tokens.start();
        tokens.advance();
        int start = tokens.start();
        RowConstructor right;
        if (tokens.is(TokenKind.ROW)) {
            right = explicitRow(start);
        } else {
            tokens.expect(TokenKind.LEFT_PARENTHESIS);
            Expression first = grammar.expressions.expression();
            if (!tokens.is(TokenKind.COMMA)) {
                throw tokens.syntaxError();
            }
            right = new RowConstructor(restOfList(first), false, start);
        }
        checkOverlaps(left, "left");
        checkOverlaps(right, "right");
        return ExpressionGrammar.sqlCall(
                "overlaps",
                operator,
                left.elements().get(0),
                left.elements().get(1),
                right.elements().get(0),
                right.elements().get(1));
    }

    private void checkOverlaps(RowConstructor row, String side) {
        if (row.elements().size() != 2) {
            throw tokens.error(
                    row.position(), "wrong number of parameters on " + side + " side of OVERLAPS expression");
        }
    }

    private Expression parenthesized(int mode, int position) {
        tokens.enter();
        Opened opened = open();
        tokens.leave();
        SelectStatement query = opened.query();
        if (query != null) {
            return withIndirection(new ScalarSubquery(query, position));
        }
        Expression first = opened.firstExpression();
        if (tokens.is(TokenKind.COMMA)) {
            return overlaps(new RowConstructor(restOfList(first), false, position), mode);
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return withIndirection(first);
    }

    /**
     * Opens a parenthesis that may hold a query or expressions. Nested parentheses are only told apart when something
     * other than a parenthesis follows, as in {@code ((SELECT 1) + 2)}.
     */
    Opened open() {
        int position = tokens.start();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        if (grammar.queries.starts()) {
            SelectStatement query = grammar.queries.select();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return new Opened(query, null);
        }
        if (!tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return new Opened(null, grammar.expressions.expression());
        }
        tokens.enter();
        int innerPosition = tokens.start();
        Opened inner = open();
        tokens.leave();
        SelectStatement query = inner.query();
        if (query == null) {
            Expression first = closeParenthesis(inner.firstExpression(), innerPosition);
            return new Opened(null, grammar.expressions.continueFrom(first, 0, 0));
        }
        if (grammar.queries.continues()) {
            SelectStatement whole = grammar.queries.continueFrom(query, position);
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return new Opened(whole, null);
        }
        if (tokens.accept(TokenKind.RIGHT_PARENTHESIS)) {
            return inner;
        }
        Expression subquery = withIndirection(new ScalarSubquery(query, innerPosition));
        return new Opened(null, grammar.expressions.continueFrom(subquery, 0, 0));
    }

    private Expression closeParenthesis(Expression first, int position) {
        if (tokens.is(TokenKind.COMMA)) {
            return overlaps(new RowConstructor(restOfList(first), false, position), 0);
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return withIndirection(first);
    }

    /** The rest of a parenthesised list after its first element, with the closing parenthesis. */
    List<Expression> restOfList(Expression first) {
        if (tokens.accept(TokenKind.RIGHT_PARENTHESIS)) {
            return List.of(first);
        }
        List<Expression> items = new ArrayList<>();
        items.add(first);
        while (tokens.accept(TokenKind.COMMA)) {
            items.add(grammar.expressions.expression());
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(items);
    }

    /** A column, a function call or a constant of a named type: everything that starts with a name. */
    private Expression named() {
        int position = tokens.start();
        TokenKind kind = tokens.kind();
        boolean mayCall = kind.isTypeOrFunctionName();
        if (!mayCall && !kind.isColumnName()) {
            throw tokens.syntaxError();
        }
        String name = grammar.names.take();
        TokenKind next = tokens.kind();
        if (mayCall && (next == TokenKind.LEFT_PARENTHESIS || next == TokenKind.STRING_CONSTANT)) {
            return grammar.calls.callOrConstant(List.of(name), position);
        }
        if (!kind.isColumnName()) {
            throw tokens.syntaxError();
        }
        if (next != TokenKind.DOT && next != TokenKind.LEFT_BRACKET) {
            return new ColumnReference(List.of(name), false, position);
        }
        return qualified(name, position);
    }

    private Expression qualified(String first, int position) {
        List<Indirection> steps = indirection();
        int fields = 0;
        while (fields < steps.size() && steps.get(fields) instanceof Indirection.Field) {
            fields++;
        }
        List<String> names = new ArrayList<>(fields + 1);
        names.add(first);
        for (int i = 0; i < fields; i++) {
            if (steps.get(i) instanceof Indirection.Field field) {
                names.add(field.name());
            }
        }
        TokenKind next = tokens.kind();
        boolean called = next == TokenKind.LEFT_PARENTHESIS || next == TokenKind.STRING_CONSTANT;
        if (called && fields == steps.size()) {
            return grammar.calls.callOrConstant(List.copyOf(names), position);
        }
        if (called) {
            throw tokens.syntaxError();
        }
        if (fields == steps.size()) {
            return new ColumnReference(List.copyOf(names), false, position);
        }
        if (fields == steps.size() - 1 && steps.get(fields) instanceof Indirection.Star) {
            return new ColumnReference(List.copyOf(names), true, position);
        }
        // PostgreSQL keeps the fields before the first subscript in the column's name.
        ColumnReference column = new ColumnReference(List.copyOf(names), false, position);
        return new IndirectionExpression(column, List.copyOf(steps.subList(fields, steps.size())), position);
    }

    private Expression withIndirection(Expression operand) {
        if (!tokens.is(TokenKind.DOT) && !tokens.is(TokenKind.LEFT_BRACKET)) {
            return operand;
        }
        return new IndirectionExpression(operand, indirection(), operand.position());
    }

    /** Fields, stars, subscripts and slices, as many as follow; a star may only be the last. */
    List<Indirection> indirection() {
        List<Indirection> steps = new ArrayList<>(2);
        boolean starInside = false;
        while (true) {
            int position = tokens.start();
            if (tokens.accept(TokenKind.DOT)) {
                if (tokens.accept(TokenKind.STAR)) {
                    steps.add(new Indirection.Star(position));
                } else {
                    steps.add(new Indirection.Field(grammar.names.label(), position));
                }
            } else if (tokens.accept(TokenKind.LEFT_BRACKET)) {
                steps.add(subscript());
            } else {
                break;
            }
            int before = steps.size() - 2;
            starInside |= before >= 0 && steps.get(before) instanceof Indirection.Star;
        }
        if (starInside) {
            throw tokens.near("improper use of \"*\"");
        }
        return List.copyOf(steps);
    }

    private Indirection subscript() {
        Expression lower = tokens.is(TokenKind.COLON) ? null : grammar.expressions.expression();
        if (lower != null && tokens.accept(TokenKind.RIGHT_BRACKET)) {
            return new Indirection.Subscript(lower);
        }
        tokens.expect(TokenKind.COLON);
        Expression upper = tokens.is(TokenKind.RIGHT_BRACKET) ? null : grammar.expressions.expression();
        tokens.expect(TokenKind.RIGHT_BRACKET);
        return new Indirection.Slice(lower, upper);
    }

    /** What follows IS. */
    Expression test(Expression operand, int mode, int position) {
        boolean negated = tokens.accept(TokenKind.NOT);
        if ((mode & ExpressionGrammar.RESTRICTED) != 0
                && !tokens.is(TokenKind.DISTINCT)
                && !tokens.is(TokenKind.DOCUMENT)) {
            throw tokens.syntaxError();
        }
        TokenKind word = tokens.kind();
        if (!isTestWord(word)) {
            throw tokens.syntaxError();
        }
        tokens.advance();
        return switch (word) {
            case NULL -> new NullTest(operand, negated, position);
            case TRUE -> new BooleanTest(operand, Truth.TRUE, negated, position);
            case FALSE -> new BooleanTest(operand, Truth.FALSE, negated, position);
            case UNKNOWN -> new BooleanTest(operand, Truth.UNKNOWN, negated, position);
            case DOCUMENT -> new DocumentTest(operand, negated, position);
            case NORMALIZED -> normalized(ExpressionGrammar.sqlCall("is_normalized", position, operand), negated);
            case NFC -> normalized(operand, "NFC", negated, position);
            case NFD -> normalized(operand, "NFD", negated, position);
            case NFKC -> normalized(operand, "NFKC", negated, position);
            case NFKD -> normalized(operand, "NFKD", negated, position);
            default -> {
                tokens.expect(TokenKind.FROM);
                Expression right = grammar.expressions.parse(Precedence.IS + 1, mode);
                grammar.expressions.rejectSameLevel(Precedence.IS, mode);
                yield new DistinctTest(operand, right, negated, position);
            }
        };
    }

    private static boolean isTestWord(TokenKind kind) {
        return switch (kind) {
            case NULL, TRUE, FALSE, UNKNOWN, DOCUMENT, DISTINCT, NORMALIZED, NFC, NFD, NFKC, NFKD -> true;
            default -> false;
        };
    }

    private Expression normalized(Expression operand, String form, boolean negated, int position) {
        Expression name = new StringLiteral(form, tokens.start());
        tokens.expect(TokenKind.NORMALIZED);
        return normalized(ExpressionGrammar.sqlCall("is_normalized", position, operand, name), negated);
    }

    private static Expression normalized(Expression call, boolean negated) {
        return negated ? new Not(call, call.position()) : call;
    }
}
