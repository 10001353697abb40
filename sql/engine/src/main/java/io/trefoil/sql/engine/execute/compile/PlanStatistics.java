package io.trefoil.sql.engine.execute.compile;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.OperatorReport;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.row.Rows;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes of a plan did in one execution, for EXPLAIN ANALYZE. Times include a node's inputs. A statement that is
 * restarted is counted from its last start on; {@link #restarts} tells how often that happened.
 */
public final class PlanStatistics {
    private final Map<Plan, Node> nodes = new IdentityHashMap<>();
    private final Map<Scalar, Node> conditions = new IdentityHashMap<>();
    private final boolean timing;
    private @Nullable Plan plan;
    private int runs;

    /** @param timing whether the clock is read twice for every row; rows and loops are counted always */
    public PlanStatistics(boolean timing) {
        this.timing = timing;
    }

    /** Whether times were measured. */
    public boolean timing() {
        return timing;
    }

    /** How often the statement was run again because a row had changed under it. */
    public int restarts() {
        return Math.max(0, runs - 1);
    }

    /** Counters of one node over all its loops. */
    public static final class Node {
        private long loops;
        private long rows;
        private long removed;
        private long nanos;
        private long startupNanos;
        private @Nullable OperatorReport report;

        /** How often the node was started. */
        public long loops() {
            return loops;
        }

        /** Rows over all loops. */
        public long rows() {
            return rows;
        }

        /** Rows that did not pass the node's condition, over all loops. */
        public long removed() {
            return removed;
        }

        /** Time over all loops. */
        public long nanos() {
            return nanos;
        }

        /** Time to the first row, over all loops. */
        public long startupNanos() {
            return startupNanos;
        }

        /** How the last loop went, for operators that tell. */
        public @Nullable OperatorReport report() {
            return report;
        }

        private void reset() {
            loops = 0;
            rows = 0;
            removed = 0;
            nanos = 0;
            startupNanos = 0;
            report = null;
        }
    }

    /** The counters of a node, or null when it was never compiled by itself. */
    public @Nullable Node find(Plan plan) {
        return nodes.get(plan);
    }

    /** The plan that was run; null before it was compiled. */
    public @Nullable Plan plan() {
        return plan;
    }

    /** The whole statement: each time it is opened the counters start at zero. */
    Executable root(Plan statement, Executable executable) {
        plan = statement;
        return context -> {
            runs++;
            nodes.values().forEach(Node::reset);
            return executable.open(context);
        };
    }

    /** To be called before a node is compiled, so that its condition is known when it comes. */
    void enter(Plan plan) {
        Node node = nodes.computeIfAbsent(plan, absent -> new Node());
        Scalar condition = condition(plan);
        if (condition != null) {
            conditions.put(condition, node);
        }
    }

    /** What rows must fulfil to pass a node; EXPLAIN tells how many did not. */
    private static @Nullable Scalar condition(Plan plan) {
        return switch (plan) {
            case Plan.TableRead node -> node.filter();
            case Plan.ViewRead node -> node.filter();
            case Plan.Filter node -> node.condition();
            case Plan.LateralLoop node -> node.condition();
            case Plan.NestedLoop node -> node.condition();
            case Plan.HashJoin node -> node.residual();
            case Plan.MergeJoin node -> node.residual();
            default -> null;
        };
    }

    Executable observe(Plan plan, Executable executable) {
        Node node = nodes.computeIfAbsent(plan, absent -> new Node());
        return timing
                ? context -> Timed.open(executable, node, context)
                : context -> new Counted(executable.open(context), node);
    }

    Evaluator observe(Scalar scalar, Evaluator evaluator) {
        Node node = conditions.get(scalar);
        if (node == null) {
            return evaluator;
        }
        return (row, context) -> {
            Object value = evaluator.evaluate(row, context);
            if (!Rows.isTrue(value)) {
                node.removed++;
            }
            return value;
        };
    }

    /** Counts what a cursor yields. A node is executed once it is asked for a row, as in PostgreSQL. */
    private static class Counted implements RowCursor {
        final Node node;
        private final RowCursor cursor;
        boolean started;
        private boolean closed;

        Counted(RowCursor cursor, Node node) {
            this.cursor = cursor;
            this.node = node;
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (!started) {
                started = true;
                node.loops++;
            }
            @Nullable Object[] row = cursor.next();
            if (row != null) {
                node.rows++;
            }
            return row;
        }

        @Override
        public long affectedRows() {
            return cursor.affectedRows();
        }

        @Override
        public @Nullable OperatorReport report() {
            return cursor.report();
        }

        @Override
        public void close() {
            if (started && !closed) {
                closed = true;
                OperatorReport told = cursor.report();
                node.report = told == null ? node.report : told;
            }
            cursor.close();
        }
    }

    /** Also takes the time: that of opening counts as part of the first row. */
    private static final class Timed extends Counted {
        private final long openNanos;

        Timed(RowCursor cursor, Node node, long openNanos) {
            super(cursor, node);
            this.openNanos = openNanos;
        }

        static Timed open(Executable executable, Node node, ExecutionContext context) {
            long start = System.nanoTime();
            RowCursor cursor = executable.open(context);
            return new Timed(cursor, node, System.nanoTime() - start);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            boolean first = !started;
            long start = System.nanoTime();
            @Nullable Object[] row = super.next();
            long spent = System.nanoTime() - start + (first ? openNanos : 0);
            node.nanos += spent;
            if (first) {
                node.startupNanos += spent;
            }
            return row;
        }
    }
}
