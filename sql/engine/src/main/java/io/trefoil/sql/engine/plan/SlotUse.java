package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.algebra.WindowCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which expressions a logical tree contains, and whether they read certain slots. */
final class SlotUse {
    private SlotUse() {}

    /** Whether anything in the tree, or in the queries inside its expressions, reads one of the slots. */
    static boolean reads(Rel rel, Set<Integer> slots) {
        if (slots.isEmpty()) {
            return false;
        }
        for (Scalar scalar : scalars(rel)) {
            if (ScalarRewriter.contains(
                    scalar,
                    part -> part instanceof Scalar.SlotRef slot && slots.contains(slot.slot())
                            || part instanceof Scalar.SubPlan plan
                                    && plan.query() instanceof Rel inner
                                    && reads(inner, slots))) {
                return true;
            }
        }
        return RelShape.inputs(rel).stream().anyMatch(input -> reads(input, slots));
    }

    /** The expressions of one node. */
    static List<Scalar> scalars(Rel rel) {
        List<Scalar> all = new ArrayList<>();
        switch (rel) {
            case Rel.SingleRow r -> {}
            case Rel.TableScan r -> {}
            case Rel.ViewScan r -> {}
            case Rel.CteScan r -> {}
            case Rel.Sort r -> {}
            case Rel.Distinct r -> {}
            case Rel.SetOperation r -> {}
            case Rel.With r -> {}
            case Rel.RecursiveUnion r -> {}
            case Rel.LockRows r -> {}
            case Rel.FunctionScan r -> all.addAll(r.calls());
            case Rel.Values r -> r.rows().forEach(all::addAll);
            case Rel.Filter r -> all.add(r.condition());
            case Rel.Project r -> all.addAll(r.expressions());
            case Rel.ProjectSet r -> all.addAll(r.expressions());
            case Rel.Join r -> all.add(r.condition());
            case Rel.LateralJoin r -> {
                all.add(r.condition());
                r.bindings().forEach(binding -> all.add(binding.value()));
            }
            case Rel.Aggregate r -> {
                all.addAll(r.groupBy());
                r.calls().forEach(call -> addCall(call, all));
            }
            case Rel.Window r -> r.calls().forEach(call -> addCall(call, all));
            case Rel.Limit r -> {
                add(r.count(), all);
                add(r.offset(), all);
            }
            case Rel.Insert r -> {
                addAll(r.returning(), all);
                ConflictAction conflict = r.conflict();
                ConflictAction.Update update = conflict == null ? null : conflict.update();
                if (update != null) {
                    update.assignments().forEach(assignment -> all.add(assignment.value()));
                    add(update.where(), all);
                }
            }
            case Rel.Update r -> {
                r.assignments().forEach(assignment -> all.add(assignment.value()));
                addAll(r.returning(), all);
            }
            case Rel.Merge r -> r.branches().forEach(branch -> all.addAll(branch.scalars()));
            case Rel.Delete r -> addAll(r.returning(), all);
        }
        return all;
    }

    private static void addCall(AggregateCall call, List<Scalar> all) {
        all.addAll(call.arguments());
        add(call.filter(), all);
        call.orderBy().forEach(order -> all.add(order.expression()));
    }

    private static void addCall(WindowCall call, List<Scalar> all) {
        all.addAll(call.arguments());
        add(call.filter(), all);
        all.addAll(call.partitionBy());
        call.orderBy().forEach(order -> all.add(order.expression()));
        add(call.frame().startOffset(), all);
        add(call.frame().endOffset(), all);
    }

    private static void add(@Nullable Scalar scalar, List<Scalar> all) {
        if (scalar != null) {
            all.add(scalar);
        }
    }

    private static void addAll(@Nullable List<Scalar> scalars, List<Scalar> all) {
        if (scalars != null) {
            all.addAll(scalars);
        }
    }
}
