package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.parser.ast.Construct;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;

/** Queries inside expressions. */
final class SubqueryBinder {
    private final ExpressionBinder binder;
    private final BindContext context;

    SubqueryBinder(ExpressionBinder binder) {
        this.binder = binder;
        this.context = binder.context();
    }

    Scalar exists(Construct.Exists exists) {
        Inner inner = bind(exists.query(), exists.position());
        return new Scalar.SubPlan(
                Scalar.SubPlan.Kind.EXISTS, inner.rel, inner.link.bindings(), List.of(), new int[0], SqlTypes.BOOL, -1);
    }

    Scalar scalar(Construct.ScalarSubquery scalar) {
        Inner inner = bind(scalar.query(), scalar.position());
        OutputColumn column = single(inner.rel, scalar.position());
        return new Scalar.SubPlan(
                Scalar.SubPlan.Kind.SCALAR,
                inner.rel,
                inner.link.bindings(),
                List.of(),
                new int[0],
                column.type(),
                column.typmod());
    }

    Scalar array(Construct.ArraySubquery array) {
        Inner inner = bind(array.query(), array.position());
        OutputColumn column = single(inner.rel, array.position());
        return new Scalar.SubPlan(
                Scalar.SubPlan.Kind.ARRAY,
                inner.rel,
                inner.link.bindings(),
                List.of(),
                new int[0],
                column.type().category() == 'A' ? column.type() : SqlTypes.arrayOf(column.type()),
                -1);
    }

    Scalar in(Operation.InSubquery in) {
        Scalar any = quantified(Operation.OperatorName.of("="), false, in.operand(), in.query(), in.position());
        return in.negated() ? new Scalar.Not(any) : any;
    }

    Scalar quantified(Operation.QuantifiedSubquery quantified) {
        return quantified(
                quantified.operator(), quantified.all(), quantified.left(), quantified.query(), quantified.position());
    }

    private Scalar quantified(
            Operation.OperatorName operator, boolean all, Expression left, SelectStatement query, int position) {
        List<Scalar> leftValues = left instanceof Construct.RowConstructor row
                ? binder.bindAll(row.elements())
                : List.of(binder.bind(left));
        Inner inner = bind(query, position);
        List<OutputColumn> columns = inner.rel.columns();
        if (columns.size() != leftValues.size()) {
            throw context.error(
                    SqlState.SYNTAX_ERROR,
                    columns.size() < leftValues.size()
                            ? "subquery has too few columns"
                            : "subquery has too many columns",
                    position);
        }
        int[] slots = new int[columns.size()];
        List<Scalar> rowValues = new ArrayList<>();
        for (int i = 0; i < slots.length; i++) {
            slots[i] = context.nextSlot();
            rowValues.add(new Scalar.SlotRef(
                    slots[i], columns.get(i).type(), columns.get(i).typmod()));
        }
        List<Scalar> tests = new ArrayList<>();
        if (operator.symbol().equals("=") || leftValues.size() == 1) {
            for (int i = 0; i < slots.length; i++) {
                tests.add(binder.operators().binary(operator, leftValues.get(i), rowValues.get(i), position));
            }
        } else {
            tests.add(binder.operators().rows(operator, leftValues, rowValues, position));
        }
        Scalar.SubPlan.Kind kind = all ? Scalar.SubPlan.Kind.ALL : Scalar.SubPlan.Kind.ANY;
        return new Scalar.SubPlan(kind, inner.rel, inner.link.bindings(), tests, slots, SqlTypes.BOOL, -1);
    }

    /** {@code (a, b) = (SELECT ...)} for at most one row. */
    Scalar rowComparison(
            Operation.OperatorName operator,
            Construct.RowConstructor left,
            Construct.ScalarSubquery right,
            int position) {
        List<Scalar> leftValues = binder.bindAll(left.elements());
        Inner inner = bind(right.query(), position);
        if (inner.rel.columns().size() != leftValues.size()) {
            throw context.error(
                    SqlState.SYNTAX_ERROR,
                    inner.rel.columns().size() < leftValues.size()
                            ? "subquery has too few columns"
                            : "subquery has too many columns",
                    position);
        }
        return binder.operators().rows(operator, leftValues, rowValues(inner), position);
    }

    /** The columns of a query of at most one row, as separate values: it is computed as one record. */
    List<Scalar> rowValues(SelectStatement query, int width, int position) {
        Inner inner = bind(query, position);
        if (inner.rel.columns().size() != width) {
            throw context.error(SqlState.SYNTAX_ERROR, "number of columns does not match number of values", position);
        }
        return rowValues(inner);
    }

    private List<Scalar> rowValues(Inner inner) {
        List<Scalar> fields = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<OutputColumn> columns = inner.rel.columns();
        for (int i = 0; i < columns.size(); i++) {
            fields.add(new Scalar.InputRef(
                    i,
                    columns.get(i).type(),
                    columns.get(i).typmod(),
                    columns.get(i).name()));
            names.add(columns.get(i).name());
        }
        Scalar record = new Scalar.RowConstructor(fields, names, SqlTypes.RECORD);
        Rel packed = new Rel.Project(inner.rel, List.of(record), List.of(OutputColumn.of("row", SqlTypes.RECORD, -1)));
        Scalar row = new Scalar.SubPlan(
                Scalar.SubPlan.Kind.SCALAR, packed, inner.link.bindings(), List.of(), new int[0], SqlTypes.RECORD, -1);
        List<Scalar> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(new Scalar.FieldAccess(
                    row, i, columns.get(i).type(), columns.get(i).typmod()));
        }
        return values;
    }

    private record Inner(Rel rel, OuterLink link) {}

    private Inner bind(SelectStatement query, int position) {
        if (!binder.clause().allowsSubqueries()) {
            throw context.error(
                    SqlState.FEATURE_NOT_SUPPORTED, "cannot use subquery in " + singular(binder.clause()), position);
        }
        OuterLink link = new OuterLink(context, binder.scope());
        Rel rel = new QueryBinder(context).bind(query, link);
        return new Inner(rel, link);
    }

    private static String singular(Clause clause) {
        return switch (clause) {
            case CHECK -> "check constraint";
            case DEFAULT -> "DEFAULT expression";
            case GENERATED -> "column generation expression";
            case INDEX_EXPRESSION -> "index expression";
            case INDEX_PREDICATE -> "index predicate";
            case EXECUTE_PARAMETER -> "EXECUTE parameter";
            default -> clause.text();
        };
    }

    private OutputColumn single(Rel rel, int position) {
        if (rel.columns().size() != 1) {
            throw context.error(SqlState.SYNTAX_ERROR, "subquery must return only one column", position);
        }
        return rel.columns().get(0);
    }
}
