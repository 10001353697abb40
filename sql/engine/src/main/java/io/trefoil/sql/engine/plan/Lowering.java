package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.MergeBranch;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Plan.Estimate;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.engine.algebra.WindowCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses an operator for every node of a logical tree, bottom-up, by estimated cost. */
final class Lowering {
    private static final double ROW_COST = 0.0025;
    private static final double HASH_COST = 0.005;
    private static final double DEFAULT_LIMIT = Double.POSITIVE_INFINITY;

    private final PlannerEnvironment environment;
    private final Planner planner;
    private final AccessPaths accessPaths;
    private final JoinLowering joins;
    /** Rows expected from the queries of WITH that are planned already. */
    private final Map<Integer, Double> cteRows = new HashMap<>();

    Lowering(PlannerEnvironment environment, Planner planner) {
        this.environment = environment;
        this.planner = planner;
        this.accessPaths = new AccessPaths(environment);
        this.joins = new JoinLowering(this);
    }

    PlannerEnvironment environment() {
        return environment;
    }

    AccessPaths accessPaths() {
        return accessPaths;
    }

    Plan lower(Rel rel) {
        return lower(rel, List.of(), DEFAULT_LIMIT).plan;
    }

    /** A plan and whether its rows come in the order that was asked for. */
    private record Ordered(Plan plan, boolean ordered) {}

    /** @param limit at most so many rows will be taken */
    private Ordered lower(Rel rel, List<SortKey> order, double limit) {
        return switch (rel) {
            case Rel.TableScan scan -> scan(scan, List.of(), order, limit);
            case Rel.Filter filter
            when filter.input() instanceof Rel.TableScan scan ->
                scan(scan, RelShape.conjuncts(filter.condition()), order, limit);
            case Rel.Filter filter
            when filter.input() instanceof Rel.ViewScan scan -> unordered(view(scan, filter.condition()));
            case Rel.Filter filter -> filter(filter, order, limit);
            case Rel.Project project -> project(project, order, limit);
            case Rel.Sort sort -> unordered(sort(sort, DEFAULT_LIMIT));
            case Rel.Limit l -> unordered(limit(l));
            case Rel.LockRows lock -> {
                Ordered input = lower(lock.input(), order, limit);
                yield new Ordered(new Plan.LockRows(input.plan, lock.targets(), input.plan.estimate()), input.ordered);
            }
            default -> unordered(lowerNode(rel));
        };
    }

    private static Ordered unordered(Plan plan) {
        return new Ordered(plan, false);
    }

    private Plan lowerNode(Rel rel) {
        return switch (rel) {
            case Rel.SingleRow r -> new Plan.SingleRow(new Estimate(0, 0.01, 1, 0));
            case Rel.ViewScan r -> view(r, null);
            case Rel.FunctionScan r ->
                new Plan.FunctionScan(
                        scalars(r.calls()),
                        r.widths(),
                        r.ordinality(),
                        r.alias(),
                        r.columns(),
                        new Estimate(0, 10, 1000, Widths.of(r.columns())));
            case Rel.Values r ->
                new Plan.Values(
                        r.rows().stream().map(this::scalars).toList(),
                        r.columns(),
                        new Estimate(0, 0.0125 * r.rows().size(), r.rows().size(), Widths.of(r.columns())));
            case Rel.CteScan r -> {
                double rows = cteRows.getOrDefault(r.id(), 1000.0);
                yield new Plan.CteScan(
                        r.id(), r.name(), r.columns(), new Estimate(0, 0.02 * rows, rows, Widths.of(r.columns())));
            }
            case Rel.ProjectSet r -> {
                Plan input = lower(r.input());
                yield new Plan.ProjectSet(
                        input,
                        scalars(r.expressions()),
                        r.columns(),
                        grow(input.estimate(), 10, Widths.of(r.columns())));
            }
            case Rel.Join r -> joins.join(r);
            case Rel.LateralJoin r -> joins.lateral(r);
            case Rel.Aggregate r -> aggregate(r);
            case Rel.Window r -> window(r);
            case Rel.Distinct r -> distinct(r);
            case Rel.SetOperation r -> setOperation(r);
            case Rel.With r -> with(r);
            case Rel.RecursiveUnion r -> {
                Plan base = lower(r.base());
                Plan step = lower(r.step());
                yield new Plan.RecursiveUnion(
                        r.workingId(),
                        r.all(),
                        base,
                        step,
                        r.columns(),
                        grow(base.estimate(), 10, Widths.of(r.columns())));
            }
            case Rel.Insert r -> {
                Plan source = lower(r.source());
                yield new Plan.Insert(
                        r.target(),
                        source,
                        conflict(r.conflict()),
                        scalarsOrNull(r.returning()),
                        r.columns(),
                        source.estimate());
            }
            case Rel.Update r -> {
                Plan input = lower(r.input());
                yield new Plan.Update(
                        r.target(),
                        input,
                        assignments(r.assignments()),
                        scalarsOrNull(r.returning()),
                        r.columns(),
                        input.estimate());
            }
            case Rel.Merge r -> {
                Plan input = lower(r.input());
                List<MergeBranch> branches = r.branches().stream()
                        .map(branch -> branch.map(this::scalar))
                        .toList();
                yield new Plan.Merge(r.target(), input, branches, input.estimate());
            }
            case Rel.Delete r -> {
                Plan input = lower(r.input());
                yield new Plan.Delete(r.target(), input, scalarsOrNull(r.returning()), r.columns(), input.estimate());
            }
            case Rel.TableScan r -> lower(r);
            case Rel.Filter r -> lower(r);
            case Rel.Project r -> lower(r);
            case Rel.Sort r -> lower(r);
            case Rel.Limit r -> lower(r);
            case Rel.LockRows r -> lower(r);
        };
    }

