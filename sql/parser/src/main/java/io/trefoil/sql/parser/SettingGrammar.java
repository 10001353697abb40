package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.IntervalFields;
import io.trefoil.sql.parser.ast.Literal.IntegerLiteral;
import io.trefoil.sql.parser.ast.Literal.NumericLiteral;
import io.trefoil.sql.parser.ast.Literal.StringLiteral;
import io.trefoil.sql.parser.ast.Operation.Cast;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.SettingStatement.Reset;
import io.trefoil.sql.parser.ast.SettingStatement.ResetAll;
import io.trefoil.sql.parser.ast.SettingStatement.Set;
import io.trefoil.sql.parser.ast.SettingStatement.SetDefault;
import io.trefoil.sql.parser.ast.SettingStatement.SetFromCurrent;
import io.trefoil.sql.parser.ast.SettingStatement.Show;
import io.trefoil.sql.parser.ast.SettingStatement.ShowAll;
import io.trefoil.sql.parser.ast.SettingStatement.ShowSavepointStatus;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TransactionStatement.SetConstraints;
import io.trefoil.sql.parser.ast.TransactionStatement.SetTransaction;
import io.trefoil.sql.parser.ast.TransactionStatement.SetTransactionSnapshot;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;

/** SET, RESET and SHOW, with the spellings SQL has for some settings. */
final class SettingGrammar {
    private final Grammar grammar;
    private final Tokens tokens;
    private final OptionGrammar options;

    SettingGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
        this.options = new OptionGrammar(grammar);
    }

    Statement statement() {
        return switch (tokens.advance()) {
            case SET -> set();
            case RESET -> reset();
            default -> show();
        };
    }

    private Statement set() {
        if (tokens.is(TokenKind.CONSTRAINTS) && !nameEnds(1)) {
            return constraints();
        }
        boolean local = tokens.is(TokenKind.LOCAL) && !nameEnds(1);
        if (local) {
            tokens.advance();
        } else if (tokens.is(TokenKind.SESSION)
                && !nameEnds(1)
                && !tokens.isNext(TokenKind.AUTHORIZATION)
                && !(tokens.isNext(TokenKind.CHARACTERISTICS) && !nameEnds(2))) {
            tokens.advance();
        }
        return rest(local);
    }

    /** Whether the word is a setting's name since an assignment follows it. */
    private boolean nameEnds(int ahead) {
        return switch (tokens.kindAhead(ahead)) {
            case EQUALS, TO, DOT, FROM -> true;
            default -> false;
        };
    }

    private Statement constraints() {
        tokens.advance();
        List<QualifiedName> names = tokens.accept(TokenKind.ALL) ? List.of() : grammar.names.relations();
        boolean deferred = tokens.accept(TokenKind.DEFERRED);
        if (!deferred) {
            tokens.expect(TokenKind.IMMEDIATE);
        }
        return new SetConstraints(names, deferred);
    }

    /** Everything after SET [LOCAL] (set_rest). */
    private Statement rest(boolean local) {
        if (!nameEnds(1)) {
            if (tokens.accept(TokenKind.TRANSACTION)) {
                if (tokens.accept(TokenKind.SNAPSHOT)) {
                    return new SetTransactionSnapshot(tokens.string());
                }
                return new SetTransaction(false, new TransactionGrammar(grammar).modes());
            }
            if (tokens.accept(TokenKind.SESSION, TokenKind.CHARACTERISTICS)) {
                tokens.expect(TokenKind.AS, TokenKind.TRANSACTION);
                return new SetTransaction(true, new TransactionGrammar(grammar).modes());
            }
        }
        return assignment(local);
    }

    /** A setting with its value, everything that is no transaction mode (set_rest_more). */
    SettingStatement assignment(boolean local) {
        if (nameEnds(1)) {
            return named(local);
        }
        int position = tokens.start();
        switch (tokens.kind()) {
            case TIME -> {
                tokens.advance();
                tokens.expect(TokenKind.ZONE);
                return timeZone(local);
            }
            case CATALOG -> {
                tokens.advance();
                int at = tokens.start();
                tokens.string();
                throw tokens.error(at, SqlState.FEATURE_NOT_SUPPORTED, "current database cannot be changed");
            }
            case SCHEMA -> {
                tokens.advance();
                return new Set("search_path", List.of(text()), local);
            }
            case NAMES -> {
                tokens.advance();
                if (tokens.is(TokenKind.STRING_CONSTANT)) {
                    return new Set("client_encoding", List.of(text()), local);
                }
                tokens.accept(TokenKind.DEFAULT);
                return new SetDefault("client_encoding", local);
            }
            case ROLE -> {
                tokens.advance();
                return new Set("role", List.of(wordOrText()), local);
            }
            case SESSION -> {
                tokens.advance();
                tokens.expect(TokenKind.AUTHORIZATION);
                return tokens.accept(TokenKind.DEFAULT)
                        ? new SetDefault("session_authorization", local)
                        : new Set("session_authorization", List.of(wordOrText()), local);
            }
            case XML -> {
                tokens.advance();
                tokens.expect(TokenKind.OPTION);
                boolean document = tokens.accept(TokenKind.DOCUMENT);
                if (!document) {
                    tokens.expect(TokenKind.CONTENT);
                }
                return new Set(
                        "xmloption", List.of(new StringLiteral(document ? "DOCUMENT" : "CONTENT", position)), local);
            }
            default -> {
                return named(local);
            }
        }
    }

    /** {@code name TO value, ...} (generic_set) and {@code name FROM CURRENT}. */
    SettingStatement named(boolean local) {
        String name = variable();
        if (tokens.acceptPair(TokenKind.FROM, TokenKind.CURRENT)) {
            return new SetFromCurrent(name);
        }
        return values(name, local);
    }

    private SettingStatement values(String name, boolean local) {
        if (!tokens.accept(TokenKind.EQUALS)) {
            tokens.expect(TokenKind.TO);
        }
        if (tokens.accept(TokenKind.DEFAULT)) {
            return new SetDefault(name, local);
        }
        List<Expression> values = new ArrayList<>(1);
        do {
            values.add(value());
        } while (tokens.accept(TokenKind.COMMA));
        return new Set(name, List.copyOf(values), local);
    }

    /** {@code SET} of ALTER SYSTEM: no special spellings. */
    SettingStatement generic() {
        return values(variable(), false);
    }

    private Expression value() {
        if (options.isNumber()) {
            return number();
        }
        int position = tokens.start();
        return new StringLiteral(options.booleanOrString().text(), position);
    }

    private Expression number() {
        int position = tokens.start();
        boolean integer = tokens.is(TokenKind.INTEGER_CONSTANT) || tokens.isNext(TokenKind.INTEGER_CONSTANT);
        String number = options.number();
        return integer ? new IntegerLiteral(Integer.parseInt(number), position) : new NumericLiteral(number, position);
    }

    private StringLiteral text() {
        int position = tokens.start();
        return new StringLiteral(tokens.string(), position);
    }

    private StringLiteral wordOrText() {
        int position = tokens.start();
        return new StringLiteral(
                tokens.is(TokenKind.STRING_CONSTANT) ? tokens.string() : grammar.names.nonReserved(), position);
    }

    /** A setting's name, dots included. */
    String variable() {
        StringBuilder name = new StringBuilder(grammar.names.column());
        while (tokens.accept(TokenKind.DOT)) {
            name.append('.').append(grammar.names.column());
        }
        return name.toString();
    }

    private SettingStatement timeZone(boolean local) {
        int position = tokens.start();
        if (tokens.accept(TokenKind.DEFAULT) || tokens.accept(TokenKind.LOCAL)) {
            return new SetDefault("timezone", local);
        }
        if (tokens.is(TokenKind.INTERVAL)) {
            return new Set("timezone", List.of(zoneInterval()), local);
        }
        if (tokens.is(TokenKind.IDENTIFIER)) {
            return new Set("timezone", List.of(new StringLiteral(grammar.names.take(), position)), local);
        }
        if (tokens.is(TokenKind.STRING_CONSTANT)) {
            return new Set("timezone", List.of(text()), local);
        }
        return new Set("timezone", List.of(number()), local);
    }

    private Expression zoneInterval() {
        if (!tokens.isNext(TokenKind.STRING_CONSTANT) && !tokens.isNext(TokenKind.LEFT_PARENTHESIS)) {
            throw tokens.syntaxErrorAhead(1);
        }
        Expression interval = grammar.primaries.constant();
        if (interval instanceof Cast cast
                && !cast.type().modifiers().isEmpty()
                && cast.type().modifiers().get(0) instanceof IntegerLiteral fields
                && !isZoneRange(fields.value())) {
            throw tokens.error(fields.position(), "time zone interval must be HOUR or HOUR TO MINUTE");
        }
        return interval;
    }

    private static boolean isZoneRange(int fields) {
        return fields == IntervalFields.FULL_RANGE
                || fields == IntervalFields.HOUR
                || fields == (IntervalFields.HOUR | IntervalFields.MINUTE);
    }

    private SettingStatement reset() {
        if (tokens.accept(TokenKind.ALL)) {
            return new ResetAll();
        }
        return new Reset(specialOrVariable());
    }

    private SettingStatement show() {
        if (tokens.accept(TokenKind.ALL)) {
            return new ShowAll();
        }
        if (tokens.is(TokenKind.SAVEPOINT) && tokens.kindAhead(1) == TokenKind.IDENTIFIER) {
            tokens.advance();
            if (!tokens.name().equals("status")) {
                throw tokens.syntaxError();
            }
            tokens.advance();
            return new ShowSavepointStatus();
        }
        return new Show(specialOrVariable());
    }

    private String specialOrVariable() {
        if (tokens.accept(TokenKind.TIME, TokenKind.ZONE)) {
            return "timezone";
        }
        if (tokens.accept(TokenKind.TRANSACTION, TokenKind.ISOLATION)) {
            tokens.expect(TokenKind.LEVEL);
            return "transaction_isolation";
        }
        if (tokens.accept(TokenKind.SESSION, TokenKind.AUTHORIZATION)) {
            return "session_authorization";
        }
        return variable();
    }

    /** {@code SET ...} or {@code RESET ...} in CREATE FUNCTION. */
    SettingStatement setOrReset() {
        if (tokens.accept(TokenKind.RESET)) {
            return reset();
        }
        tokens.expect(TokenKind.SET);
        return assignment(false);
    }

    /** The same after ALTER ROLE and ALTER DATABASE, where PostgreSQL's grammar also lets transaction modes through. */
    SettingStatement storedSetting() {
        boolean set = tokens.is(TokenKind.SET);
        TokenKind next = tokens.kindAhead(1);
        boolean modes = next == TokenKind.TRANSACTION
                || (next == TokenKind.SESSION && tokens.kindAhead(2) == TokenKind.CHARACTERISTICS);
        if (set && modes && !nameEnds(2)) {
            tokens.advance();
            int position = tokens.start();
            rest(false);
            throw tokens.error(
                    position,
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "transaction modes of a role or database are not supported");
        }
        return setOrReset();
    }

    /** {@code SET ...} or {@code RESET ...} of ALTER SYSTEM. */
    SettingStatement systemSetting() {
        if (tokens.accept(TokenKind.RESET)) {
            return tokens.accept(TokenKind.ALL) ? new ResetAll() : new Reset(variable());
        }
        tokens.expect(TokenKind.SET);
        return generic();
    }
}
