package io.trefoil.sql.engine.plan;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Plan.AccessPath;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.engine.algebra.TableChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest way to read the rows of one table that satisfy some terms: a point or range of the table's own key or
 * of an index, or a full scan. Terms that the path answers exactly are dropped from the filter.
 */
final class AccessPaths {
    /** Cost of reading one row in order, of one look-up by key, and of a term; in sequential page reads, as PostgreSQL's. */
    private static final double ROW_COST = 0.012;

    private static final double LOOKUP_COST = 0.05;
    private static final double SEEK_COST = 0.08;

    private final PlannerEnvironment environment;
    private final Selectivity selectivity;

    AccessPaths(PlannerEnvironment environment) {
        this.environment = environment;
        this.selectivity = new Selectivity(environment);
    }

    /** The chosen read, and whether its rows come in the wanted order. */
    record Choice(Plan.TableRead read, boolean ordered) {}

    private record Candidate(
            AccessPath path,
            Set<Scalar> answered,
            double fetched,
            double cost,
            boolean ordered,
            boolean covering,
            boolean single,
            @Nullable String why) {}

    /**
     * The cheapest read.
     *
     * @param terms conditions over the scan's columns
     * @param order wanted order over the scan's columns; empty for any
     * @param limit rows that will be taken at most, infinite when unknown; only useful with an order met by the path
     */
    Choice choose(Rel.TableScan scan, List<Scalar> terms, List<SortKey> order, double limit) {
        Table table = scan.table();
        double rows = environment.rows(table);
        List<Scalar> full = terms.stream().map(term -> toFullRow(scan, term)).toList();
        double result = Math.max(1, rows * selectivity.of(table, full));
        List<Candidate> candidates = new ArrayList<>();
        for (TableChange.IndexTarget target : environment.indexes(table)) {
            Candidate candidate = byIndex(scan, target, full, order, rows, result, limit);
            if (candidate != null) {
                candidates.add(candidate);
            }
        }
        candidates.add(fullScan(scan, order, rows, result, limit));
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            if (totalCost(candidate, order, result) < totalCost(best, order, result)) {
                best = candidate;
            }
        }
        List<Scalar> remaining = new ArrayList<>();
        for (int i = 0; i < full.size(); i++) {
            if (!best.answered().contains(full.get(i))) {
                remaining.add(terms.get(i));
            }
        }
        double estimated = best.single() ? 1 : result;
        Plan.TableRead read = new Plan.TableRead(
                table,
                scan.alias(),
                best.path(),
                scan.attributes(),
                scan.rowKey(),
                RelShape.conjunction(remaining),
                best.covering(),
                best.why(),
                scan.columns(),
                new Plan.Estimate(0, best.cost(), estimated, Widths.of(scan.columns())));
        return new Choice(read, !order.isEmpty() && best.ordered());
    }

    /** The cost with a sort on top where the path does not give the order. */
    private static double totalCost(Candidate candidate, List<SortKey> order, double result) {
        return order.isEmpty() || candidate.ordered()
                ? candidate.cost()
                : candidate.cost() + result * ROW_COST * (1 + Math.log(Math.max(2, result)));
    }

    private static Scalar toFullRow(Rel.TableScan scan, Scalar term) {
        return ScalarRewriter.remap(
                term,
                index -> index < scan.attributes().size() ? scan.attributes().get(index) - 1 : 1_000_000);
    }

    private Candidate fullScan(Rel.TableScan scan, List<SortKey> order, double rows, double result, double limit) {
        Table table = scan.table();
        boolean ordered = false;
        boolean reverse = false;
        if (!order.isEmpty() && !table.primaryKey().isEmpty()) {
            TableChange.IndexTarget primary = primary(table);
            if (primary != null) {
                KeyOrder met = KeyOrder.of(scan, primary, 0, order);
                ordered = met != KeyOrder.NO;
                reverse = met == KeyOrder.REVERSE;
            }
        }
        double fraction = ordered && limit < result ? limit / result : 1;
        return new Candidate(
                new AccessPath.All(null, reverse),
                Set.of(),
                rows,
                1 + rows * ROW_COST * fraction,
                ordered,
                false,
                false,
                null);
    }

    private TableChange.@Nullable IndexTarget primary(Table table) {
        for (TableChange.IndexTarget target : environment.indexes(table)) {
            if (target.index().spaceId() == 0) {
                return target;
            }
        }
        return null;
    }

    private @Nullable Candidate byIndex(
            Rel.TableScan scan,
            TableChange.IndexTarget target,
            List<Scalar> terms,
            List<SortKey> order,
            double rows,
            double result,
            double limit) {
        Index index = target.index();
        if (!index.valid() || !index.method().equals("btree") && !index.method().equals("hash")) {
            return null;
        }
        Set<Scalar> answered = new HashSet<>();
        if (!predicateHolds(target, terms, answered)) {
            return null;
        }
        List<Scalar> prefix = new ArrayList<>();
        List<Scalar> used = new ArrayList<>();
        int width = target.keys().size();
        while (prefix.size() < width) {
            KeyTerm equal = KeyTerm.equality(target.keys().get(prefix.size()), terms);
            if (equal == null) {
                break;
            }
            prefix.add(equal.value());
            used.add(equal.term());
            answered.add(equal.term());
        }
        boolean ordersRows = index.spaceId() == 0;
        Index handle = ordersRows ? null : index;
        boolean covering = !ordersRows && covers(scan, target);
        if (index.unique() && prefix.size() == width) {
            double cost = SEEK_COST + (ordersRows || covering ? 0 : LOOKUP_COST);
            String why = ordersRows ? "primary key" : "unique key";
            return new Candidate(new AccessPath.Point(handle, prefix), answered, 1, cost, true, covering, true, why);
        }
        AccessPath path = null;
        if (prefix.size() < width) {
            KeyTerm any = KeyTerm.anyOf(target.keys().get(prefix.size()), terms);
            boolean fullKey = index.unique() && prefix.size() == width - 1;
            if (any != null) {
                path = new AccessPath.Points(handle, prefix, any.value(), fullKey);
                used.add(any.term());
                answered.add(any.term());
            } else {
                KeyTerm lower = KeyTerm.lower(target.keys().get(prefix.size()), terms);
                KeyTerm upper = KeyTerm.upper(target.keys().get(prefix.size()), terms);
                if (lower != null || upper != null) {
                    path = new AccessPath.Range(handle, prefix, bound(lower), bound(upper), false);
                    add(lower, used, answered);
                    add(upper, used, answered);
                }
            }
        }
        if (path == null && !prefix.isEmpty()) {
            path = new AccessPath.Range(handle, prefix, null, null, false);
        }
        KeyOrder met = path instanceof AccessPath.Points || order.isEmpty()
                ? KeyOrder.NO
                : KeyOrder.of(scan, target, prefix.size(), order);
        boolean ordered = met != KeyOrder.NO;
        if (path == null) {
            if (!ordered
                    && !(covering
                            && index.keys().size() < scan.table().columns().size()
                            && terms.isEmpty())) {
                boolean partial = target.predicate() != null;
                if (!partial) {
                    return null;
                }
            }
            path = new AccessPath.All(handle, false);
        }
        if (met == KeyOrder.REVERSE) {
            path = reversed(path);
        }
        double fetched = Math.max(1, rows * selectivity.of(scan.table(), used));
        double fraction = ordered && limit < result ? limit / Math.max(1, result) : 1;
        double perRow = ordersRows || covering ? ROW_COST : ROW_COST + LOOKUP_COST;
        return new Candidate(
                path, answered, fetched, SEEK_COST + fetched * fraction * perRow, ordered, covering, false, null);
    }

    private static void add(@Nullable KeyTerm term, List<Scalar> used, Set<Scalar> answered) {
        if (term != null) {
            used.add(term.term());
            if (term.exact()) {
                answered.add(term.term());
            }
        }
    }

    private static AccessPath.@Nullable Bound bound(@Nullable KeyTerm term) {
        return term == null ? null : new AccessPath.Bound(term.value(), term.inclusive());
    }

    private static AccessPath reversed(AccessPath path) {
        return switch (path) {
            case AccessPath.All all -> new AccessPath.All(all.index(), true);
            case AccessPath.Range range ->
                new AccessPath.Range(range.index(), range.prefix(), range.lower(), range.upper(), true);
            case AccessPath.Point point -> point;
            case AccessPath.Points points -> points;
        };
    }

    /** A partial index serves only queries that ask for its predicate, term by term. */
    private static boolean predicateHolds(TableChange.IndexTarget target, List<Scalar> terms, Set<Scalar> answered) {
        Scalar predicate = target.predicate();
        if (predicate == null) {
            return true;
        }
        List<Scalar> required = RelShape.conjuncts(predicate);
        if (!new HashSet<>(terms).containsAll(required)) {
            return false;
        }
        answered.addAll(required);
        return true;
    }

    /** Whether the entry of the index holds every column that the scan reads, in a form that can be read back. */
    private static boolean covers(Rel.TableScan scan, TableChange.IndexTarget target) {
        Index index = target.index();
        for (int attribute : scan.attributes()) {
            boolean isKey = index.keys().stream().anyMatch(key -> key.column() == attribute);
            if (!isKey
                    && !index.included().contains(attribute)
                    && !scan.table().primaryKey().contains(attribute)) {
                return false;
            }
            Column column = scan.table().column(attribute);
            if (!KeyTerm.readsBack(column.type())) {
                return false;
            }
        }
        return true;
    }
}
