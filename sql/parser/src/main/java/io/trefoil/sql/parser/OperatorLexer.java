package io.trefoil.sql.parser;

/**
 * Finds where an operator ends. It is the longest run of operator characters that does not contain the start of a
 * comment; a run of several characters may end in + or - only if it contains one of {@code ~ ! @ # % ^ & | ` ?}
 * (PostgreSQL docs, "Operators"), so that {@code a=-1} is three tokens.
 */
final class OperatorLexer {
    private OperatorLexer() {}

    static int end(String text, int start) {
        int end = start;
        boolean mayEndInSign = false;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (!isOperatorCharacter(c) || (end > start && startsComment(text, end))) {
                break;
            }
            mayEndInSign |= allowsTrailingSign(c);
            end++;
        }
        if (!mayEndInSign) {
            while (end - start > 1 && (text.charAt(end - 1) == '+' || text.charAt(end - 1) == '-')) {
                end--;
            }
        }
        return end;
    }

    static TokenKind kind(String text, int start, int end) {
        char first = text.charAt(start);
        if (end - start == 1) {
            return switch (first) {
                case '+' -> TokenKind.PLUS;
                case '-' -> TokenKind.MINUS;
                case '*' -> TokenKind.STAR;
                case '/' -> TokenKind.SLASH;
                case '%' -> TokenKind.PERCENT;
                case '^' -> TokenKind.CARET;
                case '<' -> TokenKind.LESS;
                case '>' -> TokenKind.GREATER;
                case '=' -> TokenKind.EQUALS;
                default -> TokenKind.OPERATOR_SYMBOL;
            };
        }
        if (end - start == 2) {
            char second = text.charAt(start + 1);
            if (second == '=') {
                switch (first) {
                    case '<':
                        return TokenKind.LESS_EQUALS;
                    case '>':
                        return TokenKind.GREATER_EQUALS;
                    case '!':
                        return TokenKind.NOT_EQUALS;
                    default:
                        break;
                }
            } else if (second == '>') {
                if (first == '<') {
                    return TokenKind.NOT_EQUALS;
                }
                if (first == '=') {
                    return TokenKind.EQUALS_GREATER;
                }
            }
        }
        return TokenKind.OPERATOR_SYMBOL;
    }

    private static boolean isOperatorCharacter(char c) {
        return switch (c) {
            case '+', '-', '*', '/', '<', '>', '=', '~', '!', '@', '#', '%', '^', '&', '|', '`', '?' -> true;
            default -> false;
        };
    }

    private static boolean allowsTrailingSign(char c) {
        return switch (c) {
            case '~', '!', '@', '#', '%', '^', '&', '|', '`', '?' -> true;
            default -> false;
        };
    }

    private static boolean startsComment(String text, int at) {
        if (at + 1 >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        char next = text.charAt(at + 1);
        return (c == '-' && next == '-') || (c == '/' && next == '*');
    }
}