    // Expressions

    /** The expression with the queries inside it planned. */
    Scalar scalar(Scalar scalar) {
        return ScalarRewriter.rewrite(scalar, part -> {
            if (part instanceof Scalar.SubPlan plan && plan.query() instanceof Rel rel) {
                List<Scalar.SlotBinding> bindings = plan.bindings().stream()
                        .map(binding -> new Scalar.SlotBinding(binding.slot(), scalar(binding.value())))
                        .toList();
                return new Scalar.SubPlan(
                        plan.kind(),
                        planner.plan(rel),
                        bindings,
                        scalars(plan.tests()),
                        plan.rowSlots(),
                        plan.type(),
                        plan.typmod());
            }
            return null;
        });
    }

    List<Scalar> scalars(List<Scalar> scalars) {
        return scalars.stream().map(this::scalar).toList();
    }

    private @Nullable List<Scalar> scalarsOrNull(@Nullable List<Scalar> scalars) {
        return scalars == null ? null : scalars(scalars);
    }

    @Nullable
    Scalar scalarOrNull(@Nullable Scalar scalar) {
        return scalar == null ? null : scalar(scalar);
    }

    // Scans

    private Ordered scan(Rel.TableScan scan, List<Scalar> terms, List<SortKey> order, double limit) {
        AccessPaths.Choice choice = accessPaths.choose(scan, scalars(terms), order, limit);
        return new Ordered(choice.read(), choice.ordered());
    }

    private Plan view(Rel.ViewScan scan, @Nullable Scalar condition) {
        double rows = condition == null ? 500 : 20;
        return new Plan.ViewRead(
                scan.view(),
                scan.alias(),
                scan.attributes(),
                scalarOrNull(condition),
                scan.columns(),
                new Estimate(0, 15, rows, Widths.of(scan.columns())));
    }

    // Filter and projection

    private Ordered filter(Rel.Filter filter, List<SortKey> order, double limit) {
        Ordered input = lower(filter.input(), order, DEFAULT_LIMIT);
        int terms = RelShape.conjuncts(filter.condition()).size();
        Estimate below = input.plan.estimate();
        double rows = Math.max(1, below.rows() * Math.pow(1.0 / 3, terms));
        Estimate estimate = new Estimate(
                below.startupCost(), below.totalCost() + below.rows() * ROW_COST * terms, rows, below.width());
        return new Ordered(new Plan.Filter(input.plan, scalar(filter.condition()), estimate), input.ordered);
    }

    private Ordered project(Rel.Project project, List<SortKey> order, double limit) {
        List<SortKey> below = new ArrayList<>();
        for (SortKey key : order) {
            if (project.expressions().get(key.column()) instanceof Scalar.InputRef reference) {
                below.add(new SortKey(reference.index(), key.descending(), key.nullsFirst()));
            }
        }
        boolean passed = below.size() == order.size();
        Ordered input = lower(project.input(), passed ? below : List.of(), limit);
        boolean ordered = passed && input.ordered;
        if (isIdentity(project)
                && project.columns().size() == input.plan.columns().size()) {
            return new Ordered(rename(input.plan, project.columns()), ordered);
        }
        Estimate estimate = input.plan.estimate();
        return new Ordered(
                new Plan.Project(
                        input.plan,
                        scalars(project.expressions()),
                        project.columns(),
                        new Estimate(
                                estimate.startupCost(),
                                estimate.totalCost() + estimate.rows() * ROW_COST,
                                estimate.rows(),
                                Widths.of(project.columns()))),
                ordered);
    }

