package io.trefoil.sql.engine.algebra;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.views.SystemView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logical tree that the binder makes: what to compute, not how. Each node yields rows of {@link #columns()}; scalars
 * are in terms of the input row (for joins: left columns, then right columns).
 */
public sealed interface Rel extends Query {

    /** One row without columns: SELECT without FROM. */
    record SingleRow() implements Rel {
        @Override
        public List<OutputColumn> columns() {
            return List.of();
        }
    }

    /**
     * A table's rows.
     *
     * @param attributes the column numbers (attnum) read, in output order
     * @param rowKey whether one more bytea column follows with the row's key in the table (for UPDATE, DELETE, locks)
     * @param columns as many as attributes, plus one when rowKey
     */
    record TableScan(Table table, String alias, List<Integer> attributes, boolean rowKey, List<OutputColumn> columns)
            implements Rel {
        public TableScan {
            attributes = List.copyOf(attributes);
            columns = List.copyOf(columns);
        }
    }

    /** Rows of a pg_catalog or information_schema view; attributes are positions in the view. */
    record ViewScan(SystemView view, String alias, List<Integer> attributes, List<OutputColumn> columns)
            implements Rel {
        public ViewScan {
            attributes = List.copyOf(attributes);
            columns = List.copyOf(columns);
        }
    }

    /**
     * Functions in FROM, in lock step when several (ROWS FROM). A call may be a {@link Scalar.SetCall} or any scalar (one
     * row).
     *
     * @param widths number of result columns of each function; a function of width above 1 yields records to be spread
     */
    record FunctionScan(
            List<Scalar> calls, List<Integer> widths, boolean ordinality, String alias, List<OutputColumn> columns)
            implements Rel {
        public FunctionScan {
            calls = List.copyOf(calls);
            widths = List.copyOf(widths);
            columns = List.copyOf(columns);
        }
    }

    record Values(List<List<Scalar>> rows, List<OutputColumn> columns) implements Rel {
        public Values {
            rows = List.copyOf(rows);
            columns = List.copyOf(columns);
        }
    }

    record Filter(Rel input, Scalar condition) implements Rel {
        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    record Project(Rel input, List<Scalar> expressions, List<OutputColumn> columns) implements Rel {
        public Project {
            expressions = List.copyOf(expressions);
            columns = List.copyOf(columns);
        }
    }

    /** A projection with set-returning calls at the top of some expressions, expanded in lock step. */
    record ProjectSet(Rel input, List<Scalar> expressions, List<OutputColumn> columns) implements Rel {
        public ProjectSet {
            expressions = List.copyOf(expressions);
            columns = List.copyOf(columns);
        }
    }

    record Join(JoinKind kind, Rel left, Rel right, Scalar condition) implements Rel {
        @Override
        public List<OutputColumn> columns() {
            return kind.yieldsRight() ? concat(left.columns(), right.columns()) : left.columns();
        }
    }

    /**
     * A join whose right side reads values of the left row through slots. INNER, LEFT, SEMI or ANTI.
     *
     * @param bindings values in terms of the left row
     */
    record LateralJoin(JoinKind kind, Rel left, Rel right, List<Scalar.SlotBinding> bindings, Scalar condition)
            implements Rel {
        public LateralJoin {
            bindings = List.copyOf(bindings);
        }

        @Override
        public List<OutputColumn> columns() {
            return kind.yieldsRight() ? concat(left.columns(), right.columns()) : left.columns();
        }
    }

    /**
     * Grouping. Yields the grouping expressions, then the aggregates, then (for several grouping sets) one int4 column with
     * the GROUPING bit mask of all grouping expressions.
     *
     * @param groupingSets positions in groupBy of each set; a single set of all positions for plain GROUP BY
     */
    record Aggregate(
            Rel input,
            List<Scalar> groupBy,
            List<List<Integer>> groupingSets,
            List<AggregateCall> calls,
            List<OutputColumn> columns)
            implements Rel {
        public Aggregate {
            groupBy = List.copyOf(groupBy);
            groupingSets = List.copyOf(groupingSets);
            calls = List.copyOf(calls);
            columns = List.copyOf(columns);
        }
    }

    /** Yields the input row followed by the window calls' values. */
    record Window(Rel input, List<WindowCall> calls, List<OutputColumn> columns) implements Rel {
        public Window {
            calls = List.copyOf(calls);
            columns = List.copyOf(columns);
        }
    }

    record Sort(Rel input, List<SortKey> keys) implements Rel {
        public Sort {
            keys = List.copyOf(keys);
        }

        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    /** LIMIT and OFFSET as int8 scalars without input references; WITH TIES needs the sort keys. */
    record Limit(
            Rel input,
            @Nullable Scalar count,
            @Nullable Scalar offset,
            @Nullable List<SortKey> ties) implements Rel {
        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    /** DISTINCT, or DISTINCT ON some columns keeping the first row of each in input order. */
    record Distinct(Rel input, List<Integer> on) implements Rel {
        public Distinct {
            on = List.copyOf(on);
        }

        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    /** UNION, INTERSECT, EXCEPT of inputs with the same column types. */
    record SetOperation(Kind kind, boolean all, Rel left, Rel right, List<OutputColumn> columns) implements Rel {
        /** Which operation. */
        public enum Kind {
            UNION,
            INTERSECT,
            EXCEPT
        }

        public SetOperation {
            columns = List.copyOf(columns);
        }
    }

    /** WITH: queries that are computed at most once, read by CteScan. Data-modifying ones run to their end in any case. */
    record With(List<Cte> queries, Rel body) implements Rel {
        /** One common table expression that is materialised. */
        public record Cte(int id, String name, Rel query) {}

        public With {
            queries = List.copyOf(queries);
        }

        @Override
        public List<OutputColumn> columns() {
            return body.columns();
        }
    }

    /** Rows of a {@link With} query, or of the working table inside a {@link RecursiveUnion}. */
    record CteScan(int id, String name, List<OutputColumn> columns) implements Rel {
        public CteScan {
            columns = List.copyOf(columns);
        }
    }

    /** WITH RECURSIVE: the step is run over the rows of the last round (CteScan of {@code workingId}) until none are new. */
    record RecursiveUnion(int workingId, boolean all, Rel base, Rel step, List<OutputColumn> columns) implements Rel {
        public RecursiveUnion {
            columns = List.copyOf(columns);
        }
    }

    /**
     * SELECT ... FOR UPDATE and the like: locks the rows whose keys are in columns of the input.
     *
     * @param targets what to lock
     */
    record LockRows(Rel input, List<Target> targets) implements Rel {
        /** A table and the input column that holds the row's key. */
        public record Target(Table table, int rowKeyColumn, LockStrength strength, LockWait waiting) {}

        public LockRows {
            targets = List.copyOf(targets);
        }

        @Override
        public List<OutputColumn> columns() {
            return input.columns();
        }
    }

    /**
     * INSERT. The source yields full rows (all columns by attnum, dropped as null) with defaults filled in and values
     * converted to the columns' types.
     *
     * @param returning in terms of the new full row; null without RETURNING (then no rows are yielded)
     */
    record Insert(
            TableChange target,
            Rel source,
            @Nullable ConflictAction conflict,
            @Nullable List<Scalar> returning,
            List<OutputColumn> columns)
            implements Rel {}

    /**
     * UPDATE. The input yields the old full row, then the row key, then any columns of FROM.
     *
     * @param assignments in terms of the input row
     * @param returning in terms of the new full row followed by the rest of the input row (row key, FROM columns)
     */
    record Update(
            TableChange target,
            Rel input,
            List<ConflictAction.Assignment> assignments,
            @Nullable List<Scalar> returning,
            List<OutputColumn> columns)
            implements Rel {}

    /**
     * DELETE. The input yields the old full row, then the row key, then any columns of USING.
     *
     * @param returning in terms of the input row
     */
    record Delete(TableChange target, Rel input, @Nullable List<Scalar> returning, List<OutputColumn> columns)
            implements Rel {}

    /**
     * MERGE. The input yields the target's full row and its row key (all null where no row matches), then the columns of the
     * source.
     *
     * @param branches the WHEN clauses in their order, in terms of the input row
     */
    record Merge(TableChange target, Rel input, List<MergeBranch> branches) implements Rel {
        public Merge {
            branches = List.copyOf(branches);
        }

        @Override
        public List<OutputColumn> columns() {
            return List.of();
        }
    }

    private static List<OutputColumn> concat(List<OutputColumn> left, List<OutputColumn> right) {
        List<OutputColumn> all = new ArrayList<>(left.size() + right.size());
        all.addAll(left);
        all.addAll(right);
        return all;
    }
}
