package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Plan.AccessPath;
import io.trefoil.sql.engine.algebra.Plan.Estimate;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses how to join: look-ups by key for each left row, a hash table of the right side, or nested loops. */
final class JoinLowering {
    private static final double PROBE_COST = 0.0075;
    private static final double LOOP_COST = 0.0025;

    private final Lowering lowering;
    private int nextSlot = LOOKUP_SLOTS;

    /** Slots of look-up joins are numbered from here, far above those that the binder hands out. */
    private static final int LOOKUP_SLOTS = 10_000;

    JoinLowering(Lowering lowering) {
        this.lowering = lowering;
    }

    Plan join(Rel.Join join) {
        Plan left = lowering.lower(join.left());
        List<Scalar> terms = RelShape.conjuncts(join.condition());
        int width = join.left().columns().size();
        Plan lookup = lookUp(join, left, terms, width);
        Plan right = lowering.lower(join.right());
        List<OutputColumn> columns = join.columns();
        Equal equal = Equal.of(terms, width);
        double rows =
                joinRows(join.kind(), left.estimate().rows(), right.estimate().rows(), !equal.left.isEmpty());
        Plan other;
        if (equal.left.isEmpty()) {
            Scalar condition = RelShape.conjunction(terms);
            double cost = left.estimate().totalCost()
                    + right.estimate().totalCost()
                    + left.estimate().rows() * right.estimate().rows() * LOOP_COST;
            other = new Plan.NestedLoop(
                    join.kind(),
                    left,
                    right,
                    lowering.scalarOrNull(condition),
                    columns,
                    new Estimate(0, cost, rows, Widths.of(columns)));
        } else {
            double cost = left.estimate().totalCost()
                    + right.estimate().totalCost()
                    + (left.estimate().rows() + 2 * right.estimate().rows()) * PROBE_COST;
            other = new Plan.HashJoin(
                    join.kind(),
                    left,
                    right,
                    lowering.scalars(equal.left),
                    lowering.scalars(equal.right),
                    equal.nullSafe,
                    lowering.scalarOrNull(RelShape.conjunction(equal.rest)),
                    columns,
                    new Estimate(right.estimate().totalCost(), cost, rows, Widths.of(columns)));
        }
        Plan best = cheaper(other, lookup);
        return switch (join.kind()) {
            case SEMI -> cheaper(best, lookUpFromDistinct(join, terms, width));
            case INNER -> cheaper(best, lookUpFromRight(join, right, terms, width));
            case LEFT, RIGHT, FULL, ANTI -> best;
        };
    }

    private static Plan cheaper(Plan known, @Nullable Plan other) {
        return other != null && other.estimate().totalCost() < known.estimate().totalCost() ? other : known;
    }

    /**
     * A semi join the other way round: few distinct right keys look up their left rows.
     *
     * <pre>
     *   SemiJoin(t.id = s.x)        Project(t)
     *     t                     →     Join(s.x = t.id), by look-ups
     *     s                             Distinct(s.x)
     *                                   t
     * </pre>
     */
    private @Nullable Plan lookUpFromDistinct(Rel.Join join, List<Scalar> terms, int width) {
        List<OutputColumn> leftColumns = join.left().columns();
        List<Scalar> keys = new ArrayList<>();
        List<OutputColumn> keyColumns = new ArrayList<>();
        for (Scalar term : terms) {
            boolean fits = term instanceof Scalar.Call call
                    && "=".equals(call.operator())
                    && call.arguments().stream().allMatch(argument -> argument instanceof Scalar.InputRef);
            if (!fits) {
                return null;
            }
            ScalarRewriter.visit(term, part -> {
                if (part instanceof Scalar.InputRef reference && reference.index() >= width) {
                    keys.add(ScalarRewriter.shift(reference, -width));
                    keyColumns.add(join.right().columns().get(reference.index() - width));
                }
            });
        }
        if (keys.size() != terms.size() || keys.isEmpty()) {
            return null;
        }
        int[] next = {0};
        List<Scalar> moved = new ArrayList<>();
        for (Scalar term : terms) {
            moved.add(ScalarRewriter.rewrite(term, part -> {
                if (!(part instanceof Scalar.InputRef reference)) {
                    return null;
                }
                return reference.index() < width
                        ? ScalarRewriter.shift(reference, keys.size())
                        : new Scalar.InputRef(next[0]++, reference.type(), reference.typmod(), reference.name());
            }));
        }
        Rel distinct = new Rel.Distinct(new Rel.Project(join.right(), keys, keyColumns), List.of());
        Rel.Join inner = new Rel.Join(
                JoinKind.INNER, distinct, join.left(), java.util.Objects.requireNonNull(RelShape.conjunction(moved)));
        Plan found = lookUp(inner, lowering.lower(distinct), moved, keys.size());
        return found == null ? null : columnsFrom(found, keys.size(), leftColumns);
    }

