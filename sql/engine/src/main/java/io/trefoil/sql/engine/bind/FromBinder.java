package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.views.SystemView;
import io.trefoil.sql.catalog.views.ViewColumn;
import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.Call;
import io.trefoil.sql.parser.ast.ColumnDefinition;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.Operation;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds FROM: relations, subqueries, functions and joins, with the names they bring into scope. */
final class FromBinder {
    private final BindContext context;
    private final @Nullable OuterLink queryLink;
    private final RowLocks locks;

    /**
     * @param queryLink the link of the query level to the levels around it
     * @param locks which tables must also yield their row key, to be locked
     */
    FromBinder(BindContext context, @Nullable OuterLink queryLink, RowLocks locks) {
        this.context = context;
        this.queryLink = queryLink;
        this.locks = locks;
    }

    /** A bound part of FROM. */
    record Part(Rel rel, List<RangeEntry> entries, List<NamedColumn> visible) {
        static final Part NONE = new Part(new Rel.SingleRow(), List.of(), List.of());

        /** The same names over rows that have this many other columns before them; the rows themselves stay. */
        Part shifted(int by) {
            return new Part(
                    rel,
                    entries.stream().map(entry -> entry.shifted(by)).toList(),
                    visible.stream().map(column -> column.shifted(by)).toList());
        }
    }

    Part bind(List<FromItem> items) {
        Part all = Part.NONE;
        for (FromItem item : items) {
            OuterLink siblings = OuterLink.lateral(context, scope(all, queryLink));
            Part part = bindItem(item, siblings);
            checkAliases(all, part, item);
            all = all == Part.NONE && siblings.bindings().isEmpty()
                    ? part
                    : combine(JoinKind.INNER, all, part, siblings, new Scalar.Constant(true, SqlTypes.BOOL, -1));
        }
        return all;
    }

    Scope scope(Part part) {
        return scope(part, queryLink);
    }

    private Scope scope(Part part, @Nullable OuterLink outer) {
        return new Scope(context, outer, part.entries(), part.visible());
    }

    private void checkAliases(Part left, Part right, FromItem item) {
        for (RangeEntry entry : right.entries()) {
            for (RangeEntry other : left.entries()) {
                boolean sameRelationName = entry.schemaOid() != other.schemaOid() && entry.schemaOid() != 0;
                if (entry.alias().equals(other.alias()) && !sameRelationName) {
                    throw context.error(
                            SqlState.DUPLICATE_ALIAS,
                            "table name \"" + entry.alias() + "\" specified more than once",
                            -1);
                }
            }
        }
    }

    /** @param siblings the link to the FROM items before this one, for LATERAL */
    private Part bindItem(FromItem item, OuterLink siblings) {
        return switch (item) {
            case FromItem.TableItem table -> bindTable(table);
            case FromItem.SubqueryItem subquery -> bindSubquery(subquery, siblings);
            case FromItem.FunctionItem function -> bindFunction(function, siblings);
            case FromItem.Join join -> bindJoin(join, siblings);
        };
    }

    Part bindTable(FromItem.TableItem item) {
        QualifiedName name = item.name();
        if (name.parts().size() == 1) {
            CteNames.Entry cte = context.cteNames().use(name.name());
            if (cte != null) {
                Rel scan = new Rel.CteScan(cte.id(), cte.name(), cte.columns());
                return entry(scan, item.alias(), cte.name(), 0, 0, null, -1, item.position());
            }
        }
        RelationNames.Target target;
        try {
            target = RelationNames.require(context.environment(), name);
        } catch (SqlStateException e) {
            throw e.withPosition(context.position(item.position()));
        }
        if (item.sample() != null) {
            throw context.error(SqlState.FEATURE_NOT_SUPPORTED, "TABLESAMPLE is not supported yet", item.position());
        }
        return switch (target) {
            case RelationNames.Target.User user -> bindRelation(user.relation(), item);
            case RelationNames.Target.System system -> bindSystemView(system.view(), item);
        };
    }

    private Part bindRelation(Relation relation, FromItem.TableItem item) {
        return switch (relation) {
            case Table table -> {
                Privileges.require(
                        context.environment().catalog(), context.environment().role(), table, Privilege.SELECT);
                boolean locked = locks.wants(aliasOf(item, table.name()));
                requireLockable(locked, table);
                yield tablePart(table, item.alias(), locked, item.position());
            }
            case View view -> {
                Privileges.require(
                        context.environment().catalog(), context.environment().role(), view, Privilege.SELECT);
                requireLockable(locks.wants(aliasOf(item, view.name())), view);
                yield bindView(view, item);
            }
            case Sequence sequence -> {
                Privileges.require(
                        context.environment().catalog(), context.environment().role(), sequence, Privilege.SELECT);
                yield bindSystemView(new SequenceRelation(sequence), item);
            }
            case Index index ->
                throw context.error(
                        SqlState.WRONG_OBJECT_TYPE, "\"" + index.name() + "\" is an index", item.position());
        };
    }

