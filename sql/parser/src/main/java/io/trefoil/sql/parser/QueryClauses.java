package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Literal.NullLiteral;
import io.trefoil.sql.parser.ast.Operation.UnaryOperation;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SelectStatement.Body;
import io.trefoil.sql.parser.ast.SelectStatement.Limit;
import io.trefoil.sql.parser.ast.SelectStatement.LockStrength;
import io.trefoil.sql.parser.ast.SelectStatement.LockWait;
import io.trefoil.sql.parser.ast.SelectStatement.LockingClause;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.parser.ast.WithClause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clauses after a query body: ORDER BY, LIMIT, OFFSET, FETCH, FOR UPDATE; the last two kinds in either order. */
final class QueryClauses {
    private final Grammar grammar;
    private final Tokens tokens;

    private List<SortItem> orderBy = List.of();
    private @Nullable Expression count;
    private @Nullable Expression offset;
    private boolean withTies;
    private int limitPosition = -1;
    private int countPosition = -1;
    private int offsetPosition = -1;
    private List<LockingClause> locking = List.of();

    QueryClauses(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    SelectStatement around(@Nullable WithClause with, Body body, int position) {
        read();
        Limit limit = limitPosition < 0 ? null : new Limit(count, offset, withTies, limitPosition);
        checkTies(orderBy, limit, locking);
        return new SelectStatement(with, body, orderBy, limit, locking, position);
    }

    /** Adds the clauses to a query that may come with its own, out of parentheses. */
    SelectStatement around(@Nullable WithClause with, SelectStatement query, int position) {
        read();
        if (with == null && orderBy.isEmpty() && limitPosition < 0 && locking.isEmpty()) {
            return query;
        }
        if (!orderBy.isEmpty() && !query.orderBy().isEmpty()) {
            throw tokens.error(orderBy.get(0).position(), "multiple ORDER BY clauses not allowed");
        }
        Limit merged = merge(query.limit());
        if (with != null && query.with() != null) {
            throw tokens.error(with.position(), "multiple WITH clauses not allowed");
        }
        List<SortItem> order = orderBy.isEmpty() ? query.orderBy() : orderBy;
        List<LockingClause> locks = new ArrayList<>(query.locking());
        locks.addAll(locking);
        checkTies(order, merged, locks);
        return new SelectStatement(
                with == null ? query.with() : with, query.body(), order, merged, List.copyOf(locks), position);
    }

    private @Nullable Limit merge(@Nullable Limit inner) {
        if (inner == null) {
            return limitPosition < 0 ? null : new Limit(count, offset, withTies, limitPosition);
        }
        if (offset != null && inner.offset() != null) {
            throw tokens.error(offsetPosition, "multiple OFFSET clauses not allowed");
        }
        if (count != null && inner.count() != null) {
            throw tokens.error(countPosition, "multiple LIMIT clauses not allowed");
        }
        return new Limit(
                count == null ? inner.count() : count,
                offset == null ? inner.offset() : offset,
                withTies || inner.withTies(),
                inner.position());
    }

    private void checkTies(List<SortItem> order, @Nullable Limit limit, List<LockingClause> locks) {
        if (limit == null || !limit.withTies()) {
            return;
        }
        if (order.isEmpty()) {
            throw tokens.error(-1, "WITH TIES cannot be specified without ORDER BY clause");
        }
        for (LockingClause lock : locks) {
            if (lock.waiting() == LockWait.SKIP_LOCKED) {
                throw tokens.error(-1, "SKIP LOCKED and WITH TIES options cannot be used together");
            }
        }
    }

    private void read() {
        orderBy = grammar.queries.optionalOrderBy();
        if (tokens.is(TokenKind.FOR)) {
            lock();
            limits();
        } else {
            limits();
            if (limitPosition >= 0 && tokens.is(TokenKind.FOR)) {
                lock();
            }
        }
    }

    private void limits() {
        while (true) {
            int position = tokens.start();
            switch (tokens.kind()) {
                case LIMIT -> {
                    if (countPosition >= 0) {
                        return;
                    }
                    tokens.advance();
                    limit(position);
                }
                case FETCH -> {
                    if (countPosition >= 0) {
                        return;
                    }
                    tokens.advance();
                    fetch(position);
                }
                case OFFSET -> {
                    if (offsetPosition >= 0) {
                        return;
                    }
                    tokens.advance();
                    offsetPosition = tokens.start();
                    offset = offset();
                }
                default -> {
                    return;
                }
            }
            if (limitPosition < 0) {
                limitPosition = position;
            }
        }
    }

    private void limit(int keyword) {
        countPosition = tokens.start();
        if (tokens.accept(TokenKind.ALL)) {
            count = new NullLiteral(countPosition);
        } else {
            count = grammar.expressions.expression();
        }
        if (tokens.accept(TokenKind.COMMA)) {
            grammar.expressions.expression();
            throw tokens.error(keyword, "LIMIT #,# syntax is not supported")
                    .withHint("Use separate LIMIT and OFFSET clauses.");
        }
    }

    private void fetch(int keyword) {
        countPosition = keyword;
        if (!tokens.accept(TokenKind.FIRST)) {
            tokens.expect(TokenKind.NEXT);
        }
        if (tokens.is(TokenKind.ROW) && !isRowValue() || tokens.is(TokenKind.ROWS) && !isRowsName()) {
            count = CallGrammar.one();
        } else {
            countPosition = tokens.start();
            count = fetchCount();
        }
        if (!tokens.accept(TokenKind.ROW)) {
            tokens.expect(TokenKind.ROWS);
        }
        if (!tokens.accept(TokenKind.ONLY)) {
            tokens.expect(TokenKind.WITH, TokenKind.TIES);
            withTies = true;
        }
    }

    private boolean isRowValue() {
        return tokens.isNext(TokenKind.LEFT_PARENTHESIS);
    }

    private boolean isRowsName() {
        return tokens.isNext(TokenKind.ROW) || tokens.isNext(TokenKind.ROWS);
    }

    /** A primary expression or a signed constant (select_fetch_first_value). */
    private Expression fetchCount() {
        int position = tokens.start();
        if (tokens.is(TokenKind.PLUS) || tokens.is(TokenKind.MINUS)) {
            boolean minus = tokens.advance() == TokenKind.MINUS;
            if (!tokens.is(TokenKind.INTEGER_CONSTANT) && !tokens.is(TokenKind.NUMERIC_CONSTANT)) {
                throw tokens.syntaxError();
            }
            Expression constant = grammar.primaries.primary(0);
            return minus
                    ? ExpressionGrammar.negate(constant, position)
                    : new UnaryOperation(Precedence.PLUS_NAME, constant, position);
        }
        return grammar.primaries.primary(0);
    }

    /** {@code OFFSET expression}, or {@code OFFSET count ROWS}, where count is no more than a primary expression. */
    private Expression offset() {
        if (tokens.is(TokenKind.PLUS) || tokens.is(TokenKind.MINUS)) {
            TokenKind constant = tokens.kindAhead(1);
            TokenKind after = tokens.kindAhead(2);
            boolean signed = constant == TokenKind.INTEGER_CONSTANT || constant == TokenKind.NUMERIC_CONSTANT;
            if (signed && (after == TokenKind.ROW || after == TokenKind.ROWS)) {
                Expression value = fetchCount();
                tokens.advance();
                return value;
            }
            return grammar.expressions.expression();
        }
        return switch (tokens.kind()) {
            case NOT, NOT_BEFORE_COMPARISON, OPERATOR_SYMBOL, OPERATOR, DEFAULT, UNIQUE ->
                grammar.expressions.expression();
            default -> {
                Expression primary = grammar.primaries.primary(0);
                if (tokens.accept(TokenKind.ROW) || tokens.accept(TokenKind.ROWS)) {
                    yield primary;
                }
                yield grammar.expressions.continueFrom(primary, 0, 0);
            }
        };
    }

    private void lock() {
        if (tokens.kindAhead(1) == TokenKind.READ) {
            tokens.advance();
            tokens.advance();
            tokens.expect(TokenKind.ONLY);
            return;
        }
        List<LockingClause> clauses = new ArrayList<>(1);
        while (tokens.accept(TokenKind.FOR)) {
            LockStrength strength = strength();
            List<QualifiedName> tables = tokens.accept(TokenKind.OF) ? grammar.names.relations() : List.of();
            LockWait waiting = LockWait.BLOCK;
            if (tokens.accept(TokenKind.NOWAIT)) {
                waiting = LockWait.NOWAIT;
            } else if (tokens.acceptPair(TokenKind.SKIP, TokenKind.LOCKED)) {
                waiting = LockWait.SKIP_LOCKED;
            }
            clauses.add(new LockingClause(strength, tables, waiting));
        }
        locking = List.copyOf(clauses);
    }

    private LockStrength strength() {
        if (tokens.accept(TokenKind.UPDATE)) {
            return LockStrength.UPDATE;
        }
        if (tokens.acceptPair(TokenKind.NO, TokenKind.KEY)) {
            tokens.expect(TokenKind.UPDATE);
            return LockStrength.NO_KEY_UPDATE;
        }
        if (tokens.acceptPair(TokenKind.KEY, TokenKind.SHARE)) {
            return LockStrength.KEY_SHARE;
        }
        tokens.expect(TokenKind.SHARE);
        return LockStrength.SHARE;
    }
}
