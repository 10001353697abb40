package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.Call.Argument;
import io.trefoil.sql.parser.ast.Call.Coalesce;
import io.trefoil.sql.parser.ast.Call.FunctionCall;
import io.trefoil.sql.parser.ast.Call.GreatestLeast;
import io.trefoil.sql.parser.ast.Call.GroupingFunction;
import io.trefoil.sql.parser.ast.Call.NullIf;
import io.trefoil.sql.parser.ast.Call.SqlValueFunction;
import io.trefoil.sql.parser.ast.Call.ValueFunction;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Literal.IntegerLiteral;
import io.trefoil.sql.parser.ast.Literal.StringLiteral;
import io.trefoil.sql.parser.ast.Operation.Cast;
import io.trefoil.sql.parser.ast.Operation.CastSyntax;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.parser.ast.TypeName;
import io.trefoil.sql.parser.ast.Window;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Function calls, the functions that SQL spells in its own ways, and constants of a named type. */
final class CallGrammar {
    private final Grammar grammar;
    private final Tokens tokens;

    CallGrammar(Grammar grammar) {
        this.grammar = grammar;
        this.tokens = grammar.tokens;
    }

    /** A form that starts with a keyword of its own, or null when the word is just a name here. */
    @Nullable
    Expression special() {
        int position = tokens.start();
        boolean opens = tokens.isNext(TokenKind.LEFT_PARENTHESIS);
        return switch (tokens.kind()) {
            case CURRENT_DATE -> valueFunction(ValueFunction.CURRENT_DATE, position);
            case CURRENT_TIME -> valueFunctionWithPrecision(ValueFunction.CURRENT_TIME, position);
            case CURRENT_TIMESTAMP -> valueFunctionWithPrecision(ValueFunction.CURRENT_TIMESTAMP, position);
            case LOCALTIME -> valueFunctionWithPrecision(ValueFunction.LOCALTIME, position);
            case LOCALTIMESTAMP -> valueFunctionWithPrecision(ValueFunction.LOCALTIMESTAMP, position);
            case CURRENT_ROLE -> valueFunction(ValueFunction.CURRENT_ROLE, position);
            case CURRENT_USER -> valueFunction(ValueFunction.CURRENT_USER, position);
            case USER -> valueFunction(ValueFunction.USER, position);
            case SESSION_USER -> valueFunction(ValueFunction.SESSION_USER, position);
            case CURRENT_CATALOG -> valueFunction(ValueFunction.CURRENT_CATALOG, position);
            case CURRENT_SCHEMA ->
                opens || tokens.isNext(TokenKind.STRING_CONSTANT)
                        ? null
                        : valueFunction(ValueFunction.CURRENT_SCHEMA, position);
            case CAST -> cast(position);
            case COLLATION -> tokens.isNext(TokenKind.FOR) ? collationFor(position) : null;
            case COALESCE -> opens ? new Coalesce(arguments(), position) : null;
            case GREATEST -> opens ? new GreatestLeast(true, arguments(), position) : null;
            case LEAST -> opens ? new GreatestLeast(false, arguments(), position) : null;
            case GROUPING -> opens ? new GroupingFunction(arguments(), position) : null;
            case NULLIF -> opens ? nullIf(position) : null;
            case EXTRACT, NORMALIZE, OVERLAY, POSITION, SUBSTRING, TREAT, TRIM ->
                opens ? new SqlFormGrammar(grammar).form(position) : null;
            case XMLCONCAT, XMLELEMENT, XMLEXISTS, XMLFOREST, XMLPARSE, XMLPI, XMLROOT, XMLSERIALIZE, XMLTABLE -> {
                if (opens) {
                    throw tokens.error(position, SqlState.FEATURE_NOT_SUPPORTED, "unsupported XML feature");
                }
                yield null;
            }
            case INTERVAL -> opens || tokens.isNext(TokenKind.STRING_CONSTANT) ? intervalConstant(position) : null;
            default -> grammar.types.isBuiltIn() && startsTypedConstant() ? typedConstant(position) : null;
        };
    }

    /** Whether a built-in type word starts a constant; otherwise it is a column's name. */
    private boolean startsTypedConstant() {
        TokenKind next = tokens.kindAhead(1);
        if (next == TokenKind.STRING_CONSTANT) {
            return true;
        }
        return switch (tokens.kind()) {
            case DOUBLE -> true;
            case FLOAT, DECIMAL, DEC, NUMERIC, VARCHAR -> next == TokenKind.LEFT_PARENTHESIS;
            case BIT, CHARACTER, CHAR, NCHAR -> next == TokenKind.LEFT_PARENTHESIS || next == TokenKind.VARYING;
            case NATIONAL -> next == TokenKind.CHARACTER || next == TokenKind.CHAR;
            case TIME, TIMESTAMP ->
                next == TokenKind.LEFT_PARENTHESIS
                        || next == TokenKind.WITHOUT
                        || (next == TokenKind.WITH_BEFORE_TIME && tokens.kindAhead(2) == TokenKind.TIME);
            default -> false;
        };
    }

