package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.parser.ast.Construct;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.Indirection;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.TargetItem;
import io.trefoil.sql.parser.ast.WithClause;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binds INSERT, UPDATE and DELETE. */
final class ModificationBinder {
    private final BindContext context;

    ModificationBinder(BindContext context) {
        this.context = context;
    }

    Rel bind(DataModification statement) {
        context.enter();
        CteNames before = context.cteNames();
        try {
            return switch (statement) {
                case DataModification.Insert insert -> with(insert.with(), () -> insert(insert));
                case DataModification.Update update -> with(update.with(), () -> update(update));
                case DataModification.Delete delete -> with(delete.with(), () -> delete(delete));
                case DataModification.Merge merge ->
                    throw context.error(SqlState.FEATURE_NOT_SUPPORTED, "MERGE is not supported yet", merge.position());
            };
        } finally {
            context.cteNames(before);
            context.leave();
        }
    }

    private Rel with(@Nullable WithClause clause, java.util.function.Supplier<Rel> body) {
        List<Rel.With.Cte> ctes = new QueryBinder(context).bindWith(clause, null);
        Rel bound = body.get();
        return ctes.isEmpty() ? bound : new Rel.With(ctes, bound);
    }

    private Table target(QualifiedName name, Privilege privilege) {
        RelationNames.Target found;
        try {
            found = RelationNames.require(context.environment(), name);
        } catch (SqlStateException e) {
            throw e.withPosition(context.position(name.position()));
        }
        if (found instanceof RelationNames.Target.User user && user.relation() instanceof Table table) {
            Privileges.require(
                    context.environment().catalog(), context.environment().role(), table, privilege);
            return table;
        }
        if (found instanceof RelationNames.Target.System system) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "permission denied: \"" + system.view().name() + "\" is a system catalog");
        }
        String verb = switch (privilege) {
            case INSERT -> "insert into";
            case DELETE -> "delete from";
            default -> "update";
        };
        throw new SqlStateException(
                        SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "cannot " + verb + " \"" + name.name() + "\"")
                .withDetail("It is not a table.");
    }

    // INSERT

    private Rel insert(DataModification.Insert insert) {
        Table table = target(insert.target(), Privilege.INSERT);
        TableRows rows = new TableRows(context, table);
        List<Column> columns = insertColumns(table, insert);
        Rel source = generated(rows, insertSource(rows, columns, insert), insert);
        String aliasName = insert.alias();
        String alias = aliasName == null ? table.name() : aliasName;
        ConflictAction conflict = new ConflictBinder(context, rows, alias).bind(insert.onConflict());
        RangeEntry entry = rows.entry(alias, 0, -1);
        Returning returning =
                returning(insert.returning(), new Scope(context, null, List.of(entry), entry.columns()), table);
        return new Rel.Insert(rows.change(), source, conflict, returning.scalars(), returning.columns());
    }

    private List<Column> insertColumns(Table table, DataModification.Insert insert) {
        List<Column> columns = new ArrayList<>();
        if (insert.columns().isEmpty()) {
            table.columns().stream().filter(column -> !column.dropped()).forEach(columns::add);
            return columns;
        }
        for (DataModification.AssignmentTarget target : insert.columns()) {
            Column column = column(table, target);
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

    private Column column(Table table, DataModification.AssignmentTarget target) {
        return table.findColumn(target.column())
                .orElseThrow(() -> context.error(
                        SqlState.UNDEFINED_COLUMN,
                        "column \"" + target.column() + "\" of relation \"" + table.name() + "\" does not exist",
                        target.position()));
    }

    /** The source as full rows: given values converted for assignment, defaults for all other columns. */
    private Rel insertSource(TableRows rows, List<Column> columns, DataModification.Insert insert) {
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
                        assigned(coercion, queryColumns.get(i), columns.get(i), source.position()));
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
        checkWidth(
                columns,
                row.size(),
                insert,
                row.size() > columns.size() ? row.get(columns.size()).position() : -1);
        ExpressionBinder binder = ExpressionBinder.plain(context, Scope.empty(context, null), Clause.VALUES);
        Map<Integer, Scalar> given = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            Column column = columns.get(i);
            Expression expression = row.get(i);
            boolean isDefault = expression instanceof Reference.DefaultMarker;
            checkIdentity(column, insert, isDefault, expression.position());
            if (!isDefault && !ignored(column, insert)) {
                given.put(
                        column.number(),
                        assigned(binder.coercion(), binder.bind(expression), column, expression.position()));
            }
        }
        return fullRow(rows, given);
    }

    private List<Scalar> fullRow(TableRows rows, Map<Integer, Scalar> given) {
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

    /** Adds the values of generated columns on top of the other values. */
    private Rel generated(TableRows rows, Rel source, DataModification.Insert insert) {
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

    // UPDATE

    private Rel update(DataModification.Update update) {
        Table table = target(update.target().name(), Privilege.UPDATE);
        TableRows rows = new TableRows(context, table);
        Changed changed = changed(rows, update.target(), update.from(), update.where());
        List<ConflictAction.Assignment> assignments = assignments(
                rows, update.assignments(), ExpressionBinder.plain(context, changed.scope(), Clause.UPDATE));
        addGenerated(rows, assignments);
        Returning returning = returning(update.returning(), changed.scope(), table);
        return new Rel.Update(rows.change(), changed.rel(), assignments, returning.scalars(), returning.columns());
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

    /** SET lists of UPDATE and DO UPDATE. */
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

    // DELETE

    private Rel delete(DataModification.Delete delete) {
        Table table = target(delete.target().name(), Privilege.DELETE);
        TableRows rows = new TableRows(context, table);
        Changed changed = changed(rows, delete.target(), delete.using(), delete.where());
        Returning returning = returning(delete.returning(), changed.scope(), table);
        return new Rel.Delete(rows.change(), changed.rel(), returning.scalars(), returning.columns());
    }

    // What UPDATE and DELETE share

    /** The rows to change: full row, row key, columns of FROM or USING; and the names over them. */
    private record Changed(Rel rel, Scope scope) {}

    private Changed changed(
            TableRows rows, FromItem.TableItem target, List<FromItem> from, @Nullable Expression where) {
        FromItem.Alias aliasItem = target.alias();
        String alias = aliasItem == null ? rows.table().name() : aliasItem.name();
        Rel rel = rows.scan(alias);
        int width = rows.width() + 1;
        RangeEntry entry = rows.entry(alias, 0, rows.width());
        List<RangeEntry> entries = new ArrayList<>(List.of(entry));
        List<NamedColumn> visible = new ArrayList<>(entry.columns());
        if (!from.isEmpty()) {
            FromBinder.Part part = new FromBinder(context, null, RowLocks.none(context)).bind(from);
            rel = new Rel.Join(JoinKind.INNER, rel, part.rel(), new Scalar.Constant(true, SqlTypes.BOOL, -1));
            for (RangeEntry other : part.entries()) {
                if (other.alias().equals(alias)) {
                    throw context.error(
                            SqlState.DUPLICATE_ALIAS,
                            "table name \"" + alias + "\" specified more than once",
                            target.position());
                }
                List<NamedColumn> columns = other.columns().stream()
                        .map(column -> shifted(column, width))
                        .toList();
                entries.add(new RangeEntry(
                        other.alias(),
                        other.schemaOid(),
                        other.relationOid(),
                        other.table(),
                        columns,
                        other.rowKey() < 0 ? -1 : other.rowKey() + width,
                        other.rowType()));
            }
            part.visible().forEach(column -> visible.add(shifted(column, width)));
        }
        Scope scope = new Scope(context, null, entries, visible);
        if (where != null) {
            rel = new Rel.Filter(
                    rel, ExpressionBinder.plain(context, scope, Clause.WHERE).bindCondition(where, "WHERE"));
        }
        return new Changed(rel, scope);
    }

    private static NamedColumn shifted(NamedColumn column, int by) {
        return new NamedColumn(
                column.name(), ScalarRewriter.shift(column.value(), by), column.tableOid(), column.columnNumber());
    }

    private record Returning(@Nullable List<Scalar> scalars, List<OutputColumn> columns) {}

    private Returning returning(List<TargetItem> items, Scope scope, Table table) {
        if (items.isEmpty()) {
            return new Returning(null, List.of());
        }
        Privileges.require(
                context.environment().catalog(), context.environment().role(), table, Privilege.SELECT);
        Targets targets = Targets.bind(ExpressionBinder.plain(context, scope, Clause.RETURNING), items, false);
        return new Returning(List.copyOf(targets.scalars()), List.copyOf(targets.columns()));
    }
}
