package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.ObjectStatement.ObjectName;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.ListValue;
import io.trefoil.sql.parser.ast.Option.Number;
import io.trefoil.sql.parser.ast.Option.Text;
import io.trefoil.sql.parser.ast.Option.TypeValue;
import io.trefoil.sql.parser.ast.Option.Value;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.RoutineStatement.AlterFunction;
import io.trefoil.sql.parser.ast.RoutineStatement.AtomicBody;
import io.trefoil.sql.parser.ast.RoutineStatement.CallProcedure;
import io.trefoil.sql.parser.ast.RoutineStatement.CreateFunction;
import io.trefoil.sql.parser.ast.RoutineStatement.Do;
import io.trefoil.sql.parser.ast.RoutineStatement.ParameterMode;
import io.trefoil.sql.parser.ast.RoutineStatement.Return;
import io.trefoil.sql.parser.ast.RoutineStatement.ReturnBody;
import io.trefoil.sql.parser.ast.RoutineStatement.RoutineBody;
import io.trefoil.sql.parser.ast.RoutineStatement.RoutineParameter;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE and ALTER of functions and procedures, CALL and DO. */
final class RoutineGrammar {
    private final Grammar grammar;
    private final Tokens tokens;
    private final List<SettingStatement> settings = new ArrayList<>(0);

    RoutineGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** CALL or DO. */
    Statement run() {
        if (tokens.advance() == TokenKind.CALL) {
            int position = tokens.start();
            QualifiedName name = new ObjectGrammar(grammar).routineName();
            return new CallProcedure(grammar.calls.application(name.parts(), position));
        }
        List<Option> options = new ArrayList<>(2);
        do {
            int position = tokens.start();
            if (tokens.accept(TokenKind.LANGUAGE)) {
                options.add(new Option("language", new DefineGrammar(grammar).wordOrString(), position));
            } else {
                options.add(new Option("as", new Text(tokens.string(), true), position));
            }
        } while (tokens.is(TokenKind.LANGUAGE) || tokens.is(TokenKind.STRING_CONSTANT));
        return new Do(List.copyOf(options));
    }

    /** After {@code CREATE [OR REPLACE] FUNCTION | PROCEDURE}. */
    CreateFunction create(boolean procedure, boolean orReplace, int position) {
        QualifiedName name = new ObjectGrammar(grammar).routineName();
        ParameterGrammar parameterGrammar = new ParameterGrammar(grammar);
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<RoutineParameter> parameters = new ArrayList<>();
        if (!tokens.is(TokenKind.RIGHT_PARENTHESIS)) {
            parameters.addAll(parameterGrammar.parameters(true));
        }
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        TypeName returns = null;
        if (!procedure && tokens.accept(TokenKind.RETURNS)) {
            if (tokens.accept(TokenKind.TABLE)) {
                parameters.addAll(parameterGrammar.tableColumns());
            } else {
                returns = grammar.types.functionType();
            }
        }
        List<Option> options = options(true);
        RoutineBody body = body();
        rejectOutParameters(parameters);
        return new CreateFunction(
                name,
                procedure,
                orReplace,
                List.copyOf(parameters),
                returns,
                options,
                List.copyOf(settings),
                body,
                position);
    }

    private void rejectOutParameters(List<RoutineParameter> parameters) {
        boolean table =
                !parameters.isEmpty() && parameters.get(parameters.size() - 1).mode() == ParameterMode.TABLE;
        for (RoutineParameter parameter : table ? parameters : List.<RoutineParameter>of()) {
            if (parameter.mode() == ParameterMode.OUT || parameter.mode() == ParameterMode.INOUT) {
                throw tokens.error(-1, "OUT and INOUT arguments aren't allowed in TABLE functions");
            }
        }
    }

    /** After {@code ALTER FUNCTION | PROCEDURE | ROUTINE name}. */
    AlterFunction alter(ObjectKind kind, ObjectName name) {
        List<Option> options = options(false);
        if (options.isEmpty() && settings.isEmpty()) {
            throw tokens.syntaxError();
        }
        tokens.accept(TokenKind.RESTRICT);
        return new AlterFunction(kind, name, options, List.copyOf(settings));
    }

