package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.engine.execute.spill.RowStore;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Subqueries inside expressions. What a query yields is kept while nothing it depends on has changed, so an uncorrelated
 * one runs once; {@code IN (subquery)} of equalities is answered from a hash table then.
 */
final class SubPlans {
    private final ExpressionCompiler expressions;
    private final SubqueryCompiler subqueries;

    SubPlans(ExpressionCompiler expressions, SubqueryCompiler subqueries) {
        this.expressions = expressions;
        this.subqueries = subqueries;
    }

    /** A compiled query with the outer values it needs. */
    private record Subquery(Executable query, int[] slots, Evaluator[] values, Memo memo) {
        void bind(@Nullable Object[] row, ExecutionContext context) {
            for (int i = 0; i < slots.length; i++) {
                context.setSlot(slots[i], values[i].evaluate(row, context));
            }
        }

        /** Binds and computes the result, unless the last one still holds. */
        @Nullable
        Object result(@Nullable Object[] row, ExecutionContext context, Result computation) {
            bind(row, context);
            if (memo.isValid(context)) {
                return memo.result(context);
            }
            try (RowCursor rows = query.open(context)) {
                return memo.keep(computation.of(rows, context), context);
            }
        }
    }

    @FunctionalInterface
    private interface Result {
        @Nullable
        Object of(RowCursor rows, ExecutionContext context);
    }

    Evaluator compile(Scalar.SubPlan subPlan) {
        Plan plan = (Plan) subPlan.query();
        Subquery subquery = new Subquery(
                subqueries.compile(plan),
                subPlan.bindings().stream().mapToInt(Scalar.SlotBinding::slot).toArray(),
                expressions.compile(subPlan.bindings().stream()
                        .map(Scalar.SlotBinding::value)
                        .toList()),
                new Memo(
                        subqueries.newStateCell(),
                        PlanTree.freeSlots(plan).stream().toArray(),
                        PlanTree.freeCtes(plan).stream()
                                .map(subqueries::cteCell)
                                .toArray()));
        return switch (subPlan.kind()) {
            case EXISTS -> (row, context) -> subquery.result(row, context, (rows, same) -> rows.next() != null);
            case SCALAR -> (row, context) -> subquery.result(row, context, SubPlans::onlyValue);
            case ARRAY -> {
                Result result = arrayOf(plan.columns().get(0).type(), subPlan.type());
                yield (row, context) -> subquery.result(row, context, result);
            }
            case ANY -> compileQuantified(subPlan, subquery, true);
            case ALL -> compileQuantified(subPlan, subquery, false);
        };
    }

    private static @Nullable Object onlyValue(RowCursor rows, ExecutionContext context) {
        @Nullable Object[] row = rows.next();
        if (row == null) {
            return null;
        }
        if (rows.next() != null) {
            throw new SqlStateException(
                    SqlState.CARDINALITY_VIOLATION, "more than one row returned by a subquery used as an expression");
        }
        return row[0];
    }