    private void requireLockable(boolean locked, Relation relation) {
        if (locked) {
            Privileges.require(
                    context.environment().catalog(), context.environment().role(), relation, Privilege.UPDATE);
        }
    }

    private static String aliasOf(FromItem.TableItem item, String name) {
        FromItem.Alias alias = item.alias();
        return alias == null ? name : alias.name();
    }

    /** A scan of all live columns of a table. */
    Part tablePart(Table table, FromItem.@Nullable Alias alias, boolean rowKey, int position) {
        List<Integer> attributes = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            if (!column.dropped()) {
                attributes.add(column.number());
                columns.add(
                        new OutputColumn(column.name(), column.type(), column.typmod(), table.oid(), column.number()));
            }
        }
        int live = columns.size();
        if (rowKey) {
            columns.add(OutputColumn.of("ctid", SqlTypes.BYTEA, -1));
        }
        String shown = alias == null ? table.name() : alias.name();
        Rel scan = new Rel.TableScan(table, shown, attributes, rowKey, columns);
        Part part =
                entry(scan, alias, table.name(), table.schemaOid(), table.oid(), table, rowKey ? live : -1, position);
        return part;
    }

    private Part bindSystemView(SystemView view, FromItem.TableItem item) {
        if (!view.readableByPublic() && !context.environment().role().superuser()) {
            throw Privileges.denied(view.kind() == 'v' ? "view" : "table", view.name());
        }
        List<Integer> attributes = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        for (int i = 0; i < view.columns().size(); i++) {
            ViewColumn column = view.columns().get(i);
            attributes.add(i);
            columns.add(new OutputColumn(column.name(), column.type(), column.modifier(), view.oid(), i + 1));
        }
        Rel scan = new Rel.ViewScan(view, aliasOf(item, view.name()), attributes, columns);
        return entry(scan, item.alias(), view.name(), view.namespace(), view.oid(), null, -1, item.position());
    }

    private Part bindView(View view, FromItem.TableItem item) {
        SelectStatement query =
                (SelectStatement) SqlParser.parse(view.querySql()).get(0).statement();
        CteNames outerNames = context.cteNames();
        context.cteNames(CteNames.NONE);
        Rel rel;
        try {
            rel = new QueryBinder(context).bind(locks.into(aliasOf(item, view.name()), query), null);
        } finally {
            context.cteNames(outerNames);
        }
        List<OutputColumn> columns = new ArrayList<>();
        List<Scalar> references = new ArrayList<>();
        for (int i = 0; i < view.columns().size(); i++) {
            OutputColumn inner = rel.columns().get(i);
            Column column = view.columns().get(i);
            references.add(new Scalar.InputRef(i, inner.type(), inner.typmod(), column.name()));
            columns.add(new OutputColumn(column.name(), inner.type(), inner.typmod(), view.oid(), column.number()));
        }
        Rel renamed = new Rel.Project(rel, references, columns);
        return entry(renamed, item.alias(), view.name(), view.schemaOid(), view.oid(), null, -1, item.position());
    }

    private Part bindSubquery(FromItem.SubqueryItem item, OuterLink siblings) {
        Rel rel = new QueryBinder(context)
                .bind(locks.into(item.alias().name(), item.query()), item.lateral() ? siblings : queryLink);
        return entry(rel, item.alias(), item.alias().name(), 0, 0, null, -1, item.position());
    }

    /** Makes the range entry of a relation-like part, with its alias and column aliases. */
    private Part entry(
            Rel rel,
            FromItem.@Nullable Alias alias,
            String name,
            int schemaOid,
            int relationOid,
            @Nullable Table table,
            int rowKey,
            int position) {
        List<String> renames = alias == null ? List.of() : alias.columns();
        String shown = alias == null ? name : alias.name();
        int width = rowKey < 0 ? rel.columns().size() : rowKey;
        if (renames.size() > width) {
            throw context.error(
                    SqlState.INVALID_COLUMN_REFERENCE,
                    "table \"" + shown + "\" has " + width + " columns available but " + renames.size()
                            + " columns specified",
                    position);
        }
        List<NamedColumn> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            OutputColumn column = rel.columns().get(i);
            String columnName = i < renames.size() ? renames.get(i) : column.name();
            columns.add(new NamedColumn(
                    columnName,
                    new Scalar.InputRef(i, column.type(), column.typmod(), columnName),
                    column.tableOid(),
                    column.columnNumber()));
        }
        RangeEntry entry = new RangeEntry(
                shown, alias == null ? schemaOid : 0, relationOid, table, columns, rowKey, SqlTypes.RECORD);
        return new Part(rel, List.of(entry), columns);
    }

    private Part bindFunction(FromItem.FunctionItem item, OuterLink siblings) {
        Scope arguments = Scope.empty(context, siblings);
        ExpressionBinder binder = ExpressionBinder.plain(context, arguments, Clause.FROM_FUNCTION);
        List<Scalar> calls = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        FromItem.Alias alias = item.alias();
        String name = null;
        for (FromItem.RowsFunction function : item.functions()) {
            Scalar call = binder.bindSettled(function.function());
            String functionName = TargetNames.of(function.function());
            name = name == null ? functionName : name;
            List<ColumnDefinition> definitions = function.columns().isEmpty() ? item.columns() : function.columns();
            boolean sole = item.functions().size() == 1;
            List<OutputColumn> outputs = functionColumns(
                    call,
                    definitions,
                    sole && alias != null && !item.rowsFrom() ? alias.name() : functionName,
                    function.function());
            calls.add(call);
            widths.add(outputs.size());
            columns.addAll(outputs);
        }
        if (item.ordinality()) {
            columns.add(OutputColumn.of("ordinality", SqlTypes.INT8, -1));
        }
        String shown = alias != null ? alias.name() : name == null ? "function" : name;
        Rel scan = new Rel.FunctionScan(calls, widths, item.ordinality(), shown, columns);
        return entry(scan, alias, shown, 0, 0, null, -1, item.position());
    }

    private List<OutputColumn> functionColumns(
            Scalar call, List<ColumnDefinition> definitions, String name, Expression expression) {
        if (!definitions.isEmpty()) {
            List<OutputColumn> defined = new ArrayList<>();
            for (ColumnDefinition definition : definitions) {
                TypeNames.TypeAndMod type =
                        TypeNames.resolve(context.environment(), java.util.Objects.requireNonNull(definition.type()));
                defined.add(OutputColumn.of(definition.name(), type.type(), type.typmod()));
            }
            return defined;
        }
        List<NamedColumn> outputs = switch (call) {
            case Scalar.SetCall set -> RecordFields.outputs(set.function(), set.arguments());
            case Scalar.Call plain -> RecordFields.outputs(plain.function(), plain.arguments());
            default -> List.of();
        };
        if (!outputs.isEmpty()) {
            return outputs.stream().map(NamedColumn::output).toList();
        }
        if (call.type().oid() == SqlTypes.RECORD.oid() && expression instanceof Call.FunctionCall) {
            throw context.error(
                    SqlState.SYNTAX_ERROR,
                    "a column definition list is required for functions returning \"record\"",
                    expression.position());
        }
        return List.of(OutputColumn.of(name, call.type(), call.typmod()));
    }

    private Part bindJoin(FromItem.Join join, OuterLink siblings) {
        Part left = bindItem(join.left(), siblings);
        OuterLink fromRight = OuterLink.lateral(context, scope(left, siblings));
        Part right = bindItem(join.right(), fromRight);
        checkAliases(left, right, join);
        JoinKind kind = switch (join.kind()) {
            case CROSS, INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
        };
        if (!fromRight.bindings().isEmpty() && kind != JoinKind.INNER && kind != JoinKind.LEFT) {
            throw context.error(
                            SqlState.INVALID_COLUMN_REFERENCE,
                            "invalid reference to FROM-clause entry",
                            join.position())
                    .withDetail("The combining JOIN type must be INNER or LEFT for a LATERAL reference.");
        }
        List<String> shared = join.natural() ? naturalColumns(left, right) : join.using();
        Part joined = shared.isEmpty()
                ? joinOn(kind, left, right, fromRight, join)
                : joinUsing(kind, left, right, fromRight, shared, join);
        FromItem.Alias alias = join.alias();
        return alias == null ? joined : aliased(joined, alias);
    }

    private Part aliased(Part part, FromItem.Alias alias) {
        List<NamedColumn> columns = new ArrayList<>();
        for (int i = 0; i < part.visible().size(); i++) {
            NamedColumn column = part.visible().get(i);
            String name = i < alias.columns().size() ? alias.columns().get(i) : column.name();
            columns.add(new NamedColumn(name, column.value(), column.tableOid(), column.columnNumber()));
        }
        RangeEntry entry = new RangeEntry(alias.name(), 0, 0, null, columns, -1, SqlTypes.RECORD);
        return new Part(part.rel(), List.of(entry), columns);
    }

    private Part joinOn(JoinKind kind, Part left, Part right, OuterLink fromRight, FromItem.Join join) {
        Expression on = join.on();
        Part names = combine(kind, left, right, fromRight, new Scalar.Constant(true, SqlTypes.BOOL, -1));
        if (on == null) {
            return names;
        }
        Scalar condition =
                ExpressionBinder.plain(context, scope(names), Clause.JOIN_ON).bindCondition(on, "JOIN/ON");
        return combine(kind, left, right, fromRight, condition);
    }

    private static List<String> naturalColumns(Part left, Part right) {
        List<String> shared = new ArrayList<>();
        for (NamedColumn column : left.visible()) {
            if (right.visible().stream().anyMatch(other -> other.name().equals(column.name()))) {
                shared.add(column.name());
            }
        }
        return shared;
    }

    private Part joinUsing(
            JoinKind kind, Part left, Part right, OuterLink fromRight, List<String> shared, FromItem.Join join) {
        int shift = left.rel().columns().size();
        ExpressionBinder binder = ExpressionBinder.plain(context, Scope.empty(context, queryLink), Clause.JOIN_ON);
        List<Scalar> conditions = new ArrayList<>();
        List<NamedColumn> visible = new ArrayList<>();
        for (String name : shared) {
            NamedColumn a = usingColumn(left, name, "left", join.position());
            NamedColumn b = usingColumn(right, name, "right", join.position());
            Scalar rightValue = ScalarRewriter.shift(b.value(), shift);
            List<Scalar> both =
                    binder.coercion().toCommonType(List.of(a.value(), rightValue), "JOIN/USING", List.of(-1, -1));
            conditions.add(
                    binder.operators().binary(Operation.OperatorName.of("="), a.value(), rightValue, join.position()));
            visible.add(merged(kind, name, a, b, both));
        }
        left.visible().stream()
                .filter(column -> !shared.contains(column.name()))
                .forEach(visible::add);
        for (NamedColumn column : right.visible()) {
            if (!shared.contains(column.name())) {
                visible.add(column.shifted(shift));
            }
        }
        Part joined = combine(kind, left, right, fromRight, OperatorBinder.and(conditions));
        return new Part(joined.rel(), joined.entries(), visible);
    }

    /**
     * The one column that USING makes of two, in their common type: the left one's value, the right one's in a right join,
     * whichever is there in a full join.
     */
    private static NamedColumn merged(
            JoinKind kind, String name, NamedColumn left, NamedColumn right, List<Scalar> both) {
        return switch (kind) {
            case RIGHT -> converted(name, right, right.value().type(), both.get(1));
            case FULL ->
                new NamedColumn(name, new Scalar.Coalesce(both, both.get(0).type(), -1), 0, 0);
            case INNER, LEFT, SEMI, ANTI -> converted(name, left, left.value().type(), both.get(0));
        };
    }

    /** A column keeps its origin unless its value was converted. */
    private static NamedColumn converted(String name, NamedColumn origin, SqlType type, Scalar value) {
        boolean same = value.type() == type;
        return new NamedColumn(name, value, same ? origin.tableOid() : 0, same ? origin.columnNumber() : 0);
    }

    private NamedColumn usingColumn(Part part, String name, String side, int position) {
        NamedColumn found = null;
        for (NamedColumn column : part.visible()) {
            if (column.name().equals(name)) {
                if (found != null) {
                    throw context.error(
                            SqlState.AMBIGUOUS_COLUMN,
                            "common column name \"" + name + "\" appears more than once in " + side + " table",
                            position);
                }
                found = column;
            }
        }
        if (found == null) {
            throw context.error(
                    SqlState.UNDEFINED_COLUMN,
                    "column \"" + name + "\" specified in USING clause does not exist in " + side + " table",
                    position);
        }
        return found;
    }

    private static Part combine(JoinKind kind, Part left, Part right, OuterLink fromRight, Scalar condition) {
        int shift = left.rel().columns().size();
        Rel rel = fromRight.bindings().isEmpty()
                ? new Rel.Join(kind, left.rel(), right.rel(), condition)
                : new Rel.LateralJoin(kind, left.rel(), right.rel(), fromRight.bindings(), condition);
        Part shifted = right.shifted(shift);
        List<RangeEntry> entries = new ArrayList<>(left.entries());
        entries.addAll(shifted.entries());
        List<NamedColumn> visible = new ArrayList<>(left.visible());
        visible.addAll(shifted.visible());
        return new Part(rel, entries, visible);
    }
}
