package io.trefoil.sql.engine.explain;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.execute.OperatorReport;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import io.trefoil.sql.engine.explain.ExplainedNode.Detail;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines below a node's title: its conditions and keys, and what its execution told. */
final class NodeDetails {
    private final List<Detail> details = new ArrayList<>();
    private final PlanStatistics.@Nullable Node actual;

    private NodeDetails(PlanStatistics.@Nullable Node actual) {
        this.actual = actual;
    }

    static List<Detail> of(Plan plan, PlanStatistics.@Nullable Node actual, boolean verbose) {
        NodeDetails collected = new NodeDetails(actual);
        if (verbose && !plan.columns().isEmpty()) {
            collected.items(
                    "Output", plan.columns().stream().map(OutputColumn::name).toList());
        }
        collected.describe(plan);
        if (actual != null && actual.report() != null) {
            collected.report(actual.report());
        }
        return collected.details;
    }

    private void describe(Plan plan) {
        switch (plan) {
            case Plan.TableRead node -> {
                text("Index Cond", KeyCondition.of(node));
                filter("Filter", node.filter());
                if (node.why() != null) {
                    text("Fast Path", node.why());
                }
            }
            case Plan.ViewRead node -> filter("Filter", node.filter());
            case Plan.Filter node -> filter("Filter", node.condition());
            case Plan.LateralLoop node -> filter("Join Filter", node.condition());
            case Plan.NestedLoop node -> filter("Join Filter", node.condition());
            case Plan.HashJoin node -> {
                text("Hash Cond", pairs(texts(node.leftKeys()), texts(node.rightKeys())));
                filter("Join Filter", node.residual());
            }
            case Plan.MergeJoin node -> {
                text("Merge Cond", pairs(names(node.left(), node.leftKeys()), names(node.right(), node.rightKeys())));
                filter("Join Filter", node.residual());
            }
            case Plan.HashAggregate node -> keys(node.groupBy());
            case Plan.SortedAggregate node -> keys(node.groupBy());
            case Plan.Sort node -> items("Sort Key", sortKeys(node.keys(), node.columns()));
            case Plan.TopN node -> items("Sort Key", sortKeys(node.keys(), node.columns()));
            case Plan.Insert node -> conflict(node.conflict(), node.target());
            default -> {}
        }
    }

    private void text(String label, String value) {
        if (!value.isEmpty()) {
            details.add(new Detail.Text(label, value));
        }
    }

    private void items(String label, List<String> values) {
        details.add(new Detail.Items(label, values));
    }

    private void filter(String label, @Nullable Scalar condition) {
        if (condition != null) {
            text(label, ScalarText.of(condition));
            if (actual != null && actual.loops() > 0) {
                details.add(new Detail.Count(
                        "Rows Removed by " + label, (double) actual.removed() / Math.max(1, actual.loops())));
            }
        }
    }

    private void keys(List<Scalar> groupBy) {
        if (!groupBy.isEmpty()) {
            items("Group Key", texts(groupBy));
        }
    }

    private static List<String> texts(List<Scalar> scalars) {
        return scalars.stream().map(ScalarText::of).toList();
    }

    private static List<String> names(Plan input, List<Integer> columns) {
        return columns.stream()
                .map(column -> input.columns().get(column).name())
                .toList();
    }

    private static String pairs(List<String> left, List<String> right) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            pairs.add("(" + left.get(i) + " = " + right.get(i) + ")");
        }
        return pairs.size() == 1 ? pairs.get(0) : "(" + String.join(" AND ", pairs) + ")";
    }

    private static List<String> sortKeys(List<SortKey> keys, List<OutputColumn> columns) {
        return keys.stream()
                .map(key -> columns.get(key.column()).name()
                        + (key.descending() ? " DESC" : "")
                        + (key.nullsFirst() == key.descending()
                                ? ""
                                : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                .toList();
    }

    private void conflict(@Nullable ConflictAction conflict, TableChange target) {
        if (conflict == null) {
            return;
        }
        ConflictAction.Update update = conflict.update();
        text("Conflict Resolution", update == null ? "NOTHING" : "UPDATE");
        List<String> arbiters = target.indexes().stream()
                .map(TableChange.IndexTarget::index)
                .filter(index -> conflict.arbiterIndexes().contains(index.oid()))
                .map(Index::name)
                .toList();
        if (!arbiters.isEmpty()) {
            items("Conflict Arbiter Indexes", arbiters);
        }
        if (update != null && update.where() != null) {
            text("Conflict Filter", ScalarText.of(update.where()));
        }
    }

    private void report(OperatorReport report) {
        switch (report) {
            case OperatorReport.Sorted(String method, long bytes, boolean onDisk) -> {
                String space = onDisk ? "Disk" : "Memory";
                details.add(new Detail.Line(
                        "Sort Method: " + method + "  " + space + ": " + kilobytes(bytes) + "kB",
                        List.of(
                                new Detail.Text("Sort Method", method),
                                new Detail.Count("Sort Space Used", kilobytes(bytes)),
                                new Detail.Text("Sort Space Type", space))));
            }
            case OperatorReport.Hashed(int buckets, int batches, long bytes, long diskBytes) ->
                details.add(new Detail.Line(
                        "Buckets: " + buckets + "  Batches: " + batches + "  Memory Usage: " + kilobytes(bytes) + "kB"
                                + (diskBytes == 0 ? "" : "  Disk Usage: " + kilobytes(diskBytes) + "kB"),
                        List.of(
                                new Detail.Count("Hash Buckets", buckets),
                                new Detail.Count("Hash Batches", batches),
                                new Detail.Count("Peak Memory Usage", kilobytes(bytes)),
                                new Detail.Count("Disk Usage", kilobytes(diskBytes)))));
            case OperatorReport.Merged merged -> merged(merged);
        }
    }

    /** In the text form only what there is, as in PostgreSQL. */
    private void merged(OperatorReport.Merged merged) {
        List<Detail> counts = List.of(
                new Detail.Count("Tuples Inserted", merged.inserted()),
                new Detail.Count("Tuples Updated", merged.updated()),
                new Detail.Count("Tuples Deleted", merged.deleted()),
                new Detail.Count("Tuples Skipped", merged.skipped()));
        StringBuilder text = new StringBuilder();
        tuples(" inserted=", merged.inserted(), text);
        tuples(" updated=", merged.updated(), text);
        tuples(" deleted=", merged.deleted(), text);
        tuples(" skipped=", merged.skipped(), text);
        if (!text.isEmpty()) {
            details.add(new Detail.Line("Tuples:" + text, counts));
        }
    }

    private static void tuples(String label, long count, StringBuilder text) {
        if (count > 0) {
            text.append(label).append(count);
        }
    }

    private static long kilobytes(long bytes) {
        return (bytes + 1023) / 1024;
    }
}
