package io.trefoil.sql.engine.execute.compile;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the nodes of a plan did in one execution, for EXPLAIN ANALYZE. Times include a node's inputs. */
public final class PlanStatistics {
    private final Map<Plan, Node> nodes = new IdentityHashMap<>();

    /** Counters of one node over all its loops. */
    public static final class Node {
        private long loops;
        private long rows;
        private long nanos;
        private long startupNanos;

        /** How often the node was started. */
        public long loops() {
            return loops;
        }

        /** Rows over all loops. */
        public long rows() {
            return rows;
        }

        /** Time over all loops. */
        public long nanos() {
            return nanos;
        }

        /** Time to the first row, over all loops. */
        public long startupNanos() {
            return startupNanos;
        }
    }

    /** The counters of a node, or null when it was never compiled by itself. */
    public @Nullable Node find(Plan plan) {
        return nodes.get(plan);
    }

    Executable observe(Plan plan, Executable executable) {
        Node node = nodes.computeIfAbsent(plan, absent -> new Node());
        return context -> new Observed(executable, node, context);
    }

    private static final class Observed implements RowCursor {
        private final RowCursor cursor;
        private final Node node;
        private boolean started;

        Observed(Executable executable, Node node, ExecutionContext context) {
            long start = System.nanoTime();
            this.cursor = executable.open(context);
            this.node = node;
            node.loops++;
            count(start);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            long start = System.nanoTime();
            @Nullable Object[] row = cursor.next();
            count(start);
            started = true;
            if (row != null) {
                node.rows++;
            }
            return row;
        }

        private void count(long start) {
            long spent = System.nanoTime() - start;
            node.nanos += spent;
            if (!started) {
                node.startupNanos += spent;
            }
        }

        @Override
        public long affectedRows() {
            return cursor.affectedRows();
        }

        @Override
        public void close() {
            cursor.close();
        }
    }
}