    private static boolean isIdentity(Rel.Project project) {
        for (int i = 0; i < project.expressions().size(); i++) {
            if (!(project.expressions().get(i) instanceof Scalar.InputRef reference) || reference.index() != i) {
                return false;
            }
        }
        return project.expressions().size() == project.input().columns().size();
    }

    /** A projection that changes nothing but names disappears into a read below it, where that has names of its own. */
    private static Plan rename(Plan plan, List<OutputColumn> columns) {
        return plan instanceof Plan.TableRead read
                ? new Plan.TableRead(
                        read.table(),
                        read.alias(),
                        read.path(),
                        read.attributes(),
                        read.rowKey(),
                        read.filter(),
                        read.coveringIndex(),
                        read.why(),
                        columns,
                        read.estimate())
                : plan;
    }

    // Order and limits

    private Plan sort(Rel.Sort sort, double limit) {
        Ordered input = lower(sort.input(), sort.keys(), limit);
        return input.ordered ? input.plan : sorted(input.plan, sort.keys());
    }

    Plan sorted(Plan input, List<SortKey> keys) {
        Estimate below = input.estimate();
        double cost = below.totalCost() + below.rows() * ROW_COST * 2 * Math.log(Math.max(2, below.rows()));
        return new Plan.Sort(
                input, keys, new Estimate(cost, cost + below.rows() * ROW_COST, below.rows(), below.width()));
    }

    private Plan limit(Rel.Limit limit) {
        double count = constant(limit.count(), DEFAULT_LIMIT) + constant(limit.offset(), 0);
        Scalar countScalar = limit.count();
        Plan input;
        if (limit.input() instanceof Rel.Sort sort && countScalar != null && limit.ties() == null) {
            Ordered below = lower(sort.input(), sort.keys(), count);
            if (!below.ordered) {
                Estimate estimate = below.plan.estimate();
                double cost = estimate.totalCost() + estimate.rows() * ROW_COST * 2;
                double rows = Math.min(estimate.rows(), count);
                return new Plan.TopN(
                        below.plan,
                        sort.keys(),
                        scalar(countScalar),
                        scalarOrNull(limit.offset()),
                        new Estimate(cost, cost, rows, estimate.width()));
            }
            input = below.plan;
        } else {
            input = lower(limit.input(), List.of(), count).plan;
        }
        Estimate estimate = input.estimate();
        double rows = Math.min(estimate.rows(), count);
        double fraction = estimate.rows() <= 0 ? 1 : rows / estimate.rows();
        double cost = estimate.startupCost() + (estimate.totalCost() - estimate.startupCost()) * fraction;
        return new Plan.Limit(
                input,
                scalarOrNull(limit.count()),
                scalarOrNull(limit.offset()),
                limit.ties(),
                new Estimate(estimate.startupCost(), cost, rows, estimate.width()));
    }

    private static double constant(@Nullable Scalar scalar, double otherwise) {
        return scalar instanceof Scalar.Constant constant && constant.value() instanceof Number number
                ? number.doubleValue()
                : otherwise;
    }

    // Grouping

    private Plan aggregate(Rel.Aggregate aggregate) {
        List<AggregateCall> calls = aggregate.calls().stream().map(this::call).toList();
        List<Scalar> groupBy = scalars(aggregate.groupBy());
        Plan input = lower(aggregate.input());
        Estimate below = input.estimate();
        boolean plain = groupBy.isEmpty() && aggregate.groupingSets().size() == 1;
        double groups = plain ? 1 : Math.max(1, Math.min(below.rows(), Math.pow(below.rows(), 0.7)));
        double cost = below.totalCost() + below.rows() * HASH_COST * Math.max(1, calls.size());
        Estimate estimate = new Estimate(cost, cost + groups * ROW_COST, groups, Widths.of(aggregate.columns()));
        return plain
                ? new Plan.SortedAggregate(input, groupBy, calls, aggregate.columns(), estimate)
                : new Plan.HashAggregate(
                        input, groupBy, aggregate.groupingSets(), calls, aggregate.columns(), estimate);
    }

