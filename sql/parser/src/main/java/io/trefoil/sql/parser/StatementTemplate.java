package io.trefoil.sql.parser;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A statement with its integer literals cut out, so that texts which differ only in numbers share one plan:
 * {@code select a from t where id = 7} becomes {@code select a from t where id = $1} and 7.
 *
 * <p>Only literals in places where a parameter of type integer means the same are cut: after a comparison or arithmetic
 * operator, AND, an opening parenthesis, or a comma inside parentheses. Texts with constructs in which numbers are more
 * than values (ORDER BY 1, GROUP BY a + 1, casts with a length) are left alone as a whole.
 *
 * @param text the statement with parameter markers
 * @param values the literals, all of type integer, in order
 */
public record StatementTemplate(String text, int[] values) {
    /** Longer texts, and those with more numbers, are loads of data rather than statements that come again. */
    private static final int TEXT_MAX = 2000;

    private static final int VALUES_MAX = 16;

    /** The template of a text, or null when it has none. */
    public static @Nullable StatementTemplate of(String sql) {
        if (sql.length() > TEXT_MAX || !startsLikeDataStatement(sql)) {
            return null;
        }
        TokenList tokens = Lexer.tokenize(sql);
        StringBuilder text = new StringBuilder(sql.length() + 8);
        int[] values = new int[VALUES_MAX];
        int count = 0;
        int copied = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            TokenKind kind = tokens.kind(i);
            if (forbids(tokens, i)) {
                return null;
            }
            if (kind == TokenKind.LEFT_PARENTHESIS) {
                depth++;
            } else if (kind == TokenKind.RIGHT_PARENTHESIS) {
                depth--;
            } else if (kind == TokenKind.INTEGER_CONSTANT && isValue(tokens, i, depth)) {
                if (count == VALUES_MAX) {
                    return null;
                }
                values[count++] = Integer.parseInt(sql, tokens.start(i), tokens.end(i), 10);
                text.append(sql, copied, tokens.start(i)).append('$').append(count);
                copied = tokens.end(i);
            }
        }
        if (count == 0) {
            return null;
        }
        return new StatementTemplate(text.append(sql, copied, sql.length()).toString(), Arrays.copyOf(values, count));
    }

    private static boolean startsLikeDataStatement(String sql) {
        if (sql.isEmpty()) {
            return false;
        }
        return switch (sql.charAt(0)) {
            case 's', 'S', 'i', 'I', 'u', 'U', 'd', 'D' -> true;
            default -> false;
        };
    }

    /** Whether a number at this place is a plain value. */
    private static boolean isValue(TokenList tokens, int index, int depth) {
        if (index == 0) {
            return false;
        }
        return switch (tokens.kind(index - 1)) {
            case EQUALS,
                    LESS,
                    GREATER,
                    LESS_EQUALS,
                    GREATER_EQUALS,
                    NOT_EQUALS,
                    PLUS,
                    MINUS,
                    STAR,
                    SLASH,
                    AND,
                    LEFT_PARENTHESIS -> true;
            case COMMA -> depth > 0;
            default -> false;
        };
    }

    /** Whether a text with this token is left alone. */
    private static boolean forbids(TokenList tokens, int index) {
        return switch (tokens.kind(index)) {
            case SEMICOLON -> tokens.kind(index + 1) != TokenKind.END_OF_INPUT;
            case STRING_CONSTANT -> index > 0 && tokens.kind(index - 1) == TokenKind.RIGHT_PARENTHESIS;
            case FAILURE,
                    PARAMETER_MARKER,
                    TYPECAST,
                    CAST,
                    ORDER,
                    GROUP,
                    PARTITION,
                    WITH,
                    WITH_BEFORE_TIME,
                    CREATE,
                    LEFT_BRACKET,
                    CURRENT_TIME,
                    LOCALTIME,
                    LOCALTIMESTAMP,
                    INTERVAL -> true;
            case CURRENT_TIMESTAMP -> tokens.kind(index + 1) == TokenKind.LEFT_PARENTHESIS;
            default -> index == 0 && !isDataStatement(tokens.kind(0));
        };
    }

    private static boolean isDataStatement(TokenKind first) {
        return switch (first) {
            case SELECT, INSERT, UPDATE, DELETE -> true;
            default -> false;
        };
    }
}
