package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Operation.OperatorName;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's precedence table as numbers: higher binds tighter (docs, "Operator Precedence", and its grammar). */
final class Precedence {
    static final int NONE = 0;
    static final int OR = 1;
    static final int AND = 2;
    static final int NOT = 3;
    static final int IS = 4;
    static final int COMPARISON = 5;
    /** BETWEEN, IN, LIKE, ILIKE, SIMILAR and their negations. */
    static final int MATCH = 6;

    static final int OPERATOR = 9;
    static final int ADDITION = 10;
    static final int MULTIPLICATION = 11;
    static final int POWER = 12;
    static final int AT = 13;
    static final int COLLATE = 14;
    static final int UNARY_MINUS = 15;
    static final int TYPECAST = 16;

    static final OperatorName PLUS_NAME = OperatorName.of("+");
    static final OperatorName MINUS_NAME = OperatorName.of("-");

    private static final byte[] LEVELS = new byte[TokenKind.values().length];
    private static final @Nullable OperatorName[] NAMES = new OperatorName[TokenKind.values().length];

    static {
        level(OR, TokenKind.OR);
        level(AND, TokenKind.AND);
        level(IS, TokenKind.IS, TokenKind.ISNULL, TokenKind.NOTNULL);
        name(COMPARISON, TokenKind.LESS, "<");
        name(COMPARISON, TokenKind.GREATER, ">");
        name(COMPARISON, TokenKind.EQUALS, "=");
        name(COMPARISON, TokenKind.LESS_EQUALS, "<=");
        name(COMPARISON, TokenKind.GREATER_EQUALS, ">=");
        name(COMPARISON, TokenKind.NOT_EQUALS, "<>");
        level(MATCH, TokenKind.BETWEEN, TokenKind.IN, TokenKind.LIKE, TokenKind.ILIKE, TokenKind.SIMILAR);
        level(MATCH, TokenKind.NOT_BEFORE_COMPARISON);
        level(OPERATOR, TokenKind.OPERATOR_SYMBOL, TokenKind.OPERATOR);
        name(ADDITION, TokenKind.PLUS, "+");
        name(ADDITION, TokenKind.MINUS, "-");
        name(MULTIPLICATION, TokenKind.STAR, "*");
        name(MULTIPLICATION, TokenKind.SLASH, "/");
        name(MULTIPLICATION, TokenKind.PERCENT, "%");
        name(POWER, TokenKind.CARET, "^");
        level(AT, TokenKind.AT);
        level(COLLATE, TokenKind.COLLATE);
        level(TYPECAST, TokenKind.TYPECAST);
    }

    private Precedence() {}

    private static void level(int level, TokenKind... kinds) {
        for (TokenKind kind : kinds) {
            LEVELS[kind.ordinal()] = (byte) level;
        }
    }

    private static void name(int level, TokenKind kind, String symbol) {
        level(level, kind);
        NAMES[kind.ordinal()] = OperatorName.of(symbol);
    }

    /** The level of a token as an infix or postfix operator; {@link #NONE} when it is none. */
    static int of(TokenKind kind) {
        return LEVELS[kind.ordinal()];
    }

    /** The operator a token of fixed spelling stands for. */
    static @Nullable OperatorName operatorName(TokenKind kind) {
        return NAMES[kind.ordinal()];
    }

    /** Whether the operator may stand in a restricted expression. */
    static boolean isRestricted(TokenKind kind) {
        int level = of(kind);
        return kind == TokenKind.IS
                || level == COMPARISON
                || (level >= OPERATOR && level <= POWER)
                || level == TYPECAST;
    }

    /**
     * Tokens that may follow a select target and can start no operand: after one of the operator keywords they tell that
     * the keyword was a column label.
     */
    static boolean endsTarget(TokenKind kind) {
        return switch (kind) {
            case END_OF_INPUT,
                    SEMICOLON,
                    COMMA,
                    RIGHT_PARENTHESIS,
                    FROM,
                    INTO,
                    WHERE,
                    GROUP,
                    HAVING,
                    WINDOW,
                    ORDER,
                    LIMIT,
                    OFFSET,
                    FETCH,
                    FOR,
                    UNION,
                    INTERSECT,
                    EXCEPT,
                    ON,
                    RETURNING,
                    WITH,
                    WITH_BEFORE_TIME -> true;
            default -> false;
        };
    }
}
