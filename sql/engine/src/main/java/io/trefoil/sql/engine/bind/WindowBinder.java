package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.WindowCall;
import io.trefoil.sql.parser.ast.Call;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.SortItem;
import io.trefoil.sql.parser.ast.Window;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls with OVER. */
final class WindowBinder {
    private final ExpressionBinder binder;
    private final BindContext context;

    WindowBinder(ExpressionBinder binder) {
        this.binder = binder;
        this.context = binder.context();
    }

    Scalar bind(
            Call.FunctionCall call,
            ProcRow proc,
            Resolution.FunctionChoice choice,
            List<Scalar> arguments,
            @Nullable Scalar filter) {
        if (!binder.clause().allowsWindows()) {
            throw context.error(
                    SqlState.WINDOWING_ERROR,
                    "window functions are not allowed in " + binder.clause().text(),
                    call.position());
        }
        if (call.distinct()) {
            throw context.error(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "DISTINCT is not implemented for window functions",
                    call.position());
        }
        Window window = resolve(java.util.Objects.requireNonNull(call.over()));
        ExpressionBinder inner = binder.inside(Clause.WINDOW);
        List<Scalar> partition = new ArrayList<>();
        for (Expression expression : window.partitionBy()) {
            partition.add(inner.bindSettled(expression));
        }
        List<AggregateCall.Order> order = new ArrayList<>();
        for (SortItem item : window.orderBy()) {
            order.add(new AggregateCall.Order(
                    inner.bindSettled(item.expression()),
                    SortDirection.descending(item),
                    SortDirection.nullsFirst(item)));
        }
        WindowCall bound = new WindowCall(
                proc.name(),
                proc.isAggregate() ? new CallBinder(binder).body(proc, call.position()) : null,
                arguments,
                filter,
                partition,
                order,
                frame(window, order, inner),
                choice.resultType());
        return binder.placeholders().add(bound);
    }

    /** OVER name, or OVER (base ...): the definition with everything it inherits. */
    private Window resolve(Window over) {
        String baseName = over.nameOnly() ? over.name() : over.base();
        if (baseName == null) {
            return over;
        }
        Window base = binder.windows().find(baseName);
        if (base == null) {
            throw context.error(
                    SqlState.UNDEFINED_OBJECT, "window \"" + baseName + "\" does not exist", over.position());
        }
        Window resolved = resolve(withoutName(base));
        if (over.nameOnly()) {
            return resolved;
        }
        if (!over.partitionBy().isEmpty()) {
            throw context.error(
                    SqlState.WINDOWING_ERROR,
                    "cannot override PARTITION BY clause of window \"" + baseName + "\"",
                    over.position());
        }
        if (!over.orderBy().isEmpty() && !resolved.orderBy().isEmpty()) {
            throw context.error(
                    SqlState.WINDOWING_ERROR,
                    "cannot override ORDER BY clause of window \"" + baseName + "\"",
                    over.position());
        }
        return new Window(
                null,
                false,
                null,
                resolved.partitionBy(),
                over.orderBy().isEmpty() ? resolved.orderBy() : over.orderBy(),
                over.frame(),
                over.position());
    }

    private static Window withoutName(Window window) {
        return new Window(
                null, false, window.base(), window.partitionBy(), window.orderBy(), window.frame(), window.position());
    }

    private WindowCall.Frame frame(Window window, List<AggregateCall.Order> order, ExpressionBinder inner) {
        Window.Frame frame = window.frame();
        if (frame == null) {
            return WindowCall.Frame.DEFAULT;
        }
        WindowCall.Unit unit = WindowCall.Unit.valueOf(frame.unit().name());
        Window.Bound end = frame.end();
        WindowCall.BoundKind startKind = kind(frame.start());
        WindowCall.BoundKind endKind = end == null ? WindowCall.BoundKind.CURRENT_ROW : kind(end);
        if (startKind == WindowCall.BoundKind.UNBOUNDED_FOLLOWING) {
            throw context.error(
                    SqlState.WINDOWING_ERROR, "frame start cannot be UNBOUNDED FOLLOWING", window.position());
        }
        if (endKind == WindowCall.BoundKind.UNBOUNDED_PRECEDING) {
            throw context.error(SqlState.WINDOWING_ERROR, "frame end cannot be UNBOUNDED PRECEDING", window.position());
        }
        WindowCall.Exclusion exclusion = frame.exclusion() == Window.Exclusion.NO_OTHERS
                ? WindowCall.Exclusion.NONE
                : WindowCall.Exclusion.valueOf(frame.exclusion().name());
        return new WindowCall.Frame(
                unit,
                startKind,
                offset(frame.start(), unit, order, inner),
                endKind,
                end == null ? null : offset(end, unit, order, inner),
                exclusion);
    }

    private static WindowCall.BoundKind kind(Window.Bound bound) {
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> WindowCall.BoundKind.UNBOUNDED_PRECEDING;
            case OFFSET_PRECEDING -> WindowCall.BoundKind.PRECEDING;
            case CURRENT_ROW -> WindowCall.BoundKind.CURRENT_ROW;
            case OFFSET_FOLLOWING -> WindowCall.BoundKind.FOLLOWING;
            case UNBOUNDED_FOLLOWING -> WindowCall.BoundKind.UNBOUNDED_FOLLOWING;
        };
    }

    private @Nullable Scalar offset(
            Window.Bound bound, WindowCall.Unit unit, List<AggregateCall.Order> order, ExpressionBinder inner) {
        Expression expression = bound.offset();
        if (expression == null) {
            return null;
        }
        Scalar value = inner.bind(expression);
        SqlType wanted = SqlTypes.INT8;
        if (unit == WindowCall.Unit.RANGE) {
            if (order.size() != 1) {
                throw context.error(
                        SqlState.WINDOWING_ERROR,
                        "RANGE with offset PRECEDING/FOLLOWING requires exactly one ORDER BY column",
                        expression.position());
            }
            SqlType key = order.get(0).expression().type();
            wanted = key.category() == 'D' ? SqlTypes.INTERVAL : key;
        }
        return binder.coercion().convert(value, wanted, -1, Coercion.Context.IMPLICIT, expression.position());
    }
}
