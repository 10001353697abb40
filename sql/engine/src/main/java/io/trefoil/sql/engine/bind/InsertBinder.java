package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.types.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Binds the rows that an INSERT brings: which columns they name, their values, and defaults for all others. */
final class InsertBinder {
    private final BindContext context;
    private final AssignmentBinder assignments;

    InsertBinder(BindContext context) {
        this.context = context;
        this.assignments = new AssignmentBinder(context);
    }

    /** The columns that values are given for, in their order. */
    List<Column> columns(Table table, DataModification.Insert insert) {
        List<Column> columns = new ArrayList<>();
        if (insert.columns().isEmpty()) {
            table.columns().stream().filter(column -> !column.dropped()).forEach(columns::add);
            return columns;
        }
        for (DataModification.AssignmentTarget target : insert.columns()) {
            Column column = assignments.column(table, target);
            if (!target.steps().isEmpty()) {
                throw context.error(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "INSERT into a part of column \"" + column.name() + "\" is not supported yet",
                        target.position());
            }
            if (columns.contains(column)) {
                throw context.error(
                        SqlState.DUPLICATE_COLUMN,
                        "column \"" + column.name() + "\" specified more than once",
                        target.position());
            }
            columns.add(column);
        }
        return columns;
    }

    /** The source as full rows: given values converted for assignment, defaults for all other columns. */
    Rel source(TableRows rows, List<Column> columns, DataModification.Insert insert) {
        SelectStatement source = insert.source();
        if (source == null) {
            return new Rel.Values(List.of(fullRow(rows, Map.of())), rows.outputColumns());
        }
        boolean plainValues = source.body() instanceof SelectStatement.Values
                && source.with() == null
                && source.orderBy().isEmpty()
                && source.limit() == null;
        if (plainValues && source.body() instanceof SelectStatement.Values values) {
            List<List<Scalar>> bound = new ArrayList<>();
            for (List<Expression> row : values.rows()) {
                bound.add(valuesRow(rows, columns, row, insert));
            }
            int width = values.rows().get(0).size();
            if (values.rows().stream().anyMatch(row -> row.size() != width)) {
                throw context.error(
                        SqlState.SYNTAX_ERROR, "VALUES lists must all be the same length", values.position());
            }
            return new Rel.Values(bound, rows.outputColumns());
        }
        Rel query = new QueryBinder(context).bind(source, null, true);
        checkWidth(columns, query.columns().size(), insert, source.position());
        Map<Integer, Scalar> given = new LinkedHashMap<>();
        Coercion coercion = new Coercion(context, new Resolution(context));
        List<Scalar> queryColumns = queryScalars(query);
        for (int i = 0; i < query.columns().size(); i++) {
            checkIdentity(columns.get(i), insert, false, source.position());
            if (!ignored(columns.get(i), insert)) {
                given.put(
                        columns.get(i).number(),
                        assignments.assigned(coercion, queryColumns.get(i), columns.get(i), source.position()));
            }
        }
        // A projection that only hands on its expressions is merged, so that bare literals are read as the column's
        // type.
        Rel input = query instanceof Rel.Project project ? project.input() : query;
        return new Rel.Project(input, fullRow(rows, given), rows.outputColumns());
    }

    private static List<Scalar> queryScalars(Rel query) {
        if (query instanceof Rel.Project project) {
            return project.expressions();
        }
        return references(query);
    }

    /** The columns of a query as they come. */
    static List<Scalar> references(Rel query) {
        List<Scalar> references = new ArrayList<>();
        for (int i = 0; i < query.columns().size(); i++) {
            OutputColumn column = query.columns().get(i);
            references.add(new Scalar.InputRef(i, column.type(), column.typmod(), column.name()));
        }
        return references;
    }

    private void checkWidth(List<Column> columns, int width, DataModification.Insert insert, int position) {
        if (width > columns.size()) {
            throw context.error(SqlState.SYNTAX_ERROR, "INSERT has more expressions than target columns", position);
        }
        if (!insert.columns().isEmpty() && width < columns.size()) {
            throw context.error(
                    SqlState.SYNTAX_ERROR,
                    "INSERT has more target columns than expressions",
                    insert.columns().get(width).position());
        }
    }

    private List<Scalar> valuesRow(
            TableRows rows, List<Column> columns, List<Expression> row, DataModification.Insert insert) {
        ExpressionBinder binder = ExpressionBinder.plain(context, Scope.empty(context, null), Clause.VALUES);
        return valuesRow(rows, columns, row, insert, binder);
    }

    /** One row of values as a full row. */
    List<Scalar> valuesRow(
            TableRows rows,
            List<Column> columns,
            List<Expression> row,
            DataModification.Insert insert,
            ExpressionBinder binder) {
        checkWidth(
                columns,
                row.size(),
                insert,
                row.size() > columns.size() ? row.get(columns.size()).position() : -1);
        Map<Integer, Scalar> given = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            Column column = columns.get(i);
            Expression expression = row.get(i);
            boolean isDefault = expression instanceof Reference.DefaultMarker;
            checkIdentity(column, insert, isDefault, expression.position());
            if (!isDefault && !ignored(column, insert)) {
                given.put(
                        column.number(),
                        assignments.assigned(
                                binder.coercion(), binder.bind(expression), column, expression.position()));
            }
        }
        return fullRow(rows, given);
    }

    /** The given values, and for all other columns their defaults; generated ones are null for now. */
    List<Scalar> fullRow(TableRows rows, Map<Integer, Scalar> given) {
        List<Scalar> row = new ArrayList<>();
        for (Column column : rows.table().columns()) {
            Scalar value = given.get(column.number());
            row.add(
                    value != null
                            ? value
                            : column.dropped() || column.generated()
                                    ? new Scalar.Constant(null, column.type(), column.typmod())
                                    : rows.defaultValue(column));
        }
        return row;
    }

    private boolean ignored(Column column, DataModification.Insert insert) {
        return column.identity() != Column.Identity.NONE
                && insert.overriding() == DataModification.Overriding.USER_VALUE;
    }

    private void checkIdentity(Column column, DataModification.Insert insert, boolean isDefault, int position) {
        if (isDefault) {
            return;
        }
        if (column.generated()) {
            throw context.error(
                            SqlState.GENERATED_ALWAYS,
                            "cannot insert a non-DEFAULT value into column \"" + column.name() + "\"",
                            position)
                    .withDetail("Column \"" + column.name() + "\" is a generated column.");
        }
        if (column.identity() == Column.Identity.ALWAYS && insert.overriding() == DataModification.Overriding.NOT_SET) {
            throw context.error(
                            SqlState.GENERATED_ALWAYS,
                            "cannot insert a non-DEFAULT value into column \"" + column.name() + "\"",
                            position)
                    .withDetail("Column \"" + column.name() + "\" is an identity column defined as GENERATED ALWAYS.")
                    .withHint("Use OVERRIDING SYSTEM VALUE to override.");
        }
    }

    /** Adds the values of generated columns on top of the other values. */
    Rel generated(TableRows rows, Rel source) {
        if (rows.table().columns().stream().noneMatch(Column::generated)) {
            return source;
        }
        List<Scalar> row = new ArrayList<>();
        for (Column column : rows.table().columns()) {
            row.add(
                    column.generated()
                            ? rows.generatedValue(column)
                            : new Scalar.InputRef(column.number() - 1, column.type(), column.typmod(), column.name()));
        }
        return new Rel.Project(source, row, rows.outputColumns());
    }
}
