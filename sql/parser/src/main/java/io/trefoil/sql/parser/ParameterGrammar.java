package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.RoutineStatement.ParameterMode;
import io.trefoil.sql.parser.ast.RoutineStatement.RoutineParameter;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of functions, procedures and aggregates. */
final class ParameterGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    ParameterGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** {@code parameter, ...}, with default values when allowed. */
    List<RoutineParameter> parameters(boolean defaults) {
        List<RoutineParameter> parameters = new ArrayList<>(2);
        do {
            parameters.add(parameter(defaults));
        } while (tokens.accept(TokenKind.COMMA));
        return List.copyOf(parameters);
    }

    /** The mode may stand before or after the name. */
    private RoutineParameter parameter(boolean defaults) {
        ParameterMode mode = mode();
        String name = null;
        if (startsName()) {
            name = grammar.names.typeOrFunction();
            if (mode == ParameterMode.DEFAULT) {
                mode = mode();
            }
        }
        TypeName type = grammar.types.functionType();
        @Nullable Expression value = null;
        if (defaults && (tokens.accept(TokenKind.DEFAULT) || tokens.accept(TokenKind.EQUALS))) {
            value = grammar.expressions.expression();
        }
        return new RoutineParameter(mode, name, type, value);
    }

    private ParameterMode mode() {
        switch (tokens.kind()) {
            case IN -> {
                tokens.advance();
                return tokens.accept(TokenKind.OUT) ? ParameterMode.INOUT : ParameterMode.IN;
            }
            case OUT -> {
                tokens.advance();
                return ParameterMode.OUT;
            }
            case INOUT -> {
                tokens.advance();
                return ParameterMode.INOUT;
            }
            case VARIADIC -> {
                tokens.advance();
                return ParameterMode.VARIADIC;
            }
            default -> {
                return ParameterMode.DEFAULT;
            }
        }
    }

    /** A word is the parameter's name when a type or a mode follows it; alone it is the type. */
    private boolean startsName() {
        if (!tokens.kind().isTypeOrFunctionName()) {
            return false;
        }
        TokenKind next = tokens.kindAhead(1);
        return switch (next) {
            case IN, OUT, INOUT, VARIADIC, SETOF, INTERVAL -> true;
            default -> TypeGrammar.isBuiltIn(next) || next.isTypeOrFunctionName();
        };
    }

    /** {@code (*)}, {@code (parameters)}, {@code (ORDER BY parameters)}, {@code (parameters ORDER BY parameters)}. */
    List<RoutineParameter> aggregateParameters() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        if (tokens.accept(TokenKind.STAR)) {
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return List.of();
        }
        List<RoutineParameter> parameters = new ArrayList<>();
        if (!tokens.is(TokenKind.ORDER)) {
            parameters.addAll(parameters(false));
        }
        if (tokens.acceptPair(TokenKind.ORDER, TokenKind.BY)) {
            parameters.addAll(parameters(false));
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(parameters);
    }

    /** {@code (name type, ...)} of RETURNS TABLE. */
    List<RoutineParameter> tableColumns() {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<RoutineParameter> columns = new ArrayList<>();
        do {
            String name = grammar.names.typeOrFunction();
            columns.add(new RoutineParameter(ParameterMode.TABLE, name, grammar.types.functionType(), null));
        } while (tokens.accept(TokenKind.COMMA));
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return List.copyOf(columns);
    }
}
