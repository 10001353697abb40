package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.Scalar.CallForm;
import io.trefoil.sql.functions.AggregateBody;
import io.trefoil.sql.parser.ast.Call;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Literal;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Function calls: ordinary, set-returning, aggregate and window functions. */
final class CallBinder {
    private final ExpressionBinder binder;
    private final BindContext context;
    private final Coercion coercion;

    CallBinder(ExpressionBinder binder) {
        this.binder = binder;
        this.context = binder.context();
        this.coercion = binder.coercion();
    }

    Scalar bind(Call.FunctionCall call) {
        String name = call.name().name();
        boolean aggregateLike =
                call.star() || call.distinct() || !call.orderBy().isEmpty() || call.filter() != null;
        if (isAggregateOrWindow(name) && (aggregateLike || call.over() != null || mayBeAggregate(name))) {
            return bindAggregateOrWindow(call);
        }
        if (aggregateLike || call.over() != null) {
            throw notAnAggregate(call);
        }
        List<Scalar> arguments = new ArrayList<>();
        List<@Nullable String> names = new ArrayList<>();
        bindArguments(call, binder, arguments, names);
        Scalar field = fieldNotation(call, arguments);
        if (field != null) {
            return field;
        }
        Resolution.FunctionChoice choice =
                binder.resolution().function(call.name(), arguments, names, call.variadic(), call.position());
        if (choice.cast() != null) {
            return coercion.convert(arguments.get(0), choice.cast(), -1, Coercion.Context.EXPLICIT, call.position());
        }
        ProcRow proc = choice.proc();
        if (proc.isAggregate() || proc.isWindow()) {
            return bindAggregateOrWindow(call);
        }
        if (proc.isProcedure()) {
            throw context.error(SqlState.WRONG_OBJECT_TYPE, name + " is a procedure", call.position())
                    .withHint("To call a procedure, use CALL.");
        }
        return makeCall(call, choice, arguments);
    }

