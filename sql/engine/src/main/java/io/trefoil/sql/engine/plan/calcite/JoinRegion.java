package io.trefoil.sql.engine.plan.calcite;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.plan.PlannerEnvironment;
import io.trefoil.sql.engine.plan.RelShape;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.rules.DphypJoinReorderRule;
import org.apache.calcite.rel.rules.JoinToHyperGraphRule;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** One tree of inner joins on its way through Calcite. */
final class JoinRegion {
    private final List<Rel> leaves;
    private final List<Scalar> terms;
    private final PlannerEnvironment environment;
    private final int[] offsets;

    /** @param terms conditions in terms of the leaves' columns side by side */
    JoinRegion(List<Rel> leaves, List<Scalar> terms, PlannerEnvironment environment) {
        this.leaves = leaves;
        this.terms = terms;
        this.environment = environment;
        this.offsets = new int[leaves.size() + 1];
        for (int i = 0; i < leaves.size(); i++) {
            offsets[i + 1] = offsets[i] + leaves.get(i).columns().size();
        }
    }

    /** Whether the conditions link all leaves with each other. */
    boolean connected() {
        BitSet reached = new BitSet();
        reached.set(0);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Scalar term : terms) {
                BitSet touched = leavesOf(term);
                if (touched.intersects(reached) && touched.cardinality() > 1) {
                    int before = reached.cardinality();
                    reached.or(touched);
                    grown |= reached.cardinality() > before;
                }
            }
        }
        return reached.cardinality() == leaves.size();
    }

    private BitSet leavesOf(Scalar term) {
        BitSet touched = new BitSet();
        for (int column : columnsOf(term)) {
            touched.set(leafOf(column));
        }
        return touched;
    }

    private static Set<Integer> columnsOf(Scalar term) {
        Set<Integer> columns = new LinkedHashSet<>();
        ScalarRewriter.visit(term, part -> {
            if (part instanceof Scalar.InputRef reference) {
                columns.add(reference.index());
            }
        });
        return columns;
    }

    private int leafOf(int column) {
        int leaf = 0;
        while (offsets[leaf + 1] <= column) {
            leaf++;
        }
        return leaf;
    }

    /** The region in its best order, or null when Calcite found none. */
    @Nullable
    Rel reorder(ToDoubleFunction<Rel> rows) {
        HepPlanner planner = new HepPlanner(new HepProgramBuilder()
                .addMatchOrder(HepMatchOrder.BOTTOM_UP)
                .addRuleInstance(JoinToHyperGraphRule.Config.DEFAULT.toRule())
                .addRuleInstance(DphypJoinReorderRule.Config.DEFAULT.toRule())
                .build());
        RelDataTypeFactory types = new SqlTypeFactoryImpl(RelDataTypeSystem.DEFAULT);
        RexBuilder rex = new RexBuilder(types);
        RelOptCluster cluster = RelOptCluster.create(planner, rex);
        JoinSizes sizes = new JoinSizes(this, environment);
        cluster.setMetadataQuerySupplier(() -> new JoinSizeQuery(sizes));
        RelNode tree = null;
        for (int i = 0; i < leaves.size(); i++) {
            RelNode leaf = new LeafRel(cluster, i, leaves.get(i), rows.applyAsDouble(leaves.get(i)));
            tree = tree == null ? leaf : join(tree, leaf, i, rex, types);
        }
        planner.setRoot(java.util.Objects.requireNonNull(tree));
        RelNode best = planner.findBestExp();
        return RelOptUtil.toString(best).contains("HyperGraph") ? null : toRel(best);
    }

    /** The left-deep join as written; each condition stands at the first join that has all its columns. */
    private RelNode join(RelNode left, RelNode right, int leaf, RexBuilder rex, RelDataTypeFactory types) {
        List<RexNode> conditions = new ArrayList<>();
        for (int t = 0; t < terms.size(); t++) {
            BitSet touched = leavesOf(terms.get(t));
            boolean here = touched.length() - 1 == leaf || leaf == 1 && touched.length() <= 1;
            if (here) {
                List<RexNode> operands = new ArrayList<>();
                for (int column : columnsOf(terms.get(t))) {
                    operands.add(rex.makeInputRef(LeafRel.columnType(types), column));
                }
                conditions.add(rex.makeCall(types.createSqlType(SqlTypeName.BOOLEAN), new TermOperator(t), operands));
            }
        }
        RexNode condition = conditions.isEmpty()
                ? rex.makeLiteral(true)
                : org.apache.calcite.rex.RexUtil.composeConjunction(rex, conditions);
        return LogicalJoin.create(left, right, List.of(), condition, Set.of(), JoinRelType.INNER);
    }

    private Rel toRel(RelNode node) {
        return switch (node) {
            case LeafRel leaf -> leaf.rel();
            case LogicalJoin join -> {
                Rel left = toRel(join.getLeft());
                Rel right = toRel(join.getRight());
                Scalar condition = RelShape.conjunction(terms(join.getCondition()));
                yield new Rel.Join(
                        JoinKind.INNER,
                        left,
                        right,
                        condition == null ? new Scalar.Constant(true, SqlTypes.BOOL, -1) : condition);
            }
            case LogicalProject project -> {
                Rel input = toRel(project.getInput());
                List<Scalar> expressions = new ArrayList<>();
                List<OutputColumn> columns = new ArrayList<>();
                for (RexNode expression : project.getProjects()) {
                    int index = ((RexInputRef) expression).getIndex();
                    OutputColumn column = input.columns().get(index);
                    expressions.add(new Scalar.InputRef(index, column.type(), column.typmod(), column.name()));
                    columns.add(column);
                }
                yield new Rel.Project(input, expressions, columns);
            }
            default -> throw new IllegalStateException("unexpected node after join ordering: " + node.getRelTypeName());
        };
    }

    /** The conditions behind the calls that Calcite moved around, in terms of the new input row. */
    private List<Scalar> terms(RexNode condition) {
        List<Scalar> found = new ArrayList<>();
        for (RexNode part : RelOptUtil.conjunctions(condition)) {
            if (part instanceof RexCall call && call.getOperator() instanceof TermOperator operator) {
                Scalar term = terms.get(operator.term());
                List<Integer> columns = List.copyOf(columnsOf(term));
                found.add(ScalarRewriter.remap(
                        term, index -> ((RexInputRef) call.getOperands().get(columns.indexOf(index))).getIndex()));
            }
        }
        return found;
    }

    /** The term of a condition, in terms of the leaves' columns side by side. */
    Scalar term(int index) {
        return terms.get(index);
    }

    Rel leaf(int column) {
        return leaves.get(leafOf(column));
    }

    int columnInLeaf(int column) {
        return column - offsets[leafOf(column)];
    }
}