    private Expression typedConstant(int position) {
        TypeName type = grammar.types.builtIn(true);
        int at = tokens.start();
        return new Cast(new StringLiteral(tokens.string(), at), type, CastSyntax.LITERAL, position);
    }

    private Expression intervalConstant(int position) {
        tokens.advance();
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            List<Expression> modifiers = grammar.types.intervalPrecision();
            int at = tokens.start();
            StringLiteral value = new StringLiteral(tokens.string(), at);
            return new Cast(value, TypeGrammar.system("interval", modifiers, position), CastSyntax.LITERAL, position);
        }
        int at = tokens.start();
        StringLiteral value = new StringLiteral(tokens.string(), at);
        List<Expression> fields = grammar.types.intervalFields();
        return new Cast(value, TypeGrammar.system("interval", fields, position), CastSyntax.LITERAL, position);
    }

    private Expression valueFunction(ValueFunction function, int position) {
        tokens.advance();
        return new SqlValueFunction(function, -1, position);
    }

    private Expression valueFunctionWithPrecision(ValueFunction function, int position) {
        tokens.advance();
        int precision = -1;
        if (tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            precision = tokens.integer();
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        }
        return new SqlValueFunction(function, precision, position);
    }

    private Expression cast(int position) {
        tokens.advance();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        Expression operand = grammar.expressions.expression();
        tokens.expect(TokenKind.AS);
        TypeName type = grammar.types.type();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new Cast(operand, type, CastSyntax.FUNCTION, position);
    }

    private Expression collationFor(int position) {
        tokens.advance();
        tokens.advance();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        Expression operand = grammar.expressions.expression();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return ExpressionGrammar.sqlCall("pg_collation_for", position, operand);
    }

    private List<Expression> arguments() {
        tokens.advance();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        List<Expression> arguments = grammar.expressions.list();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return arguments;
    }

    private Expression nullIf(int position) {
        tokens.advance();
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        Expression left = grammar.expressions.expression();
        tokens.expect(TokenKind.COMMA);
        Expression right = grammar.expressions.expression();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return new NullIf(left, right, position);
    }

    /** After a name, at an opening parenthesis or a string constant. */
    Expression callOrConstant(List<String> name, int position) {
        if (tokens.is(TokenKind.STRING_CONSTANT)) {
            return constant(name, List.of(), position);
        }
        boolean all = tokens.isNext(TokenKind.ALL);
        FunctionCall call = application(name, position);
        if (tokens.is(TokenKind.STRING_CONSTANT) && !all && mayBeType(call)) {
            return constantWithModifiers(call, position);
        }
        return modified(call);
    }

    private static boolean mayBeType(FunctionCall call) {
        return !call.star()
                && !call.distinct()
                && !call.variadic()
                && !call.arguments().isEmpty();
    }

    private Expression constant(List<String> name, List<Expression> modifiers, int position) {
        QualifiedName typeName = new QualifiedName(name, position);
        TypeName type = new TypeName(typeName, modifiers, List.of(), false, false, position);
        int at = tokens.start();
        return new Cast(new StringLiteral(tokens.string(), at), type, CastSyntax.LITERAL, position);
    }

    /** {@code numeric_type(10, 2) '1.5'}: what looked like a call was a type. */
    private Expression constantWithModifiers(FunctionCall call, int position) {
        List<Expression> modifiers = new ArrayList<>(call.arguments().size());
        for (Argument argument : call.arguments()) {
            if (argument.name() != null) {
                throw tokens.error(argument.position(), "type modifier cannot have parameter name");
            }
            modifiers.add(argument.value());
        }
        if (!call.orderBy().isEmpty()) {
            throw tokens.error(call.orderBy().get(0).position(), "type modifier cannot have ORDER BY");
        }
        return constant(call.name().parts(), List.copyOf(modifiers), position);
    }

    /** A call without the clauses after it (func_application). */
    FunctionCall application(List<String> name, int position) {
        tokens.expect(TokenKind.LEFT_PARENTHESIS);
        QualifiedName function = new QualifiedName(name, position);
        if (tokens.accept(TokenKind.RIGHT_PARENTHESIS)) {
            return call(function, List.of(), false, false, false, List.of(), position);
        }
        if (tokens.accept(TokenKind.STAR)) {
            tokens.expect(TokenKind.RIGHT_PARENTHESIS);
            return call(function, List.of(), true, false, false, List.of(), position);
        }
        boolean distinct = tokens.accept(TokenKind.DISTINCT);
        boolean all = !distinct && tokens.accept(TokenKind.ALL);
        boolean variadic = false;
        List<Argument> arguments = List.of();
        if (distinct || all || !tokens.is(TokenKind.VARIADIC)) {
            Argument first = argument();
            if (!tokens.is(TokenKind.COMMA)) {
                arguments = List.of(first);
            } else {
                List<Argument> list = new ArrayList<>();
                list.add(first);
                while (!variadic && tokens.accept(TokenKind.COMMA)) {
                    variadic = !distinct && !all && tokens.accept(TokenKind.VARIADIC);
                    list.add(argument());
                }
                arguments = List.copyOf(list);
            }
        } else {
            tokens.advance();
            variadic = true;
            arguments = List.of(argument());
        }
        List<SortItem> orderBy = grammar.queries.optionalOrderBy();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return call(function, arguments, false, distinct, variadic, orderBy, position);
    }

    static FunctionCall call(
            QualifiedName name,
            List<Argument> arguments,
            boolean star,
            boolean distinct,
            boolean variadic,
            List<SortItem> orderBy,
            int position) {
        return new FunctionCall(name, arguments, star, distinct, variadic, orderBy, false, null, null, false, position);
    }

    /** {@code argument, ...} */
    List<Argument> argumentList() {
        List<Argument> arguments = new ArrayList<>();
        do {
            arguments.add(argument());
        } while (tokens.accept(TokenKind.COMMA));
        return arguments;
    }

    private Argument argument() {
        int position = tokens.start();
        if (tokens.kind().isTypeOrFunctionName()) {
            TokenKind next = tokens.kindAhead(1);
            if (next == TokenKind.EQUALS_GREATER || next == TokenKind.COLON_EQUALS) {
                String name = grammar.names.take();
                tokens.advance();
                return new Argument(name, grammar.expressions.expression(), position);
            }
        }
        return new Argument(null, grammar.expressions.expression(), position);
    }

    /** {@code WITHIN GROUP (...)}, {@code FILTER (...)} and {@code OVER ...} after a call. */
    private FunctionCall modified(FunctionCall call) {
        List<SortItem> orderBy = call.orderBy();
        boolean withinGroup = tokens.is(TokenKind.WITHIN);
        if (withinGroup) {
            orderBy = withinGroup(call);
        }
        Expression filter = tokens.is(TokenKind.FILTER) ? filter() : null;
        Window over = tokens.is(TokenKind.OVER) ? over() : null;
        if (!withinGroup && filter == null && over == null) {
            return call;
        }
        return new FunctionCall(
                call.name(),
                call.arguments(),
                call.star(),
                call.distinct(),
                call.variadic(),
                orderBy,
                withinGroup,
                filter,
                over,
                false,
                call.position());
    }

    private List<SortItem> withinGroup(FunctionCall call) {
        int position = tokens.start();
        tokens.advance();
        tokens.expect(TokenKind.GROUP, TokenKind.LEFT_PARENTHESIS);
        if (!tokens.is(TokenKind.ORDER)) {
            throw tokens.syntaxError();
        }
        List<SortItem> orderBy = grammar.queries.optionalOrderBy();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        if (!call.orderBy().isEmpty()) {
            throw tokens.error(position, "cannot use multiple ORDER BY clauses with WITHIN GROUP");
        }
        if (call.distinct()) {
            throw tokens.error(position, "cannot use DISTINCT with WITHIN GROUP");
        }
        if (call.variadic()) {
            throw tokens.error(position, "cannot use VARIADIC with WITHIN GROUP");
        }
        return orderBy;
    }

    private Expression filter() {
        tokens.advance();
        tokens.expect(TokenKind.LEFT_PARENTHESIS, TokenKind.WHERE);
        Expression condition = grammar.expressions.expression();
        tokens.expect(TokenKind.RIGHT_PARENTHESIS);
        return condition;
    }

    private Window over() {
        tokens.advance();
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return new WindowGrammar(grammar).specification(null);
        }
        int position = tokens.start();
        String name = grammar.names.column();
        return new Window(name, true, null, List.of(), List.of(), null, position);
    }

    /** A function as FROM, an index or a partition key may hold it: no FILTER, no OVER (func_expr_windowless). */
    Expression windowless() {
        boolean constant = tokens.is(TokenKind.INTERVAL) || tokens.is(TokenKind.GROUPING) || grammar.types.isBuiltIn();
        Expression special = constant ? null : special();
        if (special != null) {
            return special;
        }
        int position = tokens.start();
        List<String> name;
        boolean dotted = tokens.isNext(TokenKind.DOT) || tokens.isNext(TokenKind.LEFT_BRACKET);
        if (tokens.kind().isColumnName() && dotted) {
            name = grammar.names.function().parts();
        } else {
            name = List.of(grammar.names.typeOrFunction());
        }
        return application(name, position);
    }

    static Expression one() {
        return new IntegerLiteral(1, -1);
    }
}
