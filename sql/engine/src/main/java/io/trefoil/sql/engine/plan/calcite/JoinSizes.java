package io.trefoil.sql.engine.plan.calcite;

import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.plan.PlannerEnvironment;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepRelVertex;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * Estimated sizes of join results: the product of the inputs times the selectivity of each condition, which for an
 * equality is one over the larger number of distinct values (Selinger et al., SIGMOD 1979).
 */
final class JoinSizes {
    private static final double OTHER_CONDITION = 1.0 / 3;

    private final JoinRegion region;
    private final PlannerEnvironment environment;
    private final Map<RelNode, Double> known = new IdentityHashMap<>();

    JoinSizes(JoinRegion region, PlannerEnvironment environment) {
        this.region = region;
        this.environment = environment;
    }

    double rows(RelNode rel) {
        Double remembered = known.get(rel);
        if (remembered != null) {
            return remembered;
        }
        double rows = switch (rel) {
            case LeafRel leaf -> Math.max(1, leaf.rows());
            case HepRelVertex vertex -> rows(vertex.getCurrentRel());
            case Join join -> {
                double product = rows(join.getLeft()) * rows(join.getRight());
                for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
                    product *= selectivity(condition);
                }
                yield Math.max(1, product);
            }
            default -> rel.getInputs().isEmpty() ? 1 : rows(rel.getInput(0));
        };
        known.put(rel, rows);
        return rows;
    }

    /** Sum of the sizes of a tree's results. */
    double cost(RelNode rel) {
        return switch (rel) {
            case HepRelVertex vertex -> cost(vertex.getCurrentRel());
            case Join join -> rows(join) + cost(join.getLeft()) + cost(join.getRight());
            case LeafRel leaf -> rows(leaf);
            default -> rel.getInputs().isEmpty() ? 1 : cost(rel.getInput(0));
        };
    }

    private double selectivity(RexNode condition) {
        if (!(condition instanceof RexCall call) || !(call.getOperator() instanceof TermOperator operator)) {
            return 1;
        }
        Scalar term = region.term(operator.term());
        if (term instanceof Scalar.Call equal
                && "=".equals(equal.operator())
                && equal.arguments().size() == 2
                && column(equal.arguments().get(0)) instanceof Scalar.InputRef left
                && column(equal.arguments().get(1)) instanceof Scalar.InputRef right) {
            return 1 / Math.max(1, Math.max(distinct(left.index()), distinct(right.index())));
        }
        return OTHER_CONDITION;
    }

    private static @Nullable Scalar column(Scalar scalar) {
        return switch (scalar) {
            case Scalar.InputRef reference -> reference;
            case Scalar.Relabel relabel -> column(relabel.argument());
            case Scalar.Call call
            when call.form() == Scalar.CallForm.IMPLICIT_CAST ->
                column(call.arguments().get(0));
            default -> null;
        };
    }

    /** Number of distinct values of a column of the region. */
    private double distinct(int column) {
        OutputColumn origin = region.leaf(column).columns().get(region.columnInLeaf(column));
        Table table = environment.catalog().table(origin.tableOid()).orElse(null);
        if (table == null) {
            return 100;
        }
        double rows = environment.rows(table);
        for (TableChange.IndexTarget target : environment.indexes(table)) {
            List<Integer> keys =
                    target.index().keys().stream().map(key -> key.column()).toList();
            if (target.index().unique() && keys.equals(List.of(origin.columnNumber()))) {
                return rows;
            }
        }
        TableStatistics.ColumnStatistics statistics = environment
                .statistics(table)
                .map(found -> found.columns().get(origin.columnNumber()))
                .orElse(null);
        if (statistics == null || statistics.distinct() == 0) {
            return Math.max(1, Math.min(rows, 200));
        }
        return statistics.distinct() > 0 ? statistics.distinct() : -statistics.distinct() * rows;
    }
}
