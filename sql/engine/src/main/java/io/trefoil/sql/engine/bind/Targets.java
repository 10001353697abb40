package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Indirection;
import io.trefoil.sql.parser.ast.Literal;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.TargetItem;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/** The select list while a query is bound: the result's columns, then extra ones for sorting and locking. */
final class Targets {
    private final ExpressionBinder binder;
    private final List<Scalar> scalars = new ArrayList<>();
    private final List<OutputColumn> columns = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private int width;

    private Targets(ExpressionBinder binder) {
        this.binder = binder;
    }

    static Targets bind(ExpressionBinder binder, List<TargetItem> items, boolean keepUnknown) {
        Targets targets = new Targets(binder);
        for (TargetItem item : items) {
            targets.add(item, keepUnknown);
        }
        targets.width = targets.scalars.size();
        return targets;
    }

    /** Rewrites an expression; the position is where it stands in the query text. */
    interface Rewrite {
        Scalar apply(Scalar scalar, int position);
    }

    private void add(TargetItem item, boolean keepUnknown) {
        Expression expression = item.expression();
        if (expression instanceof Reference.ColumnReference column && column.star()) {
            addStar(column);
            return;
        }
        if (expression instanceof Reference.IndirectionExpression indirection
                && indirection.steps().get(indirection.steps().size() - 1) instanceof Indirection.Star star) {
            addRecordStar(indirection, star.position());
            return;
        }
        Scalar bound = keepUnknown ? binder.bind(expression) : binder.bindSettled(expression);
        String name = TargetNames.of(item);
        NamedColumn origin = origin(expression);
        boolean plain = origin != null && origin.value().equals(bound);
        add(
                bound,
                plain && origin != null
                        ? new OutputColumn(
                                name,
                                bound.type(),
                                bound.typmod(),
                                origin.tableOid(),
                                Math.max(0, origin.columnNumber()))
                        : OutputColumn.of(name, bound.type(), bound.typmod()),
                expression.position());
    }

    private @org.jspecify.annotations.Nullable NamedColumn origin(Expression expression) {
        return expression instanceof Reference.ColumnReference column && !column.star()
                ? binder.scope().find(column.names(), column.position())
                : null;
    }

    private void addStar(Reference.ColumnReference column) {
        List<NamedColumn> expanded;
        if (column.names().isEmpty()) {
            if (binder.scope().entries().isEmpty()) {
                throw binder.context()
                        .error(
                                SqlState.SYNTAX_ERROR,
                                "SELECT * with no tables specified is not valid",
                                column.position());
            }
            expanded = binder.scope().visible();
        } else {
            expanded = binder.scope().star(column.names(), column.position());
        }
        for (NamedColumn named : expanded) {
            add(named.value(), named.output(), column.position());
        }
    }

    /** {@code (f(x)).*} and {@code (row).*}. */
    private void addRecordStar(Reference.IndirectionExpression indirection, int position) {
        Expression operand = indirection.steps().size() == 1
                ? indirection.operand()
                : new Reference.IndirectionExpression(
                        indirection.operand(),
                        indirection.steps().subList(0, indirection.steps().size() - 1),
                        indirection.position());
        Scalar record = binder.bind(operand);
        List<NamedColumn> fields = RecordFields.of(record);
        if (fields.isEmpty()) {
            throw binder.context()
                    .error(
                            SqlState.WRONG_OBJECT_TYPE,
                            "type " + record.type().sqlName() + " is not composite",
                            position);
        }
        for (NamedColumn field : fields) {
            add(field.value(), field.output(), position);
        }
    }

    private void add(Scalar scalar, OutputColumn column, int position) {
        scalars.add(scalar);
        columns.add(column);
        positions.add(position);
    }

    /**
     * The column that an item of ORDER BY, GROUP BY or DISTINCT ON means: an output name, an ordinal, or an expression,
     * which becomes an extra column unless the select list already has it.
     */
    int find(Expression expression, ExpressionBinder clauseBinder, String clause) {
        Integer ordinal = CallBinder.ordinal(expression);
        if (ordinal != null) {
            return ordinal(ordinal, clause, expression.position());
        }
        if (expression instanceof Literal && !(expression instanceof Literal.NullLiteral)) {
            throw binder.context()
                    .error(SqlState.SYNTAX_ERROR, "non-integer constant in " + clause, expression.position());
        }
        String name = SelectBinder.bareName(expression);
        if (name != null) {
            int found = byName(name, clause, expression.position());
            if (found >= 0) {
                return found;
            }
        }
        return findOrAdd(clauseBinder.bindSettled(expression), expression.position());
    }

    int ordinal(int ordinal, String clause, int position) {
        if (ordinal < 1 || ordinal > width) {
            throw binder.context()
                    .error(
                            SqlState.INVALID_COLUMN_REFERENCE,
                            clause + " position " + ordinal + " is not in select list",
                            position);
        }
        return ordinal - 1;
    }

    private int byName(String name, String clause, int position) {
        int found = -1;
        for (int i = 0; i < width; i++) {
            if (columns.get(i).name().equals(name)) {
                if (found >= 0 && !scalars.get(found).equals(scalars.get(i))) {
                    throw binder.context()
                            .error(SqlState.AMBIGUOUS_COLUMN, clause + " \"" + name + "\" is ambiguous", position);
                }
                found = found < 0 ? i : found;
            }
        }
        return found;
    }

    /** The select list's expression under an output name, or null; GROUP BY looks here after the input columns. */
    @org.jspecify.annotations.Nullable
    Scalar named(String name, int position) {
        int found = byName(name, "GROUP BY", position);
        return found < 0 ? null : scalars.get(found);
    }

    Scalar scalar(int column) {
        return scalars.get(column);
    }

    private int findOrAdd(Scalar scalar, int position) {
        int known = scalars.indexOf(scalar);
        if (known >= 0) {
            return known;
        }
        add(scalar, OutputColumn.of("?column?", scalar.type(), scalar.typmod()), position);
        return scalars.size() - 1;
    }

    /** Adds a column that is no part of the result. */
    int addExtra(Scalar scalar) {
        add(scalar, OutputColumn.of("extra", scalar.type(), scalar.typmod()), -1);
        return scalars.size() - 1;
    }

    boolean isExtra(int column) {
        return column >= width;
    }

    SqlType type(int column) {
        return scalars.get(column).type();
    }

    List<Scalar> scalars() {
        return scalars;
    }

    List<OutputColumn> columns() {
        return columns;
    }

    void replaceAll(Rewrite rewrite) {
        for (int i = 0; i < scalars.size(); i++) {
            scalars.set(i, rewrite.apply(scalars.get(i), positions.get(i)));
        }
    }

    /** The query without the extra columns. */
    Rel dropExtras(Rel rel) {
        if (scalars.size() == width) {
            return rel;
        }
        List<Scalar> kept = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            OutputColumn column = columns.get(i);
            kept.add(new Scalar.InputRef(i, column.type(), column.typmod(), column.name()));
        }
        return new Rel.Project(rel, kept, columns.subList(0, width));
    }
}