    private List<Option> options(boolean creating) {
        List<Option> options = new ArrayList<>();
        while (true) {
            int position = tokens.start();
            if (tokens.is(TokenKind.SET) || tokens.is(TokenKind.RESET)) {
                settings.add(new SettingGrammar(grammar).setOrReset());
                continue;
            }
            Option option = creating ? createOption(position) : null;
            if (option == null) {
                option = option(position);
            }
            if (option == null) {
                return List.copyOf(options);
            }
            options.add(option);
        }
    }

    private @Nullable Option createOption(int position) {
        switch (tokens.kind()) {
            case AS -> {
                tokens.advance();
                Value first = new Text(tokens.string(), true);
                Value value = tokens.accept(TokenKind.COMMA)
                        ? new ListValue(List.of(first, new Text(tokens.string(), true)))
                        : first;
                return new Option("as", value, position);
            }
            case LANGUAGE -> {
                tokens.advance();
                return new Option("language", new DefineGrammar(grammar).wordOrString(), position);
            }
            case TRANSFORM -> {
                tokens.advance();
                List<Value> types = new ArrayList<>(1);
                do {
                    tokens.expect(TokenKind.FOR, TokenKind.TYPE);
                    types.add(new TypeValue(grammar.types.type()));
                } while (tokens.accept(TokenKind.COMMA));
                return new Option("transform", new ListValue(List.copyOf(types)), position);
            }
            case WINDOW -> {
                tokens.advance();
                return flag("window", true, position);
            }
            default -> {
                return null;
            }
        }
    }

    private static Option flag(String name, boolean value, int position) {
        return word(name, value ? "true" : "false", position);
    }

    private static Option word(String name, String value, int position) {
        return new Option(name, new Text(value, false), position);
    }

    private @Nullable Option option(int position) {
        switch (tokens.kind()) {
            case CALLED -> {
                tokens.advance();
                tokens.expect(TokenKind.ON, TokenKind.NULL);
                tokens.expect(TokenKind.INPUT);
                return flag("strict", false, position);
            }
            case RETURNS -> {
                tokens.advance();
                tokens.expect(TokenKind.NULL, TokenKind.ON);
                tokens.expect(TokenKind.NULL, TokenKind.INPUT);
                return flag("strict", true, position);
            }
            case STRICT -> {
                tokens.advance();
                return flag("strict", true, position);
            }
            case IMMUTABLE, STABLE, VOLATILE -> {
                return word("volatility", tokens.advance().text(), position);
            }
            case EXTERNAL -> {
                tokens.advance();
                tokens.expect(TokenKind.SECURITY);
                return security(position);
            }
            case SECURITY -> {
                tokens.advance();
                return security(position);
            }
            case LEAKPROOF -> {
                tokens.advance();
                return flag("leakproof", true, position);
            }
            case NOT -> {
                tokens.advance();
                tokens.expect(TokenKind.LEAKPROOF);
                return flag("leakproof", false, position);
            }
            case COST, ROWS -> {
                String name = tokens.advance().text();
                return new Option(name, new Number(new OptionGrammar(grammar).number()), position);
            }
            case SUPPORT -> {
                tokens.advance();
                return word("support", Identifiers.quote(grammar.names.any()), position);
            }
            case PARALLEL -> {
                tokens.advance();
                return word("parallel", grammar.names.column(), position);
            }
            default -> {
                return null;
            }
        }
    }

    private Option security(int position) {
        boolean definer = tokens.accept(TokenKind.DEFINER);
        if (!definer) {
            tokens.expect(TokenKind.INVOKER);
        }
        return flag("security", definer, position);
    }

    private @Nullable RoutineBody body() {
        if (tokens.accept(TokenKind.RETURN)) {
            return new ReturnBody(grammar.expressions.expression());
        }
        if (!tokens.acceptPair(TokenKind.BEGIN, TokenKind.ATOMIC)) {
            return null;
        }
        List<Statement> statements = new ArrayList<>();
        while (!tokens.accept(TokenKind.END)) {
            if (tokens.accept(TokenKind.SEMICOLON)) {
                continue;
            }
            statements.add(bodyStatement());
            tokens.expect(TokenKind.SEMICOLON);
        }
        return new AtomicBody(List.copyOf(statements));
    }

    private Statement bodyStatement() {
        if (tokens.accept(TokenKind.RETURN)) {
            Expression value = grammar.expressions.expression();
            return new Return(value);
        }
        if (tokens.is(TokenKind.BEGIN)) {
            throw tokens.syntaxError();
        }
        return new StatementGrammar(grammar).statement();
    }
}