    private AggregateCall call(AggregateCall call) {
        return new AggregateCall(
                call.name(),
                call.signature(),
                call.body(),
                scalars(call.arguments()),
                call.distinct(),
                scalarOrNull(call.filter()),
                orders(call.orderBy()),
                call.type());
    }

    private List<AggregateCall.Order> orders(List<AggregateCall.Order> orders) {
        return orders.stream()
                .map(order ->
                        new AggregateCall.Order(scalar(order.expression()), order.descending(), order.nullsFirst()))
                .toList();
    }

    private Plan window(Rel.Window window) {
        Plan input = lower(window.input());
        List<WindowCall> calls = window.calls().stream()
                .map(call -> new WindowCall(
                        call.name(),
                        call.aggregate(),
                        scalars(call.arguments()),
                        scalarOrNull(call.filter()),
                        scalars(call.partitionBy()),
                        orders(call.orderBy()),
                        call.frame(),
                        call.type()))
                .toList();
        return new Plan.Window(input, calls, window.columns(), grow(input.estimate(), 1, Widths.of(window.columns())));
    }

    private Plan distinct(Rel.Distinct distinct) {
        Plan input = lower(distinct.input());
        Estimate below = input.estimate();
        Estimate estimate = new Estimate(
                below.totalCost(),
                below.totalCost() + below.rows() * HASH_COST,
                Math.max(1, below.rows() * 0.5),
                below.width());
        return distinct.on().isEmpty()
                ? new Plan.HashDistinct(input, estimate)
                : new Plan.SortedDistinct(input, distinct.on(), estimate);
    }

    private Plan setOperation(Rel.SetOperation set) {
        Plan left = lower(set.left());
        Plan right = lower(set.right());
        Estimate a = left.estimate();
        Estimate b = right.estimate();
        Estimate both = new Estimate(0, a.totalCost() + b.totalCost(), a.rows() + b.rows(), Widths.of(set.columns()));
        if (set.kind() != Rel.SetOperation.Kind.UNION) {
            return new Plan.HashSetOperation(set.kind(), set.all(), left, right, set.columns(), both);
        }
        List<Plan> inputs = new ArrayList<>();
        inputs.add(left);
        inputs.add(right);
        Plan append = new Plan.Append(inputs, set.columns(), both);
        return set.all() ? append : new Plan.HashDistinct(append, both);
    }

    private Plan with(Rel.With with) {
        List<Plan.With.Cte> queries = new ArrayList<>();
        for (Rel.With.Cte cte : with.queries()) {
            Plan query = lower(cte.query());
            cteRows.put(cte.id(), Math.max(1, query.estimate().rows()));
            queries.add(new Plan.With.Cte(cte.id(), cte.name(), query, modifies(cte.query())));
        }
        Plan body = lower(with.body());
        return new Plan.With(queries, body, body.estimate());
    }

    private static boolean modifies(Rel rel) {
        return switch (rel) {
            case Rel.Insert r -> true;
            case Rel.Update r -> true;
            case Rel.Merge r -> true;
            case Rel.Delete r -> true;
            case Rel.With with ->
                modifies(with.body()) || with.queries().stream().anyMatch(cte -> modifies(cte.query()));
            default -> false;
        };
    }

    // Changes

    private @Nullable ConflictAction conflict(@Nullable ConflictAction conflict) {
        ConflictAction.Update update = conflict == null ? null : conflict.update();
        return conflict == null || update == null
                ? conflict
                : new ConflictAction(
                        conflict.arbiterIndexes(),
                        new ConflictAction.Update(assignments(update.assignments()), scalarOrNull(update.where())));
    }

    private List<ConflictAction.Assignment> assignments(List<ConflictAction.Assignment> assignments) {
        return assignments.stream()
                .map(assignment -> new ConflictAction.Assignment(assignment.column(), scalar(assignment.value())))
                .toList();
    }

    static Estimate grow(Estimate below, double factor, int width) {
        double rows = below.rows() * factor;
        return new Estimate(below.startupCost(), below.totalCost() + rows * ROW_COST, rows, width);
    }

    static boolean isTrue(Scalar condition) {
        return condition instanceof Scalar.Constant constant && Boolean.TRUE.equals(constant.value());
    }
}
