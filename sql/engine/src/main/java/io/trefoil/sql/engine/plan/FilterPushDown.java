package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves conditions to where they cost least: below projections, grouping and joins, next to the scans.
 *
 * <pre>
 *   Filter(a AND b)          Join(b)
 *     Join            →        Filter(a) left
 *                              right
 * </pre>
 *
 * An outer join whose null-extended side a condition rejects becomes an inner join on the way.
 */
final class FilterPushDown {
    private FilterPushDown() {}

    static Rel apply(Rel rel) {
        return push(rel, List.of());
    }

    /** The tree filtered by the terms, which are in terms of its columns. */
    private static Rel push(Rel rel, List<Scalar> terms) {
        return switch (rel) {
            case Rel.Filter filter -> pushFilter(filter, terms);
            case Rel.Project project -> pushProject(project, terms);
            case Rel.Join join -> pushJoin(join, terms);
            case Rel.LateralJoin join -> pushLateral(join, terms);
            case Rel.Aggregate aggregate -> pushAggregate(aggregate, terms);
            case Rel.Sort sort -> new Rel.Sort(push(sort.input(), terms), sort.keys());
            case Rel.LockRows lock -> pushLock(lock, terms);
            case Rel.SetOperation set when set.kind() == Rel.SetOperation.Kind.UNION -> pushUnion(set, terms);
            case Rel.Distinct distinct
            when distinct.on().isEmpty() && terms.stream().allMatch(RelShape::isMovable) ->
                new Rel.Distinct(push(distinct.input(), terms), List.of());
            default -> RelShape.filter(RelShape.withInputs(rel, FilterPushDown::apply), terms);
        };
    }

    /** Rows that are not wanted are not locked either: a condition on a view locks only what fulfils it. */
    private static Rel pushLock(Rel.LockRows lock, List<Scalar> terms) {
        List<Scalar> below = terms.stream().filter(RelShape::isMovable).toList();
        List<Scalar> above =
                terms.stream().filter(term -> !RelShape.isMovable(term)).toList();
        return RelShape.filter(new Rel.LockRows(push(lock.input(), below), lock.targets()), above);
    }

    private static Rel pushFilter(Rel.Filter filter, List<Scalar> terms) {
        List<Scalar> all = new ArrayList<>(RelShape.conjuncts(filter.condition()));
        all.addAll(terms);
        return push(filter.input(), all);
    }

    private static Rel pushProject(Rel.Project project, List<Scalar> terms) {
        List<Scalar> below = new ArrayList<>();
        List<Scalar> above = new ArrayList<>();
        boolean movable = project.expressions().stream().allMatch(RelShape::isMovable);
        for (Scalar term : terms) {
            if (movable && RelShape.isMovable(term)) {
                below.add(ScalarRewriter.rewrite(
                        term,
                        part -> part instanceof Scalar.InputRef reference
                                ? project.expressions().get(reference.index())
                                : null));
            } else {
                above.add(term);
            }
        }
        return RelShape.filter(
                new Rel.Project(push(project.input(), below), project.expressions(), project.columns()), above);
    }

    private static Rel pushUnion(Rel.SetOperation set, List<Scalar> terms) {
        if (!terms.stream().allMatch(RelShape::isMovable)) {
            return RelShape.filter(RelShape.withInputs(set, FilterPushDown::apply), terms);
        }
        return new Rel.SetOperation(
                set.kind(), set.all(), push(set.left(), terms), push(set.right(), terms), set.columns());
    }

    /** Terms over grouping columns alone can be asked of the input rows. */
    private static Rel pushAggregate(Rel.Aggregate aggregate, List<Scalar> terms) {
        List<Scalar> below = new ArrayList<>();
        List<Scalar> above = new ArrayList<>();
        int groups = aggregate.groupBy().size();
        for (Scalar term : terms) {
            int[] range = RelShape.inputRange(term);
            boolean grouped = groups > 0 && aggregate.groupingSets().size() == 1 && range[1] >= 0 && range[1] < groups;
            if (grouped && RelShape.isMovable(term)) {
                below.add(ScalarRewriter.rewrite(
                        term,
                        part -> part instanceof Scalar.InputRef reference
                                ? aggregate.groupBy().get(reference.index())
                                : null));
            } else {
                above.add(term);
            }
        }
        Rel input = push(aggregate.input(), below);
        return RelShape.filter(
                new Rel.Aggregate(
                        input, aggregate.groupBy(), aggregate.groupingSets(), aggregate.calls(), aggregate.columns()),
                above);
    }

