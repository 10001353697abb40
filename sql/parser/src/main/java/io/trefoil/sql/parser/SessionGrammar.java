package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.SessionStatement.Close;
import io.trefoil.sql.parser.ast.SessionStatement.Deallocate;
import io.trefoil.sql.parser.ast.SessionStatement.DeclareCursor;
import io.trefoil.sql.parser.ast.SessionStatement.Discard;
import io.trefoil.sql.parser.ast.SessionStatement.DiscardTarget;
import io.trefoil.sql.parser.ast.SessionStatement.Execute;
import io.trefoil.sql.parser.ast.SessionStatement.Fetch;
import io.trefoil.sql.parser.ast.SessionStatement.FetchDirection;
import io.trefoil.sql.parser.ast.SessionStatement.Listen;
import io.trefoil.sql.parser.ast.SessionStatement.Load;
import io.trefoil.sql.parser.ast.SessionStatement.Notify;
import io.trefoil.sql.parser.ast.SessionStatement.Prepare;
import io.trefoil.sql.parser.ast.SessionStatement.Scroll;
import io.trefoil.sql.parser.ast.SessionStatement.Sensitivity;
import io.trefoil.sql.parser.ast.SessionStatement.Unlisten;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.List;

/** Prepared statements, cursors, notifications. */
final class SessionGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    SessionGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    Statement statement() {
        return switch (tokens.kind()) {
            case PREPARE -> prepare();
            case EXECUTE -> execute();
            case DEALLOCATE -> deallocate();
            case DISCARD -> discard();
            case DECLARE -> declare();
            case FETCH, MOVE -> fetch();
            case CLOSE -> {
                tokens.advance();
                yield new Close(tokens.accept(TokenKind.ALL) ? null : grammar.names.column());
            }
            case LISTEN -> {
                tokens.advance();
                yield new Listen(grammar.names.column());
            }
            case UNLISTEN -> {
                tokens.advance();
                yield new Unlisten(tokens.accept(TokenKind.STAR) ? null : grammar.names.column());
            }
            case NOTIFY -> {
                tokens.advance();
                String channel = grammar.names.column();
                yield new Notify(channel, tokens.accept(TokenKind.COMMA) ? tokens.string() : null);
            }
            default -> {
                tokens.advance();
                yield new Load(tokens.string());
            }
        };
    }

    private Statement prepare() {
        tokens.advance();
        String name = grammar.names.column();
        List<TypeName> types = new ArrayList<>();
        if (tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            do {
                types.add(grammar.types.type());
            } while (tokens.accept(TokenKind.COMMA));
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        }
        tokens.expect(TokenKind.AS);
        return new Prepare(name, List.copyOf(types), new DataModificationGrammar(grammar).preparable());
    }

    Execute execute() {
        tokens.advance();
        String name = grammar.names.column();
        List<Expression> arguments = List.of();
        if (tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            arguments = grammar.expressions.list();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        }
        return new Execute(name, arguments);
    }

    private Statement deallocate() {
        tokens.advance();
        TokenKind next = tokens.kindAhead(1);
        if (tokens.is(TokenKind.PREPARE) && (next == TokenKind.ALL || next.isColumnName())) {
            tokens.advance();
        }
        return new Deallocate(tokens.accept(TokenKind.ALL) ? null : grammar.names.column());
    }

    private Statement discard() {
        tokens.advance();
        DiscardTarget target = switch (tokens.kind()) {
            case ALL -> DiscardTarget.ALL;
            case PLANS -> DiscardTarget.PLANS;
            case SEQUENCES -> DiscardTarget.SEQUENCES;
            case TEMP, TEMPORARY -> DiscardTarget.TEMP;
            default -> throw tokens.syntaxError();
        };
        tokens.advance();
        return new Discard(target);
    }

    DeclareCursor declare() {
        tokens.advance();
        String name = grammar.names.column();
        boolean binary = false;
        Scroll scroll = Scroll.NOT_SET;
        Sensitivity sensitivity = Sensitivity.NOT_SET;
        while (!tokens.accept(TokenKind.CURSOR)) {
            switch (tokens.kind()) {
                case BINARY -> binary = true;
                case SCROLL -> scroll = Scroll.SCROLL;
                case INSENSITIVE -> sensitivity = Sensitivity.INSENSITIVE;
                case ASENSITIVE -> sensitivity = Sensitivity.ASENSITIVE;
                case NO -> {
                    if (!tokens.isNext(TokenKind.SCROLL)) {
                        throw tokens.syntaxErrorAhead(1);
                    }
                    tokens.advance();
                    scroll = Scroll.NO_SCROLL;
                }
                default -> throw tokens.syntaxError();
            }
            tokens.advance();
        }
        boolean hold = tokens.acceptPair(TokenKind.WITH, TokenKind.HOLD);
        if (!hold && tokens.accept(TokenKind.WITHOUT)) {
            tokens.expect(TokenKind.HOLD);
        }
        tokens.expect(TokenKind.FOR);
        SelectStatement query = grammar.queries.select();
        return new DeclareCursor(name, binary, sensitivity, scroll, hold, query);
    }

    private Fetch fetch() {
        boolean move = tokens.advance() == TokenKind.MOVE;
        TokenKind word = tokens.kind();
        boolean direction = leadsToCursor(1);
        switch (word) {
            case NEXT, PRIOR, FIRST, LAST -> {
                if (direction) {
                    tokens.advance();
                    FetchDirection way = word == TokenKind.NEXT
                            ? FetchDirection.FORWARD
                            : word == TokenKind.PRIOR ? FetchDirection.BACKWARD : FetchDirection.ABSOLUTE;
                    return toCursor(move, way, word == TokenKind.LAST ? -1 : 1);
                }
            }
            case ABSOLUTE, RELATIVE -> {
                if (startsNumber(1)) {
                    tokens.advance();
                    long count = new OptionGrammar(grammar).signedInteger();
                    boolean absolute = word == TokenKind.ABSOLUTE;
                    return toCursor(move, absolute ? FetchDirection.ABSOLUTE : FetchDirection.RELATIVE, count);
                }
            }
            case FORWARD, BACKWARD -> {
                if (direction || startsNumber(1) || tokens.isNext(TokenKind.ALL)) {
                    tokens.advance();
                    return toCursor(
                            move,
                            word == TokenKind.FORWARD ? FetchDirection.FORWARD : FetchDirection.BACKWARD,
                            count(1));
                }
            }
            default -> {}
        }
        return toCursor(move, FetchDirection.FORWARD, count(1));
    }

    private long count(long otherwise) {
        if (tokens.accept(TokenKind.ALL)) {
            return Long.MAX_VALUE;
        }
        return startsNumber(0) ? new OptionGrammar(grammar).signedInteger() : otherwise;
    }

    private boolean startsNumber(int ahead) {
        return switch (tokens.kindAhead(ahead)) {
            case INTEGER_CONSTANT, PLUS, MINUS -> true;
            default -> false;
        };
    }

    private boolean leadsToCursor(int ahead) {
        TokenKind kind = tokens.kindAhead(ahead);
        return kind == TokenKind.FROM || kind == TokenKind.IN || kind.isColumnName();
    }

    private Fetch toCursor(boolean move, FetchDirection direction, long count) {
        if (!tokens.accept(TokenKind.FROM)) {
            tokens.accept(TokenKind.IN);
        }
        return new Fetch(grammar.names.column(), move, direction, count);
    }
}
