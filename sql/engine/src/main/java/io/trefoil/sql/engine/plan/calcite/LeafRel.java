package io.trefoil.sql.engine.plan.calcite;

import io.trefoil.sql.engine.algebra.Rel;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/** A part of our tree that Calcite joins but does not look into. */
final class LeafRel extends AbstractRelNode {
    private final int number;
    private final Rel rel;
    private final double rows;

    LeafRel(RelOptCluster cluster, int number, Rel rel, double rows) {
        super(cluster, cluster.traitSet());
        this.number = number;
        this.rel = rel;
        this.rows = rows;
        RelDataTypeFactory.Builder columns = cluster.getTypeFactory().builder();
        for (int i = 0; i < rel.columns().size(); i++) {
            columns.add("L" + number + "C" + i, columnType(cluster.getTypeFactory()));
        }
        this.rowType = columns.build();
    }

    /** All columns are of one opaque type: what they hold is the binder's business. */
    static RelDataType columnType(RelDataTypeFactory types) {
        return types.createTypeWithNullability(types.createSqlType(SqlTypeName.ANY), true);
    }

    Rel rel() {
        return rel;
    }

    double rows() {
        return rows;
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("leaf", number);
    }
}
