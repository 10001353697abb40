package io.trefoil.sql.engine.explain;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Plan.AccessPath;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.explain.ExplainedNode.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a node is called: PostgreSQL's names where there is a counterpart.
 *
 * @param text the whole line of the text form
 * @param parts the same, part by part
 */
record NodeTitle(String text, List<Detail> parts) {
    static NodeTitle of(Plan plan) {
        return switch (plan) {
            case Plan.SingleRow node -> plain("Result");
            case Plan.TableRead node -> read(node);
            case Plan.ViewRead node ->
                scan("Catalog Scan", "Relation Name", node.view().name(), node.alias());
            case Plan.FunctionScan node -> alias("Function Scan", node.alias());
            case Plan.Values node -> node.rows().size() == 1 ? plain("Result") : alias("Values Scan", "\"*VALUES*\"");
            case Plan.Filter node -> plain("Filter");
            case Plan.Project node -> plain("Project");
            case Plan.ProjectSet node -> plain("ProjectSet");
            case Plan.LateralLoop node -> join("Nested Loop", "", node.kind());
            case Plan.NestedLoop node -> join("Nested Loop", "", node.kind());
            case Plan.HashJoin node -> join("Hash", " Join", node.kind());
            case Plan.MergeJoin node -> join("Merge", " Join", node.kind());
            case Plan.HashAggregate node -> aggregate("HashAggregate", "Hashed");
            case Plan.SortedAggregate node ->
                node.groupBy().isEmpty() ? aggregate("Aggregate", "Plain") : aggregate("GroupAggregate", "Sorted");
            case Plan.Window node -> plain("WindowAgg");
            case Plan.Sort node -> plain("Sort");
            case Plan.TopN node -> plain("Top-N Sort");
            case Plan.Limit node -> plain("Limit");
            case Plan.HashDistinct node -> aggregate("HashAggregate (distinct)", "Hashed");
            case Plan.SortedDistinct node -> plain("Unique");
            case Plan.Append node -> plain("Append");
            case Plan.HashSetOperation node -> setOperation(node);
            case Plan.With node -> plain("With");
            case Plan.CteScan node -> scan("CTE Scan", "CTE Name", node.name(), node.name());
            case Plan.RecursiveUnion node -> plain("Recursive Union");
            case Plan.LockRows node -> plain("LockRows");
            case Plan.Insert node -> change("Insert", node.target());
            case Plan.Update node -> change("Update", node.target());
            case Plan.Merge node -> change("Merge", node.target());
            case Plan.Delete node -> change("Delete", node.target());
        };
    }

    private static NodeTitle plain(String type) {
        return new NodeTitle(type, List.of(type(type)));
    }

    private static Detail type(String type) {
        return new Detail.Text("Node Type", type);
    }

    private static NodeTitle alias(String type, String alias) {
        return new NodeTitle(type + " on " + alias, List.of(type(type), new Detail.Text("Alias", alias)));
    }

    private static NodeTitle scan(String type, String label, String name, String alias) {
        return new NodeTitle(
                type + " on " + aliased(name, alias),
                List.of(type(type), new Detail.Text(label, name), new Detail.Text("Alias", alias)));
    }

    private static String aliased(String name, String alias) {
        return name.equals(alias) ? name : name + " " + alias;
    }

    private static NodeTitle aggregate(String text, String strategy) {
        return new NodeTitle(text, List.of(type("Aggregate"), new Detail.Text("Strategy", strategy)));
    }

    private static NodeTitle setOperation(Plan.HashSetOperation node) {
        String command = capital(node.kind().name()) + (node.all() ? " All" : "");
        return new NodeTitle(
                "HashSetOp " + command,
                List.of(type("SetOp"), new Detail.Text("Strategy", "Hashed"), new Detail.Text("Command", command)));
    }

    private static NodeTitle change(String operation, TableChange target) {
        String table = target.table().name();
        return new NodeTitle(
                operation + " on " + table,
                List.of(
                        type("ModifyTable"),
                        new Detail.Text("Operation", operation),
                        new Detail.Text("Relation Name", table),
                        new Detail.Text("Alias", table)));
    }

    /** "Hash Join", "Hash Left Join"; "Nested Loop", "Nested Loop Left Join". */
    private static NodeTitle join(String method, String suffix, JoinKind kind) {
        String name = capital(kind.name());
        String text = kind == JoinKind.INNER ? method + suffix : method + " " + name + " Join";
        return new NodeTitle(text, List.of(type(method + suffix), new Detail.Text("Join Type", name)));
    }

    private static String capital(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private static NodeTitle read(Plan.TableRead read) {
        Index index = read.path().index();
        String type = readType(read, index);
        boolean back = backward(read.path());
        List<Detail> parts = new ArrayList<>(List.of(type(type)));
        StringBuilder text = new StringBuilder(type).append(back ? " Backward" : "");
        if (back || index != null) {
            parts.add(new Detail.Text("Scan Direction", back ? "Backward" : "Forward"));
        }
        if (index != null) {
            parts.add(new Detail.Text("Index Name", index.name()));
            text.append(" using ").append(index.name());
        }
        parts.add(new Detail.Text("Relation Name", read.table().name()));
        parts.add(new Detail.Text("Alias", read.alias()));
        text.append(" on ").append(aliased(read.table().name(), read.alias()));
        return new NodeTitle(text.toString(), parts);
    }

    private static String readType(Plan.TableRead read, @Nullable Index index) {
        if (index != null) {
            return read.coveringIndex() ? "Index Only Scan" : "Index Scan";
        }
        return switch (read.path()) {
            case AccessPath.All all -> "Seq Scan";
            case AccessPath.Point point -> "Primary Key Lookup";
            case AccessPath.Points points -> "Primary Key Lookups";
            case AccessPath.Range range -> "Primary Key Scan";
        };
    }

    private static boolean backward(AccessPath path) {
        return switch (path) {
            case AccessPath.All all -> all.reverse();
            case AccessPath.Range range -> range.reverse();
            case AccessPath.Point point -> false;
            case AccessPath.Points points -> false;
        };
    }
}
