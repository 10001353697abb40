package io.trefoil.sql.engine.plan;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Plan.AccessPath;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.algebra.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans as EXPLAIN prints them: PostgreSQL's layout and, where there is a counterpart, its names of nodes. */
public final class PlanText {
    private final List<String> lines = new ArrayList<>();
    private final boolean costs;
    private final boolean verbose;

    private PlanText(boolean costs, boolean verbose) {
        this.costs = costs;
        this.verbose = verbose;
    }

    /** The lines of a plan, root first. */
    public static List<String> lines(Plan plan, boolean costs, boolean verbose) {
        PlanText text = new PlanText(costs, verbose);
        text.node(plan, 0, "");
        return text.lines;
    }

    private void node(Plan plan, int depth, String label) {
        String indent = depth == 0 ? "" : "  ".repeat(depth * 3 - 2) + "->  ";
        lines.add(indent + label + title(plan) + cost(plan.estimate()));
        String detail = "  ".repeat(depth == 0 ? 1 : depth * 3 + 1);
        if (verbose && !plan.columns().isEmpty()) {
            lines.add(detail + "Output: "
                    + plan.columns().stream().map(OutputColumn::name).collect(Collectors.joining(", ")));
        }
        details(plan).forEach(line -> lines.add(detail + line));
        int subPlans = 0;
        for (Plan inner : subPlans(plan)) {
            subPlans++;
            lines.add(detail + "SubPlan " + subPlans);
            node(inner, depth + 1, "");
        }
        children(plan, depth + 1);
    }

    private String cost(Plan.Estimate e) {
        return costs
                ? String.format(
                        Locale.ROOT,
                        "  (cost=%.2f..%.2f rows=%.0f width=%d)",
                        e.startupCost(),
                        e.totalCost(),
                        e.rows(),
                        e.width())
                : "";
    }

    private static String title(Plan plan) {
        return switch (plan) {
            case Plan.SingleRow p -> "Result";
            case Plan.TableRead p -> read(p);
            case Plan.ViewRead p -> "Catalog Scan on " + aliased(p.view().name(), p.alias());
            case Plan.FunctionScan p -> "Function Scan on " + p.alias();
            case Plan.Values p -> p.rows().size() == 1 ? "Result" : "Values Scan on \"*VALUES*\"";
            case Plan.Filter p -> "Filter";
            case Plan.Project p -> "Project";
            case Plan.ProjectSet p -> "ProjectSet";
            case Plan.LateralLoop p -> "Nested Loop" + suffix(p.kind());
            case Plan.NestedLoop p -> "Nested Loop" + suffix(p.kind());
            case Plan.HashJoin p -> "Hash" + suffix(p.kind()) + (p.kind() == JoinKind.INNER ? " Join" : "");
            case Plan.MergeJoin p -> "Merge" + suffix(p.kind()) + (p.kind() == JoinKind.INNER ? " Join" : "");
            case Plan.HashAggregate p -> "HashAggregate";
            case Plan.SortedAggregate p -> p.groupBy().isEmpty() ? "Aggregate" : "GroupAggregate";
            case Plan.Window p -> "WindowAgg";
            case Plan.Sort p -> "Sort";
            case Plan.TopN p -> "Top-N Sort";
            case Plan.Limit p -> "Limit";
            case Plan.HashDistinct p -> "HashAggregate (distinct)";
            case Plan.SortedDistinct p -> "Unique";
            case Plan.Append p -> "Append";
            case Plan.HashSetOperation p ->
                "HashSetOp " + p.kind().name().charAt(0)
                        + p.kind().name().substring(1).toLowerCase(Locale.ROOT) + (p.all() ? " All" : "");
            case Plan.With p -> "With";
            case Plan.CteScan p -> "CTE Scan on " + p.name();
            case Plan.RecursiveUnion p -> "Recursive Union";
            case Plan.LockRows p -> "LockRows";
            case Plan.Insert p -> "Insert on " + p.target().table().name();
            case Plan.Update p -> "Update on " + p.target().table().name();
            case Plan.Delete p -> "Delete on " + p.target().table().name();
        };
    }

    private static String suffix(JoinKind kind) {
        return switch (kind) {
            case INNER -> "";
            case LEFT -> " Left Join";
            case RIGHT -> " Right Join";
            case FULL -> " Full Join";
            case SEMI -> " Semi Join";
            case ANTI -> " Anti Join";
        };
    }

