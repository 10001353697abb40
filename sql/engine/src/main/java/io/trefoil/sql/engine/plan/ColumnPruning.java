package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.algebra.SortKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Lets scans read only the columns that something above them uses. The tree's own columns stay as they are. */
final class ColumnPruning {
    private ColumnPruning() {}

    static Rel apply(Rel rel) {
        return all(rel);
    }

    /** A pruned tree, and for each old column its new position or -1. */
    private record Pruned(Rel rel, int[] map) {
        Scalar remap(Scalar scalar) {
            return ScalarRewriter.remap(scalar, index -> map[index]);
        }

        List<Scalar> remapAll(List<Scalar> scalars) {
            return scalars.stream().map(this::remap).toList();
        }
    }

    /** Prunes below a tree all of whose columns are needed in place. */
    private static Rel all(Rel rel) {
        BitSet needed = new BitSet();
        needed.set(0, rel.columns().size());
        return prune(rel, needed).rel();
    }

    private static int[] identity(int width) {
        int[] map = new int[width];
        for (int i = 0; i < width; i++) {
            map[i] = i;
        }
        return map;
    }

    private static BitSet reads(List<Scalar> scalars) {
        BitSet needed = new BitSet();
        scalars.forEach(scalar -> addReads(scalar, needed));
        return needed;
    }

    private static void addReads(Scalar scalar, BitSet needed) {
        ScalarRewriter.visit(scalar, part -> {
            if (part instanceof Scalar.InputRef reference) {
                needed.set(reference.index());
            }
        });
    }

    private static Pruned prune(Rel rel, BitSet needed) {
        return switch (rel) {
            case Rel.TableScan scan -> pruneScan(scan, needed);
            case Rel.ViewScan scan -> pruneView(scan, needed);
            case Rel.Filter filter -> {
                BitSet below = (BitSet) needed.clone();
                addReads(filter.condition(), below);
                Pruned input = prune(filter.input(), below);
                yield new Pruned(new Rel.Filter(input.rel(), input.remap(filter.condition())), input.map());
            }
            case Rel.Project project -> pruneProject(project, needed);
            case Rel.Sort sort -> {
                BitSet below = (BitSet) needed.clone();
                sort.keys().forEach(key -> below.set(key.column()));
                Pruned input = prune(sort.input(), below);
                yield new Pruned(new Rel.Sort(input.rel(), keys(sort.keys(), input.map())), input.map());
            }
            case Rel.Limit limit -> {
                BitSet below = (BitSet) needed.clone();
                List<SortKey> ties = limit.ties();
                if (ties != null) {
                    ties.forEach(key -> below.set(key.column()));
                }
                Pruned input = prune(limit.input(), below);
                yield new Pruned(
                        new Rel.Limit(
                                input.rel(),
                                limit.count(),
                                limit.offset(),
                                ties == null ? null : keys(ties, input.map())),
                        input.map());
            }
            case Rel.Join join -> pruneJoin(join, needed);
            case Rel.LateralJoin join -> pruneLateral(join, needed);
            case Rel.Aggregate aggregate -> pruneAggregate(aggregate);
            default ->
                new Pruned(
                        RelShape.withInputs(rel, ColumnPruning::all),
                        identity(rel.columns().size()));
        };
    }

    private static List<SortKey> keys(List<SortKey> keys, int[] map) {
        return keys.stream()
                .map(key -> new SortKey(map[key.column()], key.descending(), key.nullsFirst()))
                .toList();
    }

    private static Pruned pruneScan(Rel.TableScan scan, BitSet needed) {
        int[] map = new int[scan.columns().size()];
        List<Integer> attributes = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        for (int i = 0; i < map.length; i++) {
            boolean isKey = i >= scan.attributes().size();
            map[i] = needed.get(i) ? columns.size() : -1;
            if (needed.get(i)) {
                columns.add(scan.columns().get(i));
                if (!isKey) {
                    attributes.add(scan.attributes().get(i));
                }
            }
        }
        boolean rowKey = scan.rowKey() && needed.get(scan.attributes().size());
        return new Pruned(new Rel.TableScan(scan.table(), scan.alias(), attributes, rowKey, columns), map);
    }

