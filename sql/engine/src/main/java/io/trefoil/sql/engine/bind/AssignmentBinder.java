package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.parser.ast.Construct;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Indirection;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binds what is written into columns: SET lists, and values on their way into a column of a type. */
final class AssignmentBinder {
    private final BindContext context;

    AssignmentBinder(BindContext context) {
        this.context = context;
    }

    /** SET lists of UPDATE, DO UPDATE and MERGE, and what generated columns are then. */
    List<ConflictAction.Assignment> assignments(
            TableRows rows, List<DataModification.Assignment> written, ExpressionBinder binder) {
        Map<Integer, Scalar> values = new LinkedHashMap<>();
        for (DataModification.Assignment assignment : written) {
            switch (assignment) {
                case DataModification.SingleAssignment single ->
                    assign(rows, single.target(), single.value(), null, values, binder);
                case DataModification.MultipleAssignment multiple -> assignSeveral(rows, multiple, values, binder);
            }
        }
        List<ConflictAction.Assignment> assignments = new ArrayList<>();
        values.forEach((column, value) -> assignments.add(new ConflictAction.Assignment(column, value)));
        addGenerated(rows, assignments);
        return assignments;
    }

    private void assignSeveral(
            TableRows rows,
            DataModification.MultipleAssignment multiple,
            Map<Integer, Scalar> values,
            ExpressionBinder binder) {
        int width = multiple.targets().size();
        Expression source = multiple.source();
        if (source instanceof Construct.ScalarSubquery subquery) {
            List<Scalar> row = new SubqueryBinder(binder).rowValues(subquery.query(), width, subquery.position());
            for (int i = 0; i < width; i++) {
                assign(rows, multiple.targets().get(i), source, row.get(i), values, binder);
            }
            return;
        }
        List<Expression> elements = source instanceof Construct.RowConstructor row ? row.elements() : List.of(source);
        if (elements.size() != width) {
            throw context.error(
                    SqlState.SYNTAX_ERROR, "number of columns does not match number of values", source.position());
        }
        for (int i = 0; i < width; i++) {
            assign(rows, multiple.targets().get(i), elements.get(i), null, values, binder);
        }
    }

    private void assign(
            TableRows rows,
            DataModification.AssignmentTarget target,
            Expression expression,
            @Nullable Scalar bound,
            Map<Integer, Scalar> values,
            ExpressionBinder binder) {
        Column column = column(rows.table(), target);
        if (values.containsKey(column.number())) {
            throw context.error(
                    SqlState.SYNTAX_ERROR,
                    "multiple assignments to same column \"" + column.name() + "\"",
                    target.position());
        }
        if (!target.steps().isEmpty()) {
            values.put(column.number(), element(column, target, expression, bound, binder));
            return;
        }
        if (bound == null && expression instanceof Reference.DefaultMarker) {
            values.put(column.number(), rows.defaultValue(column));
            return;
        }
        if (column.generated() || column.identity() == Column.Identity.ALWAYS) {
            throw context.error(
                            SqlState.GENERATED_ALWAYS,
                            "column \"" + column.name() + "\" can only be updated to DEFAULT",
                            target.position())
                    .withDetail("Column \"" + column.name()
                            + (column.generated()
                                    ? "\" is a generated column."
                                    : "\" is an identity column defined as GENERATED ALWAYS."));
        }
        Scalar value = bound != null ? bound : binder.bind(expression);
        values.put(column.number(), assigned(binder.coercion(), value, column, expression.position()));
    }

    /** {@code SET a[i] = value}: the array with one element replaced. */
    private Scalar element(
            Column column,
            DataModification.AssignmentTarget target,
            Expression expression,
            @Nullable Scalar bound,
            ExpressionBinder binder) {
        SqlType element = column.type().elementType();
        if (element == null
                || target.steps().size() != 1
                || !(target.steps().get(0) instanceof Indirection.Subscript subscript)) {
            throw context.error(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "assignment to this part of column \"" + column.name() + "\" is not supported yet",
                    target.position());
        }
        Scalar index = binder.coercion()
                .convert(
                        binder.bind(subscript.index()),
                        SqlTypes.INT4,
                        -1,
                        Coercion.Context.ASSIGNMENT,
                        target.position());
        Scalar value = bound != null ? bound : binder.bind(expression);
        Scalar converted = binder.coercion()
                .tryConvert(value, element, column.typmod(), Coercion.Context.ASSIGNMENT, expression.position());
        if (converted == null) {
            throw context.error(
                            SqlState.DATATYPE_MISMATCH,
                            "subscripted assignment to \"" + column.name() + "\" requires type " + element.sqlName()
                                    + " but expression is of type "
                                    + value.type().sqlName(),
                            expression.position())
                    .withHint("You will need to rewrite or cast the expression.");
        }
        Scalar old = new Scalar.InputRef(column.number() - 1, column.type(), column.typmod(), column.name());
        return new Scalar.Call(
                ArrayAssignment.function(element),
                List.of(old, index, converted),
                column.type(),
                column.typmod(),
                Scalar.CallForm.FUNCTION,
                null);
    }

    private void addGenerated(TableRows rows, List<ConflictAction.Assignment> assignments) {
        for (Column column : rows.table().columns()) {
            if (column.generated() && !column.dropped()) {
                Scalar value = ScalarRewriter.rewrite(rows.generatedValue(column), part -> {
                    if (part instanceof Scalar.InputRef reference) {
                        for (ConflictAction.Assignment assignment : assignments) {
                            if (assignment.column() - 1 == reference.index()) {
                                return assignment.value();
                            }
                        }
                    }
                    return null;
                });
                assignments.add(new ConflictAction.Assignment(column.number(), value));
            }
        }
    }

    /** The column that a target names; 42703 when there is none. */
    Column column(Table table, DataModification.AssignmentTarget target) {
        return table.findColumn(target.column())
                .orElseThrow(() -> context.error(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"" + target.column() + "\" of relation \"" + table.name() + "\" does not exist",
                        target.position()));
    }

    /** The value as the column's type, or 42804 as PostgreSQL words it. */
    Scalar assigned(Coercion coercion, Scalar value, Column column, int position) {
        Scalar converted =
                coercion.tryConvert(value, column.type(), column.typmod(), Coercion.Context.ASSIGNMENT, position);
        if (converted == null) {
            throw context.error(
                            SqlState.DATATYPE_MISMATCH,
                            "column \"" + column.name() + "\" is of type "
                                    + column.type().sqlName() + " but expression is of type "
                                    + value.type().sqlName(),
                            position)
                    .withHint("You will need to rewrite or cast the expression.");
        }
        return converted;
    }
}