    private static Result arrayOf(SqlType valueType, SqlType arrayType) {
        boolean nested = valueType.elementType() != null;
        SqlType elementType = arrayType.elementType();
        if (elementType == null) {
            throw new IllegalArgumentException("not an array type: " + arrayType);
        }
        return (rows, context) -> {
            List<@Nullable Object> values = new ArrayList<>();
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                values.add(row[0]);
            }
            return nested ? ArrayValues.stack(values, elementType) : SqlArray.of(elementType, values.toArray());
        };
    }

    private Evaluator compileQuantified(Scalar.SubPlan subPlan, Subquery subquery, boolean any) {
        if (any && !subquery.memo.dependsOnSlots()) {
            HashTest hash = hashTest(subPlan);
            if (hash != null) {
                return hashed(subquery, hash);
            }
        }
        Evaluator[] tests = expressions.compile(subPlan.tests());
        int[] rowSlots = subPlan.rowSlots();
        if (subquery.memo.dependsOnSlots()) {
            return (row, context) -> {
                subquery.bind(row, context);
                try (RowCursor rows = subquery.query.open(context)) {
                    return scan(rows, tests, rowSlots, any, row, context);
                }
            };
        }
        return (row, context) -> {
            Object store = subquery.result(row, context, SubPlans::store);
            return scan(new StoreCursor((RowStore) Objects.requireNonNull(store)), tests, rowSlots, any, row, context);
        };
    }

    private static RowStore store(RowCursor rows, ExecutionContext context) {
        RowStore store = new RowStore(context.resources());
        context.own(store);
        for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
            store.add(row);
        }
        return store;
    }

    /** ANY looks for a row that passes, ALL for one that fails; without it an unknown makes the result unknown. */
    private static @Nullable Object scan(
            RowCursor rows,
            Evaluator[] tests,
            int[] rowSlots,
            boolean any,
            @Nullable Object[] outer,
            ExecutionContext context) {
        boolean unknown = false;
        for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
            context.rowPassed();
            for (int i = 0; i < rowSlots.length; i++) {
                context.setSlot(rowSlots[i], row[i]);
            }
            Boolean result = all(tests, outer, context);
            if (result == null) {
                unknown = true;
            } else if (result == any) {
                return any;
            }
        }
        return unknown ? null : (Object) !any;
    }

    private static @Nullable Boolean all(Evaluator[] tests, @Nullable Object[] row, ExecutionContext context) {
        boolean unknown = false;
        for (Evaluator test : tests) {
            Boolean result = (Boolean) test.evaluate(row, context);
            if (result == null) {
                unknown = true;
            } else if (!result) {
                return false;
            }
        }
        return unknown ? null : Boolean.TRUE;
    }

    private static final class StoreCursor implements RowCursor {
        private final RowStore store;
        private long position;

        StoreCursor(RowStore store) {
            this.store = store;
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            return position == store.size() ? null : store.get(position++);
        }

        @Override
        public void close() {}
    }

    /** Equalities of the outer row with columns of the query. */
    private record HashTest(Evaluator[] left, Evaluator[] right, int[] rowSlots, KeyTypes types) {}

    private Evaluator hashed(Subquery subquery, HashTest test) {
        Result build = (rows, context) -> {
            HashedRows table = new HashedRows(test.types);
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                context.rowPassed();
                for (int i = 0; i < test.rowSlots.length; i++) {
                    context.setSlot(test.rowSlots[i], row[i]);
                }
                table.add(Rows.evaluate(test.right, Rows.EMPTY, context), context);
            }
            return table;
        };
        return (row, context) -> {
            Object table = subquery.result(row, context, build);
            return ((HashedRows) Objects.requireNonNull(table))
                    .contains(Rows.evaluate(test.left, row, context), context);
        };
    }

    /** Null unless every test is the equality of one type between an outer value and a value of the query's row. */
    private @Nullable HashTest hashTest(Scalar.SubPlan subPlan) {
        BitSet rowSlots = new BitSet();
        for (int slot : subPlan.rowSlots()) {
            rowSlots.set(slot);
        }
        int count = subPlan.tests().size();
        Evaluator[] left = new Evaluator[count];
        Evaluator[] right = new Evaluator[count];
        SqlType[] types = new SqlType[count];
        for (int i = 0; i < count; i++) {
            if (!(subPlan.tests().get(i) instanceof Scalar.Call call) || !"=".equals(call.operator())) {
                return null;
            }
            SqlType type = Quantified.equalityType(call.function());
            Scalar outer = call.arguments().get(0);
            Scalar inner = call.arguments().get(1);
            if (type == null || !ScalarTree.inputs(inner).isEmpty() || readsAny(outer, rowSlots)) {
                return null;
            }
            left[i] = expressions.compile(outer);
            right[i] = expressions.compile(inner);
            types[i] = type;
        }
        return new HashTest(left, right, subPlan.rowSlots(), new KeyTypes(types));
    }

    private static boolean readsAny(Scalar scalar, BitSet slots) {
        boolean[] found = {false};
        ScalarTree.forEach(scalar, node -> found[0] |= node instanceof Scalar.SlotRef ref && slots.get(ref.slot()));
        return found[0];
    }
}