    private static String aliased(String name, String alias) {
        return name.equals(alias) ? name : name + " " + alias;
    }

    private static String read(Plan.TableRead p) {
        String target = aliased(p.table().name(), p.alias());
        Index index = p.path().index();
        boolean back = switch (p.path()) {
            case AccessPath.All all -> all.reverse();
            case AccessPath.Range range -> range.reverse();
            case AccessPath.Point point -> false;
            case AccessPath.Points points -> false;
        };
        String direction = back ? " Backward" : "";
        if (index != null) {
            return (p.coveringIndex() ? "Index Only Scan" : "Index Scan") + direction + " using " + index.name()
                    + " on " + target;
        }
        return switch (p.path()) {
            case AccessPath.All all -> "Seq Scan" + direction + " on " + target;
            case AccessPath.Point point -> "Primary Key Lookup on " + target;
            case AccessPath.Points points -> "Primary Key Lookups on " + target;
            case AccessPath.Range range -> "Primary Key Scan" + direction + " on " + target;
        };
    }

    private static List<String> details(Plan plan) {
        List<String> details = new ArrayList<>();
        switch (plan) {
            case Plan.TableRead p -> {
                String condition = condition(p);
                if (!condition.isEmpty()) {
                    details.add("Index Cond: " + condition);
                }
                filter(p.filter(), details);
                if (p.why() != null) {
                    details.add("Fast Path: " + p.why());
                }
            }
            case Plan.ViewRead p -> filter(p.filter(), details);
            case Plan.Filter p -> filter(p.condition(), details);
            case Plan.LateralLoop p -> labelled("Join Filter", p.condition(), details);
            case Plan.NestedLoop p -> labelled("Join Filter", p.condition(), details);
            case Plan.HashJoin p -> {
                List<String> pairs = new ArrayList<>();
                for (int i = 0; i < p.leftKeys().size(); i++) {
                    pairs.add("(" + ScalarText.of(p.leftKeys().get(i)) + " = "
                            + ScalarText.of(p.rightKeys().get(i)) + ")");
                }
                details.add(
                        "Hash Cond: " + (pairs.size() == 1 ? pairs.get(0) : "(" + String.join(" AND ", pairs) + ")"));
                labelled("Join Filter", p.residual(), details);
            }
            case Plan.HashAggregate p -> keys("Group Key", p.groupBy(), details);
            case Plan.SortedAggregate p -> {
                if (!p.groupBy().isEmpty()) {
                    keys("Group Key", p.groupBy(), details);
                }
            }
            case Plan.Sort p -> details.add("Sort Key: " + sortKeys(p.keys(), p.columns()));
            case Plan.TopN p -> details.add("Sort Key: " + sortKeys(p.keys(), p.columns()));
            default -> {}
        }
        return details;
    }

    private static void filter(@Nullable Scalar condition, List<String> details) {
        labelled("Filter", condition, details);
    }

    private static void labelled(String label, @Nullable Scalar condition, List<String> details) {
        if (condition != null) {
            details.add(label + ": " + ScalarText.of(condition));
        }
    }

    private static void keys(String label, List<Scalar> keys, List<String> details) {
        details.add(label + ": " + keys.stream().map(ScalarText::of).collect(Collectors.joining(", ")));
    }