    private static Rel pushJoin(Rel.Join join, List<Scalar> terms) {
        int width = join.left().columns().size();
        JoinKind kind = strengthen(join.kind(), terms, width);
        List<Scalar> left = new ArrayList<>();
        List<Scalar> right = new ArrayList<>();
        List<Scalar> on = new ArrayList<>();
        List<Scalar> above = new ArrayList<>();
        for (Scalar term : terms) {
            Side side = side(term, width);
            if (!RelShape.isMovable(term)) {
                above.add(term);
            } else if (side == Side.LEFT && kind != JoinKind.RIGHT && kind != JoinKind.FULL) {
                left.add(term);
            } else if (side == Side.RIGHT && (kind == JoinKind.INNER || kind == JoinKind.RIGHT)) {
                right.add(ScalarRewriter.shift(term, -width));
            } else if (kind == JoinKind.INNER && side != Side.NONE) {
                on.add(term);
            } else {
                above.add(term);
            }
        }
        for (Scalar term : RelShape.conjuncts(join.condition())) {
            Side side = side(term, width);
            boolean movable = RelShape.isMovable(term);
            if (movable
                    && side == Side.LEFT
                    && (kind == JoinKind.INNER || kind == JoinKind.RIGHT || kind == JoinKind.SEMI)) {
                left.add(term);
            } else if (movable && side == Side.RIGHT && kind != JoinKind.RIGHT && kind != JoinKind.FULL) {
                right.add(ScalarRewriter.shift(term, -width));
            } else {
                on.add(term);
            }
        }
        Scalar condition = RelShape.conjunction(on);
        Rel joined = new Rel.Join(
                kind, push(join.left(), left), push(join.right(), right), condition == null ? TRUE : condition);
        return RelShape.filter(joined, above);
    }

    static final Scalar TRUE = new Scalar.Constant(true, io.trefoil.sql.types.SqlTypes.BOOL, -1);

    /** A condition that rejects the null-extended rows of a side makes the join inner on that side. */
    private static JoinKind strengthen(JoinKind kind, List<Scalar> terms, int width) {
        boolean leftRequired = terms.stream().anyMatch(term -> RelShape.rejectsNulls(term, column -> column < width));
        boolean rightRequired = terms.stream().anyMatch(term -> RelShape.rejectsNulls(term, column -> column >= width));
        return switch (kind) {
            case LEFT -> rightRequired ? JoinKind.INNER : kind;
            case RIGHT -> leftRequired ? JoinKind.INNER : kind;
            case FULL ->
                leftRequired && rightRequired
                        ? JoinKind.INNER
                        : leftRequired ? JoinKind.LEFT : rightRequired ? JoinKind.RIGHT : kind;
            case INNER, SEMI, ANTI -> kind;
        };
    }

    private static Rel pushLateral(Rel.LateralJoin join, List<Scalar> terms) {
        int width = join.left().columns().size();
        List<Scalar> left = new ArrayList<>();
        List<Scalar> above = new ArrayList<>();
        for (Scalar term : terms) {
            (RelShape.isMovable(term) && side(term, width) == Side.LEFT ? left : above).add(term);
        }
        return RelShape.filter(
                new Rel.LateralJoin(
                        join.kind(), push(join.left(), left), apply(join.right()), join.bindings(), join.condition()),
                above);
    }

    private enum Side {
        NONE,
        LEFT,
        RIGHT,
        BOTH
    }

    private static Side side(Scalar term, int width) {
        int[] range = RelShape.inputRange(term);
        if (range[1] < 0) {
            return Side.NONE;
        }
        return range[1] < width ? Side.LEFT : range[0] >= width ? Side.RIGHT : Side.BOTH;
    }
}