    /** Only names of pg_aggregate and window functions can be either; most calls are decided by this look-up. */
    private static boolean isAggregateOrWindow(String name) {
        for (ProcRow proc : BuiltinCatalog.instance().procs(name)) {
            if (proc.isAggregate() || proc.isWindow()) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBeAggregate(String name) {
        for (ProcRow proc : BuiltinCatalog.instance().procs(name)) {
            if (!proc.isAggregate() && !proc.isWindow()) {
                return false;
            }
        }
        return true;
    }

    private SqlStateException notAnAggregate(Call.FunctionCall call) {
        String name = call.name().name();
        if (BuiltinCatalog.instance().procs(name).isEmpty()) {
            return context.error(SqlState.UNDEFINED_FUNCTION, "function " + name + "() does not exist", call.position())
                    .withHint("No function matches the given name and argument types. You might need to add explicit"
                            + " type casts.");
        }
        String what = call.star()
                ? name + "(*) specified, but " + name + " is not an aggregate function"
                : call.over() != null
                        ? "OVER specified, but " + name + " is not a window function nor an aggregate function"
                        : call.distinct()
                                ? "DISTINCT specified, but " + name + " is not an aggregate function"
                                : call.filter() != null
                                        ? "FILTER specified, but " + name + " is not an aggregate function"
                                        : "ORDER BY specified, but " + name + " is not an aggregate function";
        return context.error(SqlState.WRONG_OBJECT_TYPE, what, call.position());
    }

    private void bindArguments(
            Call.FunctionCall call, ExpressionBinder with, List<Scalar> arguments, List<@Nullable String> names) {
        for (Call.Argument argument : call.arguments()) {
            if (argument.value() instanceof Reference.ColumnReference column
                    && column.star()
                    && column.names().isEmpty()) {
                throw context.error(SqlState.SYNTAX_ERROR, "syntax error at or near \"*\"", column.position());
            }
            Scalar value = with.bind(argument.value());
            if (isOutParameter(value)) {
                continue;
            }
            arguments.add(value);
            names.add(argument.name());
        }
    }

    /** A parameter of type void is the place of a result in JDBC's {@code {? = call f(?)}} (PostgreSQL: ParseFuncOrColumn). */
    private static boolean isOutParameter(Scalar value) {
        return value instanceof Scalar.ParameterRef parameter && parameter.type() == SqlTypes.VOID;
    }

    /** {@code f(r)} where r is a row value with a field f. */
    private @Nullable Scalar fieldNotation(Call.FunctionCall call, List<Scalar> arguments) {
        if (arguments.size() != 1 || !(arguments.get(0) instanceof Scalar.RowConstructor row)) {
            return null;
        }
        int index = row.names().indexOf(call.name().name());
        return index < 0 ? null : row.fields().get(index);
    }

    private Scalar makeCall(Call.FunctionCall call, Resolution.FunctionChoice choice, List<Scalar> given) {
        List<Scalar> arguments = convertArguments(call, choice, given);
        int position = context.position(call.position());
        SqlType type = RecordFields.resultType(choice.function(), arguments, choice.resultType());
        if (choice.proc().returnsSet()) {
            if (!binder.clause().allowsSets()) {
                throw context.error(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "set-returning functions are not allowed in "
                                + binder.clause().text(),
                        call.position());
            }
            return new Scalar.SetCall(choice.function(), arguments, type, -1);
        }
        return ConstantFolding.fold(
                new Scalar.Call(choice.function(), arguments, type, -1, CallForm.FUNCTION, null), position);
    }

    private List<Scalar> convertArguments(
            Call.FunctionCall call, Resolution.FunctionChoice choice, List<Scalar> given) {
        List<Scalar> ordered = choice.arrange(given, this::defaultArgument);
        List<Scalar> converted = new ArrayList<>();
        for (int i = 0; i < ordered.size(); i++) {
            int position = i < call.arguments().size()
                    ? call.arguments().get(i).value().position()
                    : call.position();
            SqlType wanted = choice.argumentTypes().get(i);
            Scalar value = coercion.implicit(ordered.get(i), wanted, position);
            converted.add(wanted.category() == 'P' ? coercion.settle(value) : value);
        }
        SqlType variadic = choice.variadicElement();
        if (variadic == null) {
            return converted;
        }
        int fixed = choice.fixedArguments();
        List<Scalar> packed = new ArrayList<>(converted.subList(0, fixed));
        packed.add(ArrayConstants.fold(new Scalar.ArrayConstructor(
                converted.subList(fixed, converted.size()), SqlTypes.arrayOf(variadic), false)));
        return packed;
    }

    private Scalar defaultArgument(String sql) {
        return ExpressionBinder.plain(context, Scope.empty(context, null), Clause.DEFAULT)
                .bind(io.trefoil.sql.parser.SqlParser.parseExpression(sql));
    }

    /** CURRENT_DATE and its like: calls of the functions behind them. */
    Scalar valueFunction(Call.SqlValueFunction value) {
        int position = value.position();
        return switch (value.function()) {
            case CURRENT_DATE -> explicit(now(position), SqlTypes.DATE, -1, position);
            case CURRENT_TIME -> explicit(now(position), SqlTypes.TIMETZ, value.precision(), position);
            case CURRENT_TIMESTAMP -> explicit(now(position), SqlTypes.TIMESTAMPTZ, value.precision(), position);
            case LOCALTIME -> explicit(now(position), SqlTypes.TIME, value.precision(), position);
            case LOCALTIMESTAMP -> explicit(now(position), SqlTypes.TIMESTAMP, value.precision(), position);
            case CURRENT_ROLE, CURRENT_USER, USER -> binder.operators().function("current_user", List.of(), position);
            case SESSION_USER -> binder.operators().function("session_user", List.of(), position);
            case CURRENT_CATALOG -> binder.operators().function("current_database", List.of(), position);
            case CURRENT_SCHEMA -> binder.operators().function("current_schema", List.of(), position);
        };
    }

    private Scalar now(int position) {
        return binder.operators().function("now", List.of(), position);
    }

    private Scalar explicit(Scalar value, SqlType type, int typmod, int position) {
        return coercion.convert(value, type, typmod, Coercion.Context.EXPLICIT, position);
    }

    /** GROUPING(a, b): bits of the grouping set a row belongs to; resolved with the Aggregate node. */
    Scalar grouping(Call.GroupingFunction grouping) {
        List<Scalar> arguments = binder.inside(Clause.AGGREGATE).bindAll(grouping.arguments());
        return binder.placeholders()
                .add(new AggregateCall(GROUPING, GROUPING, NO_BODY, arguments, false, null, List.of(), SqlTypes.INT4));
    }

    /** Name by which the query binder knows a GROUPING call among the aggregates. */
    static final String GROUPING = "grouping";

    private static final AggregateBody NO_BODY = (types, result) -> {
        throw new IllegalStateException("GROUPING is computed from the grouping set");
    };

    private Scalar bindAggregateOrWindow(Call.FunctionCall call) {
        String name = call.name().name();
        ExpressionBinder inner = binder.inside(call.over() == null ? Clause.AGGREGATE : Clause.SELECT);
        List<Scalar> arguments = new ArrayList<>();
        List<@Nullable String> names = new ArrayList<>();
        if (!call.star()) {
            bindArguments(call, inner, arguments, names);
        }
        List<Scalar> resolved = new ArrayList<>(arguments);
        List<AggregateCall.Order> order = new ArrayList<>();
        for (SortItem item : call.orderBy()) {
            Scalar key = inner.bindSettled(item.expression());
            boolean descending = SortDirection.descending(item);
            order.add(new AggregateCall.Order(key, descending, SortDirection.nullsFirst(item)));
            if (call.withinGroup()) {
                resolved.add(key);
                names.add(null);
            }
        }
        Resolution.FunctionChoice choice =
                binder.resolution().function(call.name(), resolved, names, call.variadic(), call.position());
        ProcRow proc = choice.proc();
        if (!proc.isAggregate() && !proc.isWindow()) {
            if (call.star() || call.distinct() || call.filter() != null || call.over() != null || !order.isEmpty()) {
                throw notAnAggregate(call);
            }
            return makeCall(call, choice, arguments);
        }
        if (call.arguments().isEmpty() && !call.star() && proc.isAggregate() && name.equals("count")) {
            throw context.error(
                    SqlState.WRONG_OBJECT_TYPE,
                    "count(*) must be used to call a parameterless aggregate function",
                    call.position());
        }
        Expression filterExpression = call.filter();
        Scalar filter = filterExpression == null
                ? null
                : binder.inside(Clause.FILTER).bindCondition(filterExpression, "FILTER");
        List<Scalar> converted = convertArguments(call, choice, resolved);
        if (call.over() != null) {
            return new WindowBinder(binder).bind(call, proc, choice, converted, filter);
        }
        if (proc.isWindow()) {
            throw context.error(
                    SqlState.WINDOWING_ERROR, "window function " + name + " requires an OVER clause", call.position());
        }
        if (!binder.clause().allowsAggregates()) {
            throw context.error(
                    SqlState.GROUPING_ERROR,
                    binder.clause() == Clause.AGGREGATE
                            ? "aggregate function calls cannot be nested"
                            : "aggregate functions are not allowed in "
                                    + binder.clause().text(),
                    call.position());
        }
        AggregateBody body = body(proc, call.position());
        return binder.placeholders()
                .add(new AggregateCall(
                        name,
                        FunctionCatalog.signature(proc),
                        body,
                        converted,
                        call.distinct(),
                        filter,
                        order,
                        choice.resultType()));
    }

    AggregateBody body(ProcRow proc, int position) {
        AggregateBody body = context.environment().functions().aggregate(proc);
        if (body == null) {
            throw context.error(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "aggregate function " + FunctionCatalog.signature(proc) + " is not supported yet",
                    position);
        }
        return body;
    }

    /** The column name that PostgreSQL gives a call without alias. */
    static String columnName(Call call) {
        return switch (call) {
            case Call.FunctionCall function -> sqlName(function);
            case Call.SqlValueFunction value -> value.function().name().toLowerCase(Locale.ROOT);
            case Call.Coalesce coalesce -> "coalesce";
            case Call.NullIf nullIf -> "nullif";
            case Call.GreatestLeast extreme -> extreme.greatest() ? "greatest" : "least";
            case Call.GroupingFunction grouping -> "grouping";
        };
    }

    private static String sqlName(Call.FunctionCall call) {
        return call.name().name();
    }

    /** Whether a literal is the integer constant that ORDER BY and GROUP BY take as a position. */
    static @Nullable Integer ordinal(Expression expression) {
        return expression instanceof Literal.IntegerLiteral literal ? Integer.valueOf(literal.value()) : null;
    }
}
