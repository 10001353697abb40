package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.algebra.WindowCall;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns expressions over the rows of FROM into expressions over the rows of the Aggregate node: grouping expressions and
 * aggregates become its columns, and a column that is neither is an error, unless the table's primary key is grouped.
 */
final class GroupedQuery {
    private final BindContext context;
    private final Grouping grouping;
    private final Placeholders placeholders;
    private final Scope scope;
    private final List<Scalar> groupBy;
    /** Position of each aggregate among the node's calls; -1 for GROUPING, which is no call. */
    private final List<Integer> callPositions = new ArrayList<>();

    private final List<AggregateCall> calls = new ArrayList<>();
    private boolean groupingMaskUsed;

    GroupedQuery(BindContext context, Grouping grouping, Placeholders placeholders, Scope scope) {
        this.context = context;
        this.grouping = grouping;
        this.placeholders = placeholders;
        this.scope = scope;
        this.groupBy = new ArrayList<>(grouping.expressions());
        addDependentColumns();
        for (AggregateCall call : placeholders.aggregates()) {
            boolean isGrouping = call.name().equals(CallBinder.GROUPING);
            callPositions.add(isGrouping ? -1 : calls.size());
            if (isGrouping) {
                groupingMaskUsed = true;
            } else {
                calls.add(call);
            }
        }
    }

    /** Columns of a table whose whole primary key is grouped have one value a group: they are grouped too. */
    private void addDependentColumns() {
        if (grouping.sets().size() != 1) {
            return;
        }
        for (RangeEntry entry : scope.entries()) {
            Table table = entry.table();
            if (table != null && !table.primaryKey().isEmpty() && keyIsGrouped(entry, table)) {
                for (NamedColumn column : entry.columns()) {
                    if (!groupBy.contains(column.value())) {
                        groupBy.add(column.value());
                    }
                }
            }
        }
    }

    private boolean keyIsGrouped(RangeEntry entry, Table table) {
        for (int number : table.primaryKey()) {
            if (entry.columns().stream()
                    .noneMatch(column -> column.columnNumber() == number
                            && grouping.expressions().contains(column.value()))) {
                return false;
            }
        }
        return true;
    }

    Scalar rewrite(Scalar scalar, int position) {
        return ScalarRewriter.rewrite(scalar, part -> replace(part, position));
    }

    private @Nullable Scalar replace(Scalar part, int position) {
        int group = groupBy.indexOf(part);
        if (group >= 0 && !(part instanceof Scalar.Constant)) {
            return new Scalar.InputRef(group, part.type(), part.typmod(), name(part));
        }
        if (!(part instanceof Scalar.InputRef reference) || Placeholders.isWindow(reference)) {
            return null;
        }
        if (Placeholders.isAggregate(reference)) {
            int index = Placeholders.aggregateIndex(reference);
            int call = callPositions.get(index);
            return call < 0
                    ? groupingBits(placeholders.aggregates().get(index), position)
                    : new Scalar.InputRef(groupBy.size() + call, reference.type(), -1, reference.name());
        }
        throw context.error(
                SqlState.GROUPING_ERROR,
                "column \"" + qualifiedName(reference)
                        + "\" must appear in the GROUP BY clause or be used in an aggregate function",
                position);
    }

    private static String name(Scalar part) {
        return part instanceof Scalar.InputRef reference ? reference.name() : "?column?";
    }

    private String qualifiedName(Scalar.InputRef reference) {
        for (RangeEntry entry : scope.entries()) {
            for (NamedColumn column : entry.columns()) {
                if (column.value().equals(reference)) {
                    return entry.alias() + "." + column.name();
                }
            }
        }
        return reference.name();
    }

    /** GROUPING(a, b): its bits out of the mask column that follows the aggregates. */
    private Scalar groupingBits(AggregateCall call, int position) {
        int[] bits = new int[call.arguments().size()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = groupBy.indexOf(call.arguments().get(i));
            if (bits[i] < 0) {
                throw context.error(
                        SqlState.GROUPING_ERROR,
                        "arguments to GROUPING must be grouping expressions of the associated query level",
                        position);
            }
        }
        if (grouping.sets().size() == 1) {
            return new Scalar.Constant(0, SqlTypes.INT4, -1);
        }
        int width = groupBy.size();
        FunctionBody.Unary extract = mask -> {
            int value = 0;
            for (int bit : bits) {
                value = value << 1 | (Integer) mask >> (width - 1 - bit) & 1;
            }
            return value;
        };
        FunctionReference function = new FunctionReference(
                0, "grouping", "grouping" + java.util.Arrays.toString(bits), true, 's', false, extract);
        Scalar mask = new Scalar.InputRef(width + calls.size(), SqlTypes.INT4, -1, "grouping");
        return new Scalar.Call(function, List.of(mask), SqlTypes.INT4, -1, Scalar.CallForm.FUNCTION, null);
    }

    WindowCall rewrite(WindowCall call) {
        List<AggregateCall.Order> order = new ArrayList<>();
        for (AggregateCall.Order item : call.orderBy()) {
            order.add(new AggregateCall.Order(rewrite(item.expression(), -1), item.descending(), item.nullsFirst()));
        }
        Scalar filter = call.filter();
        return new WindowCall(
                call.name(),
                call.aggregate(),
                rewriteAll(call.arguments()),
                filter == null ? null : rewrite(filter, -1),
                rewriteAll(call.partitionBy()),
                order,
                call.frame(),
                call.type());
    }

    private List<Scalar> rewriteAll(List<Scalar> scalars) {
        return scalars.stream().map(scalar -> rewrite(scalar, -1)).toList();
    }

    /** The Aggregate node over the rows of FROM. */
    Rel aggregate(Rel input) {
        List<OutputColumn> columns = new ArrayList<>();
        for (Scalar group : groupBy) {
            columns.add(OutputColumn.of(name(group), group.type(), group.typmod()));
        }
        for (AggregateCall call : calls) {
            columns.add(OutputColumn.of(call.name(), call.type(), -1));
        }
        List<List<Integer>> sets = grouping.sets();
        if (sets.size() == 1) {
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < groupBy.size(); i++) {
                all.add(i);
            }
            sets = List.of(all);
        } else {
            columns.add(OutputColumn.of("grouping", SqlTypes.INT4, -1));
        }
        assert !groupingMaskUsed || grouping.needed() : "GROUPING without GROUP BY";
        return new Rel.Aggregate(input, groupBy, sets, calls, columns);
    }
}
