package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.algebra.Scalar;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks over scalar trees. A SubPlan's children are what it evaluates over the outer row, not its query. */
public final class ScalarTree {
    private ScalarTree() {}

    /** Hands over each direct child. */
    public static void forEachChild(Scalar scalar, Consumer<Scalar> visit) {
        switch (scalar) {
            case Scalar.Constant leaf -> {}
            case Scalar.InputRef leaf -> {}
            case Scalar.ParameterRef leaf -> {}
            case Scalar.SlotRef leaf -> {}
            case Scalar.Call call -> call.arguments().forEach(visit);
            case Scalar.SetCall call -> call.arguments().forEach(visit);
            case Scalar.And and -> and.terms().forEach(visit);
            case Scalar.Or or -> or.terms().forEach(visit);
            case Scalar.Not not -> visit.accept(not.term());
            case Scalar.NullTest test -> visit.accept(test.argument());
            case Scalar.BooleanTest test -> visit.accept(test.argument());
            case Scalar.Distinct distinct -> {
                visit.accept(distinct.left());
                visit.accept(distinct.right());
            }
            case Scalar.Case branching -> {
                for (Scalar.Case.When branch : branching.branches()) {
                    visit.accept(branch.condition());
                    visit.accept(branch.result());
                }
                visitIfPresent(branching.otherwise(), visit);
            }
            case Scalar.Coalesce coalesce -> coalesce.arguments().forEach(visit);
            case Scalar.Extreme extreme -> extreme.arguments().forEach(visit);
            case Scalar.NullIf nullIf -> {
                visit.accept(nullIf.left());
                visit.accept(nullIf.equalityCall());
            }
            case Scalar.Relabel relabel -> visit.accept(relabel.argument());
            case Scalar.CoerceViaText coerce -> visit.accept(coerce.argument());
            case Scalar.ApplyTypmod apply -> visit.accept(apply.argument());
            // the element conversion reads a row of its own
            case Scalar.CoerceArray coerce -> visit.accept(coerce.argument());
            case Scalar.ArrayQuantified quantified -> {
                visit.accept(quantified.left());
                visit.accept(quantified.array());
            }
            case Scalar.ArrayConstructor constructor -> constructor.elements().forEach(visit);
            case Scalar.RowConstructor constructor -> constructor.fields().forEach(visit);
            case Scalar.FieldAccess access -> visit.accept(access.record());
            case Scalar.Subscript subscript -> {
                visit.accept(subscript.array());
                subscript.indexes().forEach(visit);
            }
            case Scalar.Slice slice -> {
                visit.accept(slice.array());
                visitIfPresent(slice.lower(), visit);
                visitIfPresent(slice.upper(), visit);
            }
            case Scalar.SubPlan subPlan -> {
                subPlan.bindings().forEach(binding -> visit.accept(binding.value()));
                subPlan.tests().forEach(visit);
            }
        }
    }

    private static void visitIfPresent(@Nullable Scalar scalar, Consumer<Scalar> visit) {
        if (scalar != null) {
            visit.accept(scalar);
        }
    }

    /** Hands over the scalar and everything below it. */
    public static void forEach(Scalar scalar, Consumer<Scalar> visit) {
        visit.accept(scalar);
        forEachChild(scalar, child -> forEach(child, visit));
    }

    /** Positions of the input row that the scalar reads. */
    public static BitSet inputs(Scalar scalar) {
        BitSet found = new BitSet();
        forEach(scalar, node -> {
            if (node instanceof Scalar.InputRef reference) {
                found.set(reference.index());
            }
        });
        return found;
    }

    /** Positions of the input row that any of the scalars reads. */
    public static BitSet inputs(List<? extends Scalar> scalars) {
        BitSet found = new BitSet();
        scalars.forEach(scalar -> found.or(inputs(scalar)));
        return found;
    }
}
