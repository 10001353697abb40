package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.ListValue;
import io.trefoil.sql.parser.ast.Option.Number;
import io.trefoil.sql.parser.ast.Option.Star;
import io.trefoil.sql.parser.ast.Option.Text;
import io.trefoil.sql.parser.ast.Option.TypeValue;
import io.trefoil.sql.parser.ast.Option.Value;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The option lists that several statements share, and the signed numbers and words in them. */
final class OptionGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    OptionGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** {@code ([namespace.]name [= value], ...)}: storage parameters (reloptions). */
    List<Option> relationOptions() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Option> options = new ArrayList<>();
        do {
            int position = tokens.start();
            String namespace = null;
            String name = grammar.names.label();
            if (tokens.accept(TokenKind.DOT)) {
                namespace = name;
                name = grammar.names.label();
            }
            Value value = tokens.accept(TokenKind.EQUALS) ? definitionValue() : null;
            options.add(new Option(namespace, name, value, position));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(options);
    }

    /** {@code [WITH (options)]} */
    List<Option> optionalRelationOptions() {
        return tokens.accept(TokenKind.WITH) ? relationOptions() : List.of();
    }

    /** {@code (name [= value], ...)} of the CREATE statements that are lists of definitions. */
    List<Option> definition() {
        return definition(false, false);
    }

    /** The same with a value for each. */
    List<Option> definitionWithValues() {
        return definition(false, true);
    }

    /** The same with a value for each, and no keywords as names: CREATE AGGREGATE as it was before arguments. */
    List<Option> oldAggregateDefinition() {
        return definition(true, true);
    }

    private List<Option> definition(boolean identifiers, boolean values) {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Option> options = new ArrayList<>();
        do {
            int position = tokens.start();
            if (identifiers && !tokens.is(TokenKind.IDENTIFIER)) {
                throw tokens.syntaxError();
            }
            String name = grammar.names.label();
            if (values && !tokens.is(TokenKind.EQUALS)) {
                throw tokens.syntaxError();
            }
            Value value = tokens.accept(TokenKind.EQUALS) ? definitionValue() : null;
            options.add(new Option(name, value, position));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(options);
    }

    /** A type, reserved word, operator, number or string (def_arg). */
    Value definitionValue() {
        TokenKind kind = tokens.kind();
        switch (kind) {
            case STRING_CONSTANT -> {
                return new Text(tokens.string(), true);
            }
            case NONE -> {
                return new Text(grammar.names.take(), false);
            }
            case OPERATOR -> {
                if (tokens.isNext(TokenKind.LEFT_PARENTHESIS)) {
                    return new Text(grammar.names.operator().symbol(), false);
                }
            }
            default -> {}
        }
        boolean sign = tokens.is(TokenKind.PLUS) || tokens.is(TokenKind.MINUS);
        TokenKind next = tokens.kindAhead(1);
        boolean signed = next == TokenKind.INTEGER_CONSTANT || next == TokenKind.NUMERIC_CONSTANT;
        if (isNumber() && (!sign || signed)) {
            return new Number(number());
        }
        if (grammar.names.isOperator()) {
            return new Text(grammar.names.operatorSymbol(), false);
        }
        if (kind.isReserved()) {
            return new Text(grammar.names.take(), false);
        }
        TypeName type = grammar.types.functionType();
        boolean word = type.name().parts().size() == 1
                && type.modifiers().isEmpty()
                && type.arrayBounds().isEmpty();
        return word && !type.setOf() && !type.columnType()
                ? new Text(type.name().name(), false)
                : new TypeValue(type);
    }

    /** {@code (name [value], ...)} as EXPLAIN, VACUUM, REINDEX and CLUSTER take them. */
    List<Option> utilityOptions() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Option> options = new ArrayList<>();
        do {
            int position = tokens.start();
            if (!tokens.kind().isNonReserved() && !isAnalyze()) {
                throw tokens.syntaxError();
            }
            String name = tokens.is(TokenKind.ANALYSE) ? analyze() : grammar.names.take();
            Value value = null;
            if (isNumber()) {
                value = new Number(number());
            } else if (isBooleanOrString()) {
                value = booleanOrString();
            }
            options.add(new Option(name, value, position));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(options);
    }

    private boolean isAnalyze() {
        return tokens.is(TokenKind.ANALYZE) || tokens.is(TokenKind.ANALYSE);
    }

    private String analyze() {
        tokens.advance();
        return "analyze";
    }

    /** {@code (name [value | * | (list)], ...)} of COPY. */
    List<Option> copyOptions() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Option> options = new ArrayList<>();
        do {
            int position = tokens.start();
            String name = grammar.names.label();
            options.add(new Option(name, copyValue(), position));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(options);
    }

    private @Nullable Value copyValue() {
        if (isNumber()) {
            return new Number(number());
        }
        if (isBooleanOrString()) {
            return booleanOrString();
        }
        if (tokens.accept(TokenKind.STAR)) {
            return new Star();
        }
        if (!tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            return null;
        }
        List<Value> items = new ArrayList<>();
        do {
            items.add(booleanOrString());
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new ListValue(List.copyOf(items));
    }

    boolean isBooleanOrString() {
        return switch (tokens.kind()) {
            case TRUE, FALSE, ON, STRING_CONSTANT -> true;
            default -> tokens.kind().isNonReserved();
        };
    }

    /** TRUE, FALSE, ON, any word that is not reserved, or a string (opt_boolean_or_string). */
    Text booleanOrString() {
        if (!isBooleanOrString()) {
            throw tokens.syntaxError();
        }
        if (tokens.is(TokenKind.STRING_CONSTANT)) {
            return new Text(tokens.string(), true);
        }
        return new Text(grammar.names.take(), false);
    }

    /** Whether a number starts here; nothing else in option lists starts with a sign, save operators. */
    boolean isNumber() {
        return switch (tokens.kind()) {
            case INTEGER_CONSTANT, NUMERIC_CONSTANT -> true;
            case PLUS, MINUS -> true;
            default -> false;
        };
    }

    /** A number with an optional sign (NumericOnly), as text. */
    String number() {
        boolean minus = tokens.is(TokenKind.MINUS);
        if (minus || tokens.is(TokenKind.PLUS)) {
            tokens.advance();
        }
        if (!tokens.is(TokenKind.INTEGER_CONSTANT) && !tokens.is(TokenKind.NUMERIC_CONSTANT)) {
            throw tokens.syntaxError();
        }
        String digits = tokens.slice();
        tokens.advance();
        return minus ? "-" + digits : digits;
    }

    /** An int4 with an optional sign (SignedIconst). */
    int signedInteger() {
        boolean minus = tokens.accept(TokenKind.MINUS);
        if (!minus) {
            tokens.accept(TokenKind.PLUS);
        }
        int value = tokens.integer();
        return minus ? -value : value;
    }
}