    private static Pruned pruneView(Rel.ViewScan scan, BitSet needed) {
        int[] map = new int[scan.columns().size()];
        List<Integer> attributes = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        for (int i = 0; i < map.length; i++) {
            map[i] = needed.get(i) ? columns.size() : -1;
            if (needed.get(i)) {
                columns.add(scan.columns().get(i));
                attributes.add(scan.attributes().get(i));
            }
        }
        return new Pruned(new Rel.ViewScan(scan.view(), scan.alias(), attributes, columns), map);
    }

    private static Pruned pruneProject(Rel.Project project, BitSet needed) {
        int[] map = new int[project.columns().size()];
        List<Scalar> kept = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        for (int i = 0; i < map.length; i++) {
            boolean keep =
                    needed.get(i) || !RelShape.isMovable(project.expressions().get(i));
            map[i] = keep ? kept.size() : -1;
            if (keep) {
                kept.add(project.expressions().get(i));
                columns.add(project.columns().get(i));
            }
        }
        Pruned input = prune(project.input(), reads(kept));
        return new Pruned(new Rel.Project(input.rel(), input.remapAll(kept), columns), map);
    }

    private static Pruned pruneJoin(Rel.Join join, BitSet needed) {
        BitSet below = (BitSet) needed.clone();
        addReads(join.condition(), below);
        Sides sides = sides(join.left(), join.right(), below);
        Scalar condition = ScalarRewriter.remap(join.condition(), index -> sides.map[index]);
        int[] map = join.kind().yieldsRight() ? sides.map : java.util.Arrays.copyOf(sides.map, sides.leftWidth);
        return new Pruned(new Rel.Join(join.kind(), sides.left.rel(), sides.right.rel(), condition), map);
    }

    private static Pruned pruneLateral(Rel.LateralJoin join, BitSet needed) {
        BitSet below = (BitSet) needed.clone();
        addReads(join.condition(), below);
        join.bindings().forEach(binding -> addReads(binding.value(), below));
        Sides sides = sides(join.left(), join.right(), below);
        Scalar condition = ScalarRewriter.remap(join.condition(), index -> sides.map[index]);
        List<Scalar.SlotBinding> bindings = join.bindings().stream()
                .map(binding -> new Scalar.SlotBinding(binding.slot(), sides.left.remap(binding.value())))
                .toList();
        int[] map = join.kind().yieldsRight() ? sides.map : java.util.Arrays.copyOf(sides.map, sides.leftWidth);
        return new Pruned(
                new Rel.LateralJoin(join.kind(), sides.left.rel(), sides.right.rel(), bindings, condition), map);
    }

    /** Both inputs of a join, pruned, and the map of their columns side by side. */
    private record Sides(Pruned left, Pruned right, int leftWidth, int[] map) {}

    private static Sides sides(Rel left, Rel right, BitSet needed) {
        int leftWidth = left.columns().size();
        int rightWidth = right.columns().size();
        BitSet leftNeeded = needed.get(0, leftWidth);
        BitSet rightNeeded = needed.get(leftWidth, leftWidth + rightWidth);
        Pruned prunedLeft = prune(left, leftNeeded);
        Pruned prunedRight = prune(right, rightNeeded);
        int newLeft = prunedLeft.rel().columns().size();
        int[] map = new int[leftWidth + rightWidth];
        System.arraycopy(prunedLeft.map(), 0, map, 0, leftWidth);
        for (int i = 0; i < rightWidth; i++) {
            int position = prunedRight.map()[i];
            map[leftWidth + i] = position < 0 ? -1 : newLeft + position;
        }
        return new Sides(prunedLeft, prunedRight, leftWidth, map);
    }

    private static Pruned pruneAggregate(Rel.Aggregate aggregate) {
        List<Scalar> read = new ArrayList<>(SlotUse.scalars(aggregate));
        Pruned input = prune(aggregate.input(), reads(read));
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.calls()) {
            Scalar filter = call.filter();
            List<AggregateCall.Order> order = call.orderBy().stream()
                    .map(o -> new AggregateCall.Order(input.remap(o.expression()), o.descending(), o.nullsFirst()))
                    .toList();
            calls.add(new AggregateCall(
                    call.name(),
                    call.signature(),
                    call.body(),
                    input.remapAll(call.arguments()),
                    call.distinct(),
                    filter == null ? null : input.remap(filter),
                    order,
                    call.type()));
        }
        return new Pruned(
                new Rel.Aggregate(
                        input.rel(),
                        input.remapAll(aggregate.groupBy()),
                        aggregate.groupingSets(),
                        calls,
                        aggregate.columns()),
                identity(aggregate.columns().size()));
    }
}