    private static String sortKeys(List<SortKey> keys, List<OutputColumn> columns) {
        return keys.stream()
                .map(key -> columns.get(key.column()).name()
                        + (key.descending() ? " DESC" : "")
                        + (key.nullsFirst() == key.descending()
                                ? ""
                                : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                .collect(Collectors.joining(", "));
    }

    private static String condition(Plan.TableRead p) {
        List<String> terms = new ArrayList<>();
        switch (p.path()) {
            case AccessPath.All all -> {}
            case AccessPath.Point point -> prefix(p, point.key(), terms);
            case AccessPath.Points points -> {
                prefix(p, points.prefix(), terms);
                terms.add("(" + key(p, points.prefix().size()) + " = ANY (" + ScalarText.of(points.array()) + "))");
            }
            case AccessPath.Range range -> {
                prefix(p, range.prefix(), terms);
                bound(p, range, range.lower(), ">", terms);
                bound(p, range, range.upper(), "<", terms);
            }
        }
        return terms.size() < 2 ? String.join("", terms) : "(" + String.join(" AND ", terms) + ")";
    }

    private static void prefix(Plan.TableRead p, List<Scalar> values, List<String> terms) {
        for (int i = 0; i < values.size(); i++) {
            terms.add("(" + key(p, i) + " = " + ScalarText.of(values.get(i)) + ")");
        }
    }

    private static void bound(
            Plan.TableRead p,
            AccessPath.Range range,
            AccessPath.@Nullable Bound bound,
            String operator,
            List<String> terms) {
        if (bound != null) {
            terms.add("(" + key(p, range.prefix().size()) + " " + operator + (bound.inclusive() ? "= " : " ")
                    + ScalarText.of(bound.value()) + ")");
        }
    }

    private static String key(Plan.TableRead p, int position) {
        Index index = p.path().index();
        if (index == null) {
            Column column = p.table().column(p.table().primaryKey().get(position));
            return column.name();
        }
        Index.Key key = index.keys().get(position);
        String expression = key.expressionSql();
        return expression == null ? p.table().column(key.column()).name() : "(" + expression + ")";
    }

    /** Queries inside the node's own expressions. */
    private static List<Plan> subPlans(Plan plan) {
        List<Scalar> scalars = new ArrayList<>();
        switch (plan) {
            case Plan.TableRead p -> add(p.filter(), scalars);
            case Plan.ViewRead p -> add(p.filter(), scalars);
            case Plan.Filter p -> scalars.add(p.condition());
            case Plan.Project p -> scalars.addAll(p.expressions());
            case Plan.NestedLoop p -> add(p.condition(), scalars);
            case Plan.HashJoin p -> add(p.residual(), scalars);
            case Plan.Values p -> p.rows().forEach(scalars::addAll);
            case Plan.Update p -> p.assignments().forEach(assignment -> scalars.add(assignment.value()));
            default -> {}
        }
        List<Plan> plans = new ArrayList<>();
        for (Scalar scalar : scalars) {
            ScalarRewriter.visit(scalar, part -> {
                if (part instanceof Scalar.SubPlan sub && sub.query() instanceof Plan inner) {
                    plans.add(inner);
                }
            });
        }
        return plans;
    }

    private static void add(@Nullable Scalar scalar, List<Scalar> all) {
        if (scalar != null) {
            all.add(scalar);
        }
    }

    private void children(Plan plan, int depth) {
        switch (plan) {
            case Plan.SingleRow p -> {}
            case Plan.TableRead p -> {}
            case Plan.ViewRead p -> {}
            case Plan.FunctionScan p -> {}
            case Plan.Values p -> {}
            case Plan.CteScan p -> {}
            case Plan.Filter p -> node(p.input(), depth, "");
            case Plan.Project p -> node(p.input(), depth, "");
            case Plan.ProjectSet p -> node(p.input(), depth, "");
            case Plan.LateralLoop p -> both(p.left(), p.right(), depth);
            case Plan.NestedLoop p -> both(p.left(), p.right(), depth);
            case Plan.HashJoin p -> both(p.left(), p.right(), depth);
            case Plan.MergeJoin p -> both(p.left(), p.right(), depth);
            case Plan.HashSetOperation p -> both(p.left(), p.right(), depth);
            case Plan.RecursiveUnion p -> both(p.base(), p.step(), depth);
            case Plan.HashAggregate p -> node(p.input(), depth, "");
            case Plan.SortedAggregate p -> node(p.input(), depth, "");
            case Plan.Window p -> node(p.input(), depth, "");
            case Plan.Sort p -> node(p.input(), depth, "");
            case Plan.TopN p -> node(p.input(), depth, "");
            case Plan.Limit p -> node(p.input(), depth, "");
            case Plan.HashDistinct p -> node(p.input(), depth, "");
            case Plan.SortedDistinct p -> node(p.input(), depth, "");
            case Plan.LockRows p -> node(p.input(), depth, "");
            case Plan.Append p -> p.inputs().forEach(input -> node(input, depth, ""));
            case Plan.With p -> {
                p.queries().forEach(cte -> node(cte.query(), depth, "CTE " + cte.name() + ": "));
                node(p.body(), depth, "");
            }
            case Plan.Insert p -> node(p.source(), depth, "");
            case Plan.Update p -> node(p.input(), depth, "");
            case Plan.Delete p -> node(p.input(), depth, "");
        }
    }

    private void both(Plan left, Plan right, int depth) {
        node(left, depth, "");
        node(right, depth, "");
    }
}
