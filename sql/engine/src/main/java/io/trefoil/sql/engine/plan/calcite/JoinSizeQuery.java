package io.trefoil.sql.engine.plan.calcite;

import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's questions about size and cost, answered from our own estimates. The cost of a join tree is the sum of the sizes
 * of all its intermediate results. Other metadata come from Calcite's defaults through proxies, so that no code is
 * generated at run time.
 */
final class JoinSizeQuery extends RelMetadataQuery {
    private final JoinSizes sizes;

    JoinSizeQuery(JoinSizes sizes) {
        super(new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE));
        this.sizes = sizes;
    }

    @Override
    public Double getRowCount(RelNode rel) {
        return sizes.rows(rel);
    }

    @Override
    public @Nullable RelOptCost getCumulativeCost(RelNode rel) {
        return rel.getCluster().getPlanner().getCostFactory().makeCost(sizes.cost(rel), 0, 0);
    }
}
