package io.trefoil.sql.engine.algebra;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.views.SystemView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The physical tree: how to compute. Immutable and shareable between sessions; nothing in it refers to Calcite. Scalars
 * contain SubPlans whose query is a Plan. What a node yields is as for the {@link Rel} of the same name unless said.
 */
public sealed interface Plan extends Query {
    /** What the planner expected, for EXPLAIN and for choosing. */
    Estimate estimate();

    /**
     * Cost in PostgreSQL's arbitrary units (sequential page read = 1).
     *
     * @param startupCost before the first row
     * @param width average bytes a row
     */
    record Estimate(double startupCost, double totalCost, double rows, int width) {
        public static final Estimate UNKNOWN = new Estimate(0, 1, 1, 8);
    }

    record SingleRow(Estimate estimate) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return List.of();
        }
    }

    /**
     * Which entries of a table or index to visit. Key scalars contain no InputRef (constants, parameters, slots) and have
     * the key column's type.
     *
     * @param index null for the table itself, ordered by its primary key (or row number)
     */
    sealed interface AccessPath {
        @Nullable
        Index index();

        /** Every entry, in key order. */
        record All(@Nullable Index index, boolean reverse) implements AccessPath {}

        /** At most one row: all columns of the primary key or a unique index are given. Null in a key finds nothing. */
        record Point(@Nullable Index index, List<Scalar> key) implements AccessPath {
            public Point {
                key = List.copyOf(key);
            }
        }

        /** Several points: a leading prefix is given, the next key column takes each distinct value of an array. */
        record Points(@Nullable Index index, List<Scalar> prefix, Scalar array, boolean unique) implements AccessPath {
            public Points {
                prefix = List.copyOf(prefix);
            }
        }

        /** A leading prefix is given; the next key column is bounded. Bounds are of the column's values, not of its order. */
        record Range(
                @Nullable Index index,
                List<Scalar> prefix,
                @Nullable Bound lower,
                @Nullable Bound upper,
                boolean reverse)
                implements AccessPath {
            public Range {
                prefix = List.copyOf(prefix);
            }
        }

        /** One end of a range. */
        record Bound(Scalar value, boolean inclusive) {}
    }

    /**
     * Reads a table through an access path. The filter is in terms of the scan's output row.
     *
     * @param coveringIndex true when all attributes are found in the index entry itself
     * @param why a few words on why this path was taken, for EXPLAIN; null for the ordinary case
     */
    record TableRead(
            Table table,
            String alias,
            AccessPath path,
            List<Integer> attributes,
            boolean rowKey,
            @Nullable Scalar filter,
            boolean coveringIndex,
            @Nullable String why,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {
        public TableRead {
            attributes = List.copyOf(attributes);
            columns = List.copyOf(columns);
        }
    }

    record ViewRead(
            SystemView view,
            String alias,
            List<Integer> attributes,
            @Nullable Scalar filter,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    record FunctionScan(
            List<Scalar> calls,
            List<Integer> widths,
            boolean ordinality,
            String alias,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    record Values(List<List<Scalar>> rows, List<OutputColumn> columns, Estimate estimate) implements Plan {}

    record Filter(Plan input, Scalar condition, Estimate estimate) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    record Project(Plan input, List<Scalar> expressions, List<OutputColumn> columns, Estimate estimate)
            implements Plan {}

    record ProjectSet(Plan input, List<Scalar> expressions, List<OutputColumn> columns, Estimate estimate)
            implements Plan {}

    /** Runs the right side again for every left row after setting the slots; also index lookup joins. */
    record LateralLoop(
            JoinKind kind,
            Plan left,
            Plan right,
            List<Scalar.SlotBinding> bindings,
            @Nullable Scalar condition,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    /** Keeps the right side (in memory or spilled) and scans it for every left row. Any join kind. */
    record NestedLoop(
            JoinKind kind,
            Plan left,
            Plan right,
            @Nullable Scalar condition,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    /**
     * Builds a hash table of the right side, probes with the left; partitions to disk beyond work_mem.
     *
     * @param leftKeys scalars over the left row, equal in type and meaning to {@code rightKeys} over the right row
     * @param residual further condition over left and right columns, null for none
     * @param nullSafe for each key, whether null equals null (IS NOT DISTINCT FROM)
     */
    record HashJoin(
            JoinKind kind,
            Plan left,
            Plan right,
            List<Scalar> leftKeys,
            List<Scalar> rightKeys,
            List<Boolean> nullSafe,
            @Nullable Scalar residual,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    /** Joins inputs that are sorted ascending, nulls last, on the key columns. INNER and LEFT. */
    record MergeJoin(
            JoinKind kind,
            Plan left,
            Plan right,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            @Nullable Scalar residual,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    /** Groups through a hash table, spilling by partition beyond work_mem. */
    record HashAggregate(
            Plan input,
            List<Scalar> groupBy,
            List<List<Integer>> groupingSets,
            List<AggregateCall> calls,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    /** Groups an input that is sorted by the grouping expressions; with no grouping expressions one group of all rows. */
    record SortedAggregate(
            Plan input, List<Scalar> groupBy, List<AggregateCall> calls, List<OutputColumn> columns, Estimate estimate)
            implements Plan {}

    record Window(Plan input, List<WindowCall> calls, List<OutputColumn> columns, Estimate estimate) implements Plan {}

    /** External merge sort beyond work_mem. Stable. */
    record Sort(Plan input, List<SortKey> keys, Estimate estimate) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    /** The first rows of a sort, kept in a heap: limit plus offset rows at most. */
    record TopN(
            Plan input,
            List<SortKey> keys,
            Scalar count,
            @Nullable Scalar offset,
            Estimate estimate) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    record Limit(
            Plan input,
            @Nullable Scalar count,
            @Nullable Scalar offset,
            @Nullable List<SortKey> ties,
            Estimate estimate)
            implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    /** DISTINCT through a hash set that spills, on all columns. Order of first appearance is kept only in memory. */
    record HashDistinct(Plan input, Estimate estimate) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    /** Keeps the first of adjacent rows that agree in these columns (DISTINCT ON, DISTINCT over sorted input). */
    record SortedDistinct(Plan input, List<Integer> on, Estimate estimate) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    /** UNION ALL. */
    record Append(List<Plan> inputs, List<OutputColumn> columns, Estimate estimate) implements Plan {}

    /** INTERSECT and EXCEPT, with or without ALL, by counting in a hash table that spills. */
    record HashSetOperation(
            Rel.SetOperation.Kind kind,
            boolean all,
            Plan left,
            Plan right,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    record With(List<Cte> queries, Plan body, Estimate estimate) implements Plan {
        /** One query, run at most once; run to the end even when not read if it modifies data. */
        public record Cte(int id, String name, Plan query, boolean modifies) {}

        @Override
        public List<OutputColumn> columns() {
            return body.columns();
        }
    }

    record CteScan(int id, String name, List<OutputColumn> columns, Estimate estimate) implements Plan {}

    record RecursiveUnion(
            int workingId, boolean all, Plan base, Plan step, List<OutputColumn> columns, Estimate estimate)
            implements Plan {}

    record LockRows(Plan input, List<Rel.LockRows.Target> targets, Estimate estimate) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    record Insert(
            TableChange target,
            Plan source,
            @Nullable ConflictAction conflict,
            @Nullable List<Scalar> returning,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    record Update(
            TableChange target,
            Plan input,
            List<ConflictAction.Assignment> assignments,
            @Nullable List<Scalar> returning,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}

    record Merge(TableChange target, Plan input, List<MergeBranch> branches, Estimate estimate) implements Plan {
        @Override
        public List<OutputColumn> columns() {
            return List.of();
        }
    }

    record Delete(
            TableChange target,
            Plan input,
            @Nullable List<Scalar> returning,
            List<OutputColumn> columns,
            Estimate estimate)
            implements Plan {}
}
