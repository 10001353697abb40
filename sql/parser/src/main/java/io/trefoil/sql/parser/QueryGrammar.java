package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.Operation.OperatorName;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Reference.ColumnReference;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SelectStatement.Body;
import io.trefoil.sql.parser.ast.SelectStatement.Distinct;
import io.trefoil.sql.parser.ast.SelectStatement.GroupItem;
import io.trefoil.sql.parser.ast.SelectStatement.IntoClause;
import io.trefoil.sql.parser.ast.SelectStatement.SelectCore;
import io.trefoil.sql.parser.ast.SelectStatement.SetOperation;
import io.trefoil.sql.parser.ast.SelectStatement.SetOperator;
import io.trefoil.sql.parser.ast.SelectStatement.Values;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.parser.ast.SortItem.Direction;
import io.trefoil.sql.parser.ast.SortItem.NullsOrder;
import io.trefoil.sql.parser.ast.TableOptions.Persistence;
import io.trefoil.sql.parser.ast.TargetItem;
import io.trefoil.sql.parser.ast.Window;
import io.trefoil.sql.parser.ast.WithClause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SELECT, VALUES, TABLE and their combinations. */
final class QueryGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    QueryGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** Whether a query without leading parenthesis starts here. */
    boolean starts() {
        return switch (tokens.kind()) {
            case SELECT, TABLE, WITH, WITH_BEFORE_TIME -> true;
            case VALUES -> tokens.isNext(TokenKind.LEFT_PARENTHESIS);
            default -> false;
        };
    }

    /** Whether a parenthesised query goes on here: a set operation or a clause that follows a query. */
    boolean continues() {
        return switch (tokens.kind()) {
            case UNION, INTERSECT, EXCEPT, ORDER, LIMIT, OFFSET, FETCH, FOR -> true;
            default -> false;
        };
    }

    /** {@code (query)} */
    SelectStatement inParentheses() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        SelectStatement query = select();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return query;
    }

    /** A query with everything that may stand around it (SelectStmt). */
    SelectStatement select() {
        int position = tokens.start();
        WithClause with = optionalWith();
        return afterWith(with, position);
    }

    @Nullable
    WithClause optionalWith() {
        if (!tokens.is(TokenKind.WITH) && !tokens.is(TokenKind.WITH_BEFORE_TIME)) {
            return null;
        }
        return new WithGrammar(grammar).clause();
    }

    SelectStatement afterWith(@Nullable WithClause with, int position) {
        tokens.enter();
        SelectStatement result;
        if (!tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            Body body = body();
            if (setLevel() == 0) {
                result = new QueryClauses(grammar).around(with, body, position);
                tokens.leave();
                return result;
            }
            result = plain(body, position);
        } else {
            result = inParentheses();
        }
        result = setOperations(result, 1);
        result = new QueryClauses(grammar).around(with, result, position);
        tokens.leave();
        return result;
    }

    /** Goes on after a parenthesised query. */
    SelectStatement continueFrom(SelectStatement left, int position) {
        return new QueryClauses(grammar).around(null, setOperations(left, 1), position);
    }

    private static SelectStatement plain(Body body, int position) {
        return new SelectStatement(null, body, List.of(), null, List.of(), position);
    }

    private int setLevel() {
        return switch (tokens.kind()) {
            case UNION, EXCEPT -> 1;
            case INTERSECT -> 2;
            default -> 0;
        };
    }

    private SelectStatement setOperations(SelectStatement first, int minimum) {
        SelectStatement left = first;
        int links = 0;
        for (int level = setLevel(); level >= minimum; level = setLevel()) {
            tokens.checkChain(++links);
            int position = tokens.start();
            SetOperator operator = switch (tokens.advance()) {
                case UNION -> SetOperator.UNION;
                case INTERSECT -> SetOperator.INTERSECT;
                default -> SetOperator.EXCEPT;
            };
            boolean all = tokens.accept(TokenKind.ALL);
            if (!all) {
                tokens.accept(TokenKind.DISTINCT);
            }
            int rightPosition = tokens.start();
            SelectStatement right =
                    tokens.is(TokenKind.LEFT_PARENTHESIS) ? inParentheses() : plain(body(), rightPosition);
            right = setOperations(right, level + 1);
            left = plain(new SetOperation(operator, all, left, right, position), left.position());
        }
        return left;
    }

    private Body body() {
        int position = tokens.start();
        return switch (tokens.kind()) {
            case SELECT -> core(position);
            case VALUES -> values(position);
            case TABLE -> {
                tokens.advance();
                int at = tokens.start();
                FromItem table = grammar.from.table();
                TargetItem star = new TargetItem(new ColumnReference(List.of(), true, position), null, position);
                yield new SelectCore(
                        null,
                        List.of(star),
                        null,
                        List.of(table),
                        null,
                        List.of(),
                        false,
                        null,
                        List.of(),
                        Math.min(position, at));
            }
            default -> throw tokens.syntaxError();
        };
    }

    private Values values(int position) {
        tokens.advance();
        List<List<Expression>> rows = new ArrayList<>(1);
        do {
            tokens.expect(TokenKind.LEFT_PARENTHESIS);
            rows.add(grammar.expressions.list());
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        } while (tokens.accept(TokenKind.COMMA));
        return new Values(List.copyOf(rows), position);
    }

    private SelectCore core(int position) {
        tokens.advance();
        Distinct distinct = null;
        if (tokens.is(TokenKind.DISTINCT)) {
            distinct = distinct();
        } else {
            tokens.accept(TokenKind.ALL);
        }
        List<TargetItem> targets = distinct == null && Precedence.endsTarget(tokens.kind()) ? List.of() : targets();
        IntoClause into = tokens.accept(TokenKind.INTO) ? into() : null;
        List<FromItem> from = tokens.accept(TokenKind.FROM) ? grammar.from.items() : List.of();
        Expression where = optionalWhere();
        List<GroupItem> groupBy = List.of();
        boolean groupDistinct = false;
        if (tokens.acceptPair(TokenKind.GROUP, TokenKind.BY)) {
            groupDistinct = tokens.accept(TokenKind.DISTINCT);
            if (!groupDistinct) {
                tokens.accept(TokenKind.ALL);
            }
            groupBy = new GroupGrammar(grammar).items();
        }
        Expression having = tokens.accept(TokenKind.HAVING) ? grammar.expressions.expression() : null;
        List<Window> windows = tokens.accept(TokenKind.WINDOW) ? new WindowGrammar(grammar).definitions() : List.of();
        return new SelectCore(distinct, targets, into, from, where, groupBy, groupDistinct, having, windows, position);
    }

    @Nullable
    Expression optionalWhere() {
        return tokens.accept(TokenKind.WHERE) ? grammar.expressions.expression() : null;
    }

    private Distinct distinct() {
        tokens.advance();
        if (!tokens.accept(TokenKind.ON)) {
            return new Distinct(List.of());
        }
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Expression> on = grammar.expressions.list();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new Distinct(on);
    }

    /** The list after SELECT or RETURNING. */
    List<TargetItem> targets() {
        TargetItem first = target();
        if (!tokens.is(TokenKind.COMMA)) {
            return List.of(first);
        }
        List<TargetItem> targets = new ArrayList<>();
        targets.add(first);
        while (tokens.accept(TokenKind.COMMA)) {
            targets.add(target());
        }
        return List.copyOf(targets);
    }

    private TargetItem target() {
        int position = tokens.start();
        if (tokens.accept(TokenKind.STAR)) {
            return new TargetItem(new ColumnReference(List.of(), true, position), null, position);
        }
        Expression expression = grammar.expressions.parse(0, ExpressionGrammar.LABEL_MAY_FOLLOW);
        String alias = null;
        if (tokens.accept(TokenKind.AS)) {
            alias = grammar.names.label();
        } else if (tokens.kind().isBareLabel()) {
            alias = grammar.names.take();
        }
        return new TargetItem(expression, alias, position);
    }

    /** What follows INTO: a new table's name with the words for how long it lives. */
    IntoClause into() {
        Persistence persistence = Persistence.PERMANENT;
        TokenKind next = tokens.kindAhead(1);
        // Alone, these words are the table's name.
        boolean nameFollows = next == TokenKind.TABLE || next.isColumnName();
        switch (tokens.kind()) {
            case LOCAL, GLOBAL -> {
                if (next == TokenKind.TEMPORARY || next == TokenKind.TEMP) {
                    tokens.advance();
                    tokens.advance();
                    persistence = Persistence.TEMPORARY;
                }
            }
            case TEMPORARY, TEMP -> {
                if (nameFollows) {
                    tokens.advance();
                    persistence = Persistence.TEMPORARY;
                }
            }
            case UNLOGGED -> {
                if (nameFollows) {
                    tokens.advance();
                    persistence = Persistence.UNLOGGED;
                }
            }
            default -> {}
        }
        tokens.accept(TokenKind.TABLE);
        QualifiedName name = grammar.names.relation();
        return new IntoClause(name, persistence);
    }

    /** {@code [ORDER BY item, ...]} */
    List<SortItem> optionalOrderBy() {
        if (!tokens.acceptPair(TokenKind.ORDER, TokenKind.BY)) {
            return List.of();
        }
        SortItem first = sortItem();
        if (!tokens.is(TokenKind.COMMA)) {
            return List.of(first);
        }
        List<SortItem> items = new ArrayList<>();
        items.add(first);
        while (tokens.accept(TokenKind.COMMA)) {
            items.add(sortItem());
        }
        return List.copyOf(items);
    }

    private SortItem sortItem() {
        int position = tokens.start();
        Expression expression = grammar.expressions.expression();
        if (tokens.accept(TokenKind.USING)) {
            OperatorName using = grammar.names.operator();
            return new SortItem(expression, Direction.USING, using, nullsOrder(), position);
        }
        return new SortItem(expression, direction(), null, nullsOrder(), position);
    }

    Direction direction() {
        if (tokens.accept(TokenKind.ASC)) {
            return Direction.ASCENDING;
        }
        return tokens.accept(TokenKind.DESC) ? Direction.DESCENDING : Direction.DEFAULT;
    }

    NullsOrder nullsOrder() {
        if (!tokens.accept(TokenKind.NULLS_BEFORE_ORDER)) {
            return NullsOrder.DEFAULT;
        }
        return tokens.advance() == TokenKind.FIRST ? NullsOrder.FIRST : NullsOrder.LAST;
    }
}
