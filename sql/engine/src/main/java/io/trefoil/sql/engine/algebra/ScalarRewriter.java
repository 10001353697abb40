package io.trefoil.sql.engine.algebra;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rebuilds expressions with some parts replaced, and walks over them. SubPlan queries themselves are left alone. */
public final class ScalarRewriter {
    private ScalarRewriter() {}

    /**
     * The expression with every part replaced for which the function gives one; replaced parts are not looked into.
     *
     * @param replacement null to keep a part and look at its children
     */
    public static Scalar rewrite(Scalar scalar, Function<Scalar, @Nullable Scalar> replacement) {
        Scalar replaced = replacement.apply(scalar);
        return replaced != null ? replaced : rebuild(scalar, child -> rewrite(child, replacement));
    }

    /** All expressions of a list, rewritten. */
    public static List<Scalar> rewriteAll(List<Scalar> scalars, Function<Scalar, @Nullable Scalar> replacement) {
        List<Scalar> rewritten = new ArrayList<>(scalars.size());
        for (Scalar scalar : scalars) {
            rewritten.add(rewrite(scalar, replacement));
        }
        return rewritten;
    }

    /** The expression with the positions of its input references moved. */
    public static Scalar shift(Scalar scalar, int by) {
        return by == 0 ? scalar : remap(scalar, index -> index + by);
    }

    /** The expression with its input references renumbered. */
    public static Scalar remap(Scalar scalar, java.util.function.IntUnaryOperator position) {
        return rewrite(
                scalar,
                part -> part instanceof Scalar.InputRef reference
                        ? new Scalar.InputRef(
                                position.applyAsInt(reference.index()),
                                reference.type(),
                                reference.typmod(),
                                reference.name())
                        : null);
    }

    /** Calls the visitor for the expression and every part of it, outer parts first. */
    public static void visit(Scalar scalar, Consumer<Scalar> visitor) {
        visitor.accept(scalar);
        rebuild(scalar, child -> {
            visit(child, visitor);
            return child;
        });
    }

    /** Whether any part of the expression satisfies the test. */
    public static boolean contains(Scalar scalar, java.util.function.Predicate<Scalar> test) {
        boolean[] found = new boolean[1];
        visit(scalar, part -> found[0] |= test.test(part));
        return found[0];
    }

    /** The same node with its direct children mapped. */
    public static Scalar rebuild(Scalar scalar, Function<Scalar, Scalar> map) {
        return switch (scalar) {
            case Scalar.Constant constant -> constant;
            case Scalar.InputRef reference -> reference;
            case Scalar.ParameterRef parameter -> parameter;
            case Scalar.SlotRef slot -> slot;
            case Scalar.Call c ->
                new Scalar.Call(c.function(), all(c.arguments(), map), c.type(), c.typmod(), c.form(), c.operator());
            case Scalar.SetCall c -> new Scalar.SetCall(c.function(), all(c.arguments(), map), c.type(), c.typmod());
            case Scalar.And and -> new Scalar.And(all(and.terms(), map));
            case Scalar.Or or -> new Scalar.Or(all(or.terms(), map));
            case Scalar.Not not -> new Scalar.Not(map.apply(not.term()));
            case Scalar.NullTest test -> new Scalar.NullTest(map.apply(test.argument()), test.isNull());
            case Scalar.BooleanTest test -> new Scalar.BooleanTest(map.apply(test.argument()), test.kind());
            case Scalar.Distinct d ->
                new Scalar.Distinct(map.apply(d.left()), map.apply(d.right()), d.equality(), d.negated());
            case Scalar.Case c -> {
                List<Scalar.Case.When> branches = new ArrayList<>();
                for (Scalar.Case.When when : c.branches()) {
                    branches.add(new Scalar.Case.When(map.apply(when.condition()), map.apply(when.result())));
                }
                Scalar otherwise = c.otherwise();
                yield new Scalar.Case(branches, otherwise == null ? null : map.apply(otherwise), c.type(), c.typmod());
            }
            case Scalar.Coalesce c -> new Scalar.Coalesce(all(c.arguments(), map), c.type(), c.typmod());
            case Scalar.Extreme e -> new Scalar.Extreme(e.greatest(), all(e.arguments(), map), e.type(), e.typmod());
            case Scalar.NullIf n ->
                new Scalar.NullIf(map.apply(n.left()), map.apply(n.equalityCall()), n.type(), n.typmod());
            case Scalar.Relabel r -> new Scalar.Relabel(map.apply(r.argument()), r.type(), r.typmod());
            case Scalar.CoerceViaText c -> new Scalar.CoerceViaText(map.apply(c.argument()), c.type(), c.typmod());
            case Scalar.ApplyTypmod a ->
                new Scalar.ApplyTypmod(map.apply(a.argument()), a.type(), a.typmod(), a.explicit());
            // The element conversion reads its own InputRef 0 and belongs to no row.
            case Scalar.CoerceArray c ->
                new Scalar.CoerceArray(map.apply(c.argument()), c.element(), c.type(), c.typmod());
            case Scalar.ArrayQuantified q ->
                new Scalar.ArrayQuantified(
                        q.comparison(), q.operator(), q.any(), map.apply(q.left()), map.apply(q.array()));
            case Scalar.ArrayConstructor a -> new Scalar.ArrayConstructor(all(a.elements(), map), a.type(), a.nested());
            case Scalar.RowConstructor r -> new Scalar.RowConstructor(all(r.fields(), map), r.names(), r.type());
            case Scalar.FieldAccess f -> new Scalar.FieldAccess(map.apply(f.record()), f.field(), f.type(), f.typmod());
            case Scalar.Subscript s ->
                new Scalar.Subscript(map.apply(s.array()), all(s.indexes(), map), s.type(), s.typmod());
            case Scalar.Slice s -> {
                Scalar lower = s.lower();
                Scalar upper = s.upper();
                yield new Scalar.Slice(
                        map.apply(s.array()),
                        lower == null ? null : map.apply(lower),
                        upper == null ? null : map.apply(upper),
                        s.type());
            }
            case Scalar.SubPlan s -> {
                List<Scalar.SlotBinding> bindings = new ArrayList<>();
                for (Scalar.SlotBinding binding : s.bindings()) {
                    bindings.add(new Scalar.SlotBinding(binding.slot(), map.apply(binding.value())));
                }
                yield new Scalar.SubPlan(
                        s.kind(), s.query(), bindings, all(s.tests(), map), s.rowSlots(), s.type(), s.typmod());
            }
        };
    }

    private static List<Scalar> all(List<Scalar> scalars, Function<Scalar, Scalar> map) {
        List<Scalar> mapped = new ArrayList<>(scalars.size());
        for (Scalar scalar : scalars) {
            mapped.add(map.apply(scalar));
        }
        return mapped;
    }
}