    /** An inner join the other way round: each right row looks up its left rows. */
    private @Nullable Plan lookUpFromRight(Rel.Join join, Plan right, List<Scalar> terms, int width) {
        int rightWidth = join.right().columns().size();
        List<Scalar> moved = new ArrayList<>();
        for (Scalar term : terms) {
            moved.add(ScalarRewriter.rewrite(
                    term,
                    part -> part instanceof Scalar.InputRef reference
                            ? ScalarRewriter.shift(reference, reference.index() < width ? rightWidth : -width)
                            : null));
        }
        Scalar condition = RelShape.conjunction(moved);
        if (condition == null) {
            return null;
        }
        Rel.Join swapped = new Rel.Join(JoinKind.INNER, join.right(), join.left(), condition);
        Plan found = lookUp(swapped, right, moved, rightWidth);
        return found == null ? null : columnsFrom(found, rightWidth, join.columns());
    }

    /** The columns of a plan from one on, then those before it. */
    private static Plan columnsFrom(Plan plan, int first, List<OutputColumn> columns) {
        int width = plan.columns().size();
        List<Scalar> references = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            OutputColumn column = columns.get(i);
            references.add(new Scalar.InputRef((first + i) % width, column.type(), column.typmod(), column.name()));
        }
        return new Plan.Project(plan, references, columns, plan.estimate());
    }

    private static double joinRows(JoinKind kind, double left, double right, boolean equal) {
        double inner = equal ? Math.max(left, right) : left * right / 3;
        return Math.max(
                1,
                switch (kind) {
                    case INNER -> inner;
                    case LEFT -> Math.max(left, inner);
                    case RIGHT -> Math.max(right, inner);
                    case FULL -> Math.max(left + right, inner);
                    case SEMI, ANTI -> left / 2;
                });
    }

    /**
     * For each left row a look-up in the right table by key: the condition's left values become slots, and the right side is
     * read through the access path that they open.
     */
    private @Nullable Plan lookUp(Rel.Join join, Plan left, List<Scalar> terms, int width) {
        boolean fits = switch (join.kind()) {
            case INNER, LEFT, SEMI, ANTI -> true;
            case RIGHT, FULL -> false;
        };
        Rel right = join.right();
        List<Scalar> own = new ArrayList<>();
        if (right instanceof Rel.Filter filter && filter.input() instanceof Rel.TableScan) {
            own.addAll(RelShape.conjuncts(filter.condition()));
            right = filter.input();
        }
        if (!fits
                || !(right instanceof Rel.TableScan scan)
                || !terms.stream().allMatch(RelShape::isMovable)
                || terms.stream().anyMatch(JoinLowering::hasSubPlan)) {
            return null;
        }
        List<Scalar.SlotBinding> bindings = new ArrayList<>();
        List<Scalar> inner = new ArrayList<>(lowering.scalars(own));
        for (Scalar term : terms) {
            inner.add(ScalarRewriter.rewrite(term, part -> {
                if (!(part instanceof Scalar.InputRef reference)) {
                    return null;
                }
                return reference.index() >= width
                        ? new Scalar.InputRef(
                                reference.index() - width, reference.type(), reference.typmod(), reference.name())
                        : slot(reference, bindings);
            }));
        }
        AccessPaths.Choice choice = lowering.accessPaths().choose(scan, inner, List.of(), Double.POSITIVE_INFINITY);
        if (choice.read().path() instanceof AccessPath.All) {
            return null;
        }
        double leftRows = left.estimate().rows();
        double matched = choice.read().estimate().rows();
        double rows = switch (join.kind()) {
            case SEMI, ANTI -> Math.max(1, leftRows / 2);
            default -> Math.max(1, leftRows * matched);
        };
        double cost = left.estimate().totalCost()
                + leftRows * choice.read().estimate().totalCost();
        return new Plan.LateralLoop(
                join.kind(),
                left,
                choice.read(),
                bindings,
                null,
                join.columns(),
                new Estimate(left.estimate().startupCost(), cost, rows, Widths.of(join.columns())));
    }

    private static boolean hasSubPlan(Scalar term) {
        return ScalarRewriter.contains(term, part -> part instanceof Scalar.SubPlan);
    }

    private Scalar slot(Scalar.InputRef reference, List<Scalar.SlotBinding> bindings) {
        for (Scalar.SlotBinding binding : bindings) {
            if (binding.value().equals(reference)) {
                return new Scalar.SlotRef(binding.slot(), reference.type(), reference.typmod());
            }
        }
        bindings.add(new Scalar.SlotBinding(nextSlot, reference));
        return new Scalar.SlotRef(nextSlot++, reference.type(), reference.typmod());
    }

    Plan lateral(Rel.LateralJoin join) {
        Plan left = lowering.lower(join.left());
        Plan right = lowering.lower(join.right());
        List<Scalar.SlotBinding> bindings = join.bindings().stream()
                .map(binding -> new Scalar.SlotBinding(binding.slot(), lowering.scalar(binding.value())))
                .toList();
        double leftRows = left.estimate().rows();
        double cost = left.estimate().totalCost() + leftRows * right.estimate().totalCost();
        Scalar condition = Lowering.isTrue(join.condition()) ? null : lowering.scalar(join.condition());
        return new Plan.LateralLoop(
                join.kind(),
                left,
                right,
                bindings,
                condition,
                join.columns(),
                new Estimate(0, cost, Math.max(1, leftRows * right.estimate().rows()), Widths.of(join.columns())));
    }

    /** The terms {@code left = right} of a join condition that a hash table can answer, and the rest. */
    private record Equal(List<Scalar> left, List<Scalar> right, List<Boolean> nullSafe, List<Scalar> rest) {
        static Equal of(List<Scalar> terms, int width) {
            Equal equal = new Equal(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (Scalar term : terms) {
                if (!equal.take(term, width)) {
                    equal.rest.add(term);
                }
            }
            return equal;
        }

        private boolean take(Scalar term, int width) {
            return switch (term) {
                case Scalar.Call call
                when "=".equals(call.operator()) && call.arguments().size() == 2 ->
                    take(call.arguments().get(0), call.arguments().get(1), width, false);
                case Scalar.Distinct distinct
                when distinct.negated() -> take(distinct.left(), distinct.right(), width, true);
                default -> false;
            };
        }

        private boolean take(Scalar a, Scalar b, int width, boolean keepsNulls) {
            if (!hashable(a.type(), b.type()) || !RelShape.isMovable(a) || !RelShape.isMovable(b)) {
                return false;
            }
            int[] rangeA = RelShape.inputRange(a);
            int[] rangeB = RelShape.inputRange(b);
            if (rangeA[1] < 0 || rangeB[1] < 0) {
                return false;
            }
            boolean straight = rangeA[1] < width && rangeB[0] >= width;
            boolean crossed = rangeB[1] < width && rangeA[0] >= width;
            if (!straight && !crossed) {
                return false;
            }
            SqlType wider = a.type().length() > b.type().length() ? a.type() : b.type();
            left.add(IntegerWidening.widen(straight ? a : b, wider));
            right.add(IntegerWidening.widen(ScalarRewriter.shift(straight ? b : a, -width), wider));
            nullSafe.add(keepsNulls);
            return true;
        }

        /** Equality of one type by its own hash; other mixed types compare by value in a loop. */
        private static boolean hashable(SqlType a, SqlType b) {
            return a == b
                    || KeyTerm.isText(a) && KeyTerm.isText(b)
                    || IntegerWidening.isInteger(a) && IntegerWidening.isInteger(b);
        }
    }
}
