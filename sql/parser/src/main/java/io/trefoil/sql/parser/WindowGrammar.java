package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.parser.ast.Window;
import io.trefoil.sql.parser.ast.Window.Bound;
import io.trefoil.sql.parser.ast.Window.BoundKind;
import io.trefoil.sql.parser.ast.Window.Exclusion;
import io.trefoil.sql.parser.ast.Window.Frame;
import io.trefoil.sql.parser.ast.Window.FrameUnit;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OVER (...) and the WINDOW clause. */
final class WindowGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    WindowGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** {@code name AS (...), ...} */
    List<Window> definitions() {
        List<Window> windows = new ArrayList<>(1);
        do {
            String name = grammar.names.column();
            tokens.expect(TokenKind.AS);
            windows.add(specification(name));
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(windows);
    }

    Window specification(@Nullable String name) {
        int position = tokens.start();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        String base = isBaseName() ? grammar.names.column() : null;
        List<Expression> partitionBy = List.of();
        if (tokens.acceptPair(TokenKind.PARTITION, TokenKind.BY)) {
            partitionBy = grammar.expressions.list();
        }
        List<SortItem> orderBy = grammar.queries.optionalOrderBy();
        Frame frame = switch (tokens.kind()) {
            case RANGE -> frame(FrameUnit.RANGE);
            case ROWS -> frame(FrameUnit.ROWS);
            case GROUPS -> frame(FrameUnit.GROUPS);
            default -> null;
        };
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new Window(name, false, base, partitionBy, orderBy, frame, position);
    }

    private boolean isBaseName() {
        return switch (tokens.kind()) {
            case PARTITION, RANGE, ROWS, GROUPS -> false;
            default -> tokens.kind().isColumnName();
        };
    }

    private Frame frame(FrameUnit unit) {
        tokens.advance();
        int position = tokens.start();
        Bound start;
        Bound end = null;
        if (tokens.accept(TokenKind.BETWEEN)) {
            position = tokens.start();
            start = bound();
            tokens.expect(TokenKind.AND);
            int endPosition = tokens.start();
            end = bound();
            checkStart(start, position);
            checkRange(start, end, position, endPosition);
        } else {
            start = bound();
            checkStart(start, position);
            if (start.kind() == BoundKind.OFFSET_FOLLOWING) {
                throw error(position, "frame starting from following row cannot end with current row");
            }
        }
        return new Frame(unit, start, end, exclusion());
    }

    private Bound bound() {
        if (tokens.is(TokenKind.UNBOUNDED)) {
            TokenKind next = tokens.kindAhead(1);
            if (next == TokenKind.PRECEDING || next == TokenKind.FOLLOWING) {
                tokens.advance();
                tokens.advance();
                return new Bound(
                        next == TokenKind.PRECEDING ? BoundKind.UNBOUNDED_PRECEDING : BoundKind.UNBOUNDED_FOLLOWING,
                        null);
            }
        }
        if (tokens.accept(TokenKind.CURRENT, TokenKind.ROW)) {
            return new Bound(BoundKind.CURRENT_ROW, null);
        }
        Expression offset = grammar.expressions.expression();
        if (tokens.accept(TokenKind.PRECEDING)) {
            return new Bound(BoundKind.OFFSET_PRECEDING, offset);
        }
        tokens.expect(TokenKind.FOLLOWING);
        return new Bound(BoundKind.OFFSET_FOLLOWING, offset);
    }

    private void checkStart(Bound start, int position) {
        if (start.kind() == BoundKind.UNBOUNDED_FOLLOWING) {
            throw error(position, "frame start cannot be UNBOUNDED FOLLOWING");
        }
    }

    private void checkRange(Bound start, Bound end, int startPosition, int endPosition) {
        if (end.kind() == BoundKind.UNBOUNDED_PRECEDING) {
            throw error(endPosition, "frame end cannot be UNBOUNDED PRECEDING");
        }
        if (start.kind() == BoundKind.CURRENT_ROW && end.kind() == BoundKind.OFFSET_PRECEDING) {
            throw error(endPosition, "frame starting from current row cannot have preceding rows");
        }
        if (start.kind() == BoundKind.OFFSET_FOLLOWING
                && (end.kind() == BoundKind.OFFSET_PRECEDING || end.kind() == BoundKind.CURRENT_ROW)) {
            throw error(endPosition, "frame starting from following row cannot have preceding rows");
        }
    }

    private RuntimeException error(int position, String message) {
        return tokens.error(position, SqlState.WINDOWING_ERROR, message);
    }

    private Exclusion exclusion() {
        if (!tokens.accept(TokenKind.EXCLUDE)) {
            return Exclusion.NO_OTHERS;
        }
        switch (tokens.kind()) {
            case CURRENT -> {
                tokens.advance();
                tokens.expect(TokenKind.ROW);
                return Exclusion.CURRENT_ROW;
            }
            case GROUP -> {
                tokens.advance();
                return Exclusion.GROUP;
            }
            case TIES -> {
                tokens.advance();
                return Exclusion.TIES;
            }
            case NO -> {
                tokens.advance();
                tokens.expect(TokenKind.OTHERS);
                return Exclusion.NO_OTHERS;
            }
            default -> throw tokens.syntaxError();
        }
    }
}
