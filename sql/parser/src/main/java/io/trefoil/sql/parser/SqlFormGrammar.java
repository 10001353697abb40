package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Call.Argument;
import io.trefoil.sql.parser.ast.Call.FunctionCall;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Literal.StringLiteral;
import io.trefoil.sql.parser.ast.Operation.Cast;
import io.trefoil.sql.parser.ast.Operation.CastSyntax;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.List;

/**
 * The function forms with keywords between their arguments. As in PostgreSQL they become calls of functions in
 * pg_catalog, while the plain form with commas calls whatever function of that name the search path finds.
 */
final class SqlFormGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    SqlFormGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** The form at the current keyword, whose next token is an opening parenthesis. */
    Expression form(int position) {
        TokenKind keyword = tokens.advance();
        tokens.advance();
        Expression result = switch (keyword) {
            case EXTRACT -> extract(position);
            case NORMALIZE -> normalize(position);
            case OVERLAY -> overlay(position);
            case POSITION -> position(position);
            case SUBSTRING -> substring(position);
            case TREAT -> treat(position);
            default -> trim(position);
        };
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return result;
    }

    private Expression expression() {
        return grammar.expressions.expression();
    }

    private Expression extract(int position) {
        int at = tokens.start();
        String field = switch (tokens.kind()) {
            case IDENTIFIER, YEAR, MONTH, DAY, HOUR, MINUTE, SECOND -> grammar.names.take();
            default -> tokens.string();
        };
        tokens.expect(TokenKind.FROM);
        return ExpressionGrammar.sqlCall("extract", position, new StringLiteral(field, at), expression());
    }

    private Expression normalize(int position) {
        Expression operand = expression();
        if (!tokens.accept(TokenKind.COMMA)) {
            return ExpressionGrammar.sqlCall("normalize", position, operand);
        }
        int at = tokens.start();
        String form = switch (tokens.kind()) {
            case NFC -> "NFC";
            case NFD -> "NFD";
            case NFKC -> "NFKC";
            case NFKD -> "NFKD";
            default -> throw tokens.syntaxError();
        };
        tokens.advance();
        return ExpressionGrammar.sqlCall("normalize", position, operand, new StringLiteral(form, at));
    }

    private Expression overlay(int position) {
        if (tokens.is(TokenKind.RIGHT_PARENTHESIS) || startsNamedArgument()) {
            return plain("overlay", position);
        }
        Expression target = expression();
        if (!tokens.accept(TokenKind.PLACING)) {
            return plain("overlay", target, position);
        }
        Expression replacement = expression();
        tokens.expect(TokenKind.FROM);
        Expression start = expression();
        if (!tokens.accept(TokenKind.FOR)) {
            return ExpressionGrammar.sqlCall("overlay", position, target, replacement, start);
        }
        return ExpressionGrammar.sqlCall("overlay", position, target, replacement, start, expression());
    }

    /** {@code POSITION(a IN b)} calls {@code position(b, a)}. */
    private Expression position(int position) {
        Expression part = grammar.expressions.restricted();
        tokens.expect(TokenKind.IN);
        return ExpressionGrammar.sqlCall("position", position, grammar.expressions.restricted(), part);
    }

    private Expression substring(int position) {
        if (tokens.is(TokenKind.RIGHT_PARENTHESIS) || startsNamedArgument()) {
            return plain("substring", position);
        }
        Expression target = grammar.expressions.parse(0, ExpressionGrammar.STOP_AT_SIMILAR);
        if (tokens.accept(TokenKind.FROM)) {
            Expression start = expression();
            if (tokens.accept(TokenKind.FOR)) {
                return ExpressionGrammar.sqlCall("substring", position, target, start, expression());
            }
            return ExpressionGrammar.sqlCall("substring", position, target, start);
        }
        if (tokens.accept(TokenKind.FOR)) {
            Expression count = expression();
            if (tokens.accept(TokenKind.FROM)) {
                return ExpressionGrammar.sqlCall("substring", position, target, expression(), count);
            }
            // Without FROM the count must be an integer: otherwise this would be the pattern form.
            TypeName integer = TypeGrammar.system("int4", List.of(), -1);
            Expression typed = new Cast(count, integer, CastSyntax.COLONS, -1);
            return ExpressionGrammar.sqlCall("substring", position, target, CallGrammar.one(), typed);
        }
        if (tokens.accept(TokenKind.SIMILAR)) {
            Expression pattern = expression();
            tokens.expect(TokenKind.ESCAPE);
            return ExpressionGrammar.sqlCall("substring", position, target, pattern, expression());
        }
        return plain("substring", target, position);
    }

    /** {@code TREAT(a AS type)} calls the function that the type is named after. */
    private Expression treat(int position) {
        Expression operand = expression();
        tokens.expect(TokenKind.AS);
        TypeName type = grammar.types.type();
        return CallGrammar.call(
                QualifiedName.system(type.name().name(), position),
                List.of(new Argument(null, operand, operand.position())),
                false,
                false,
                false,
                List.of(),
                position);
    }

    private Expression trim(int position) {
        String name = "btrim";
        if (tokens.accept(TokenKind.LEADING)) {
            name = "ltrim";
        } else if (tokens.accept(TokenKind.TRAILING)) {
            name = "rtrim";
        } else {
            tokens.accept(TokenKind.BOTH);
        }
        if (tokens.accept(TokenKind.FROM)) {
            return sqlCall(name, grammar.expressions.list(), position);
        }
        List<Expression> arguments = new ArrayList<>(grammar.expressions.list());
        if (arguments.size() == 1 && tokens.accept(TokenKind.FROM)) {
            Expression characters = arguments.remove(0);
            arguments.addAll(grammar.expressions.list());
            arguments.add(characters);
        }
        return sqlCall(name, arguments, position);
    }

    private static FunctionCall sqlCall(String name, List<Expression> arguments, int position) {
        return ExpressionGrammar.sqlCall(name, position, arguments.toArray(new Expression[0]));
    }

    private boolean startsNamedArgument() {
        TokenKind next = tokens.kindAhead(1);
        return tokens.kind().isTypeOrFunctionName()
                && (next == TokenKind.EQUALS_GREATER || next == TokenKind.COLON_EQUALS);
    }

    /** The form with commas, from its first argument on. */
    private FunctionCall plain(String name, int position) {
        List<Argument> arguments = new ArrayList<>();
        if (!tokens.is(TokenKind.RIGHT_PARENTHESIS)) {
            arguments.addAll(grammar.calls.argumentList());
        }
        return plainCall(name, arguments, position);
    }

    private FunctionCall plain(String name, Expression first, int position) {
        List<Argument> arguments = new ArrayList<>();
        arguments.add(new Argument(null, first, first.position()));
        if (tokens.accept(TokenKind.COMMA)) {
            arguments.addAll(grammar.calls.argumentList());
        }
        return plainCall(name, arguments, position);
    }

    private static FunctionCall plainCall(String name, List<Argument> arguments, int position) {
        return CallGrammar.call(
                QualifiedName.of(name, position), List.copyOf(arguments), false, false, false, List.of(), position);
    }
}
