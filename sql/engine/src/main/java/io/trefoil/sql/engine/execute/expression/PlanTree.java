package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.algebra.WindowCall;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks over plans. */
public final class PlanTree {
    private PlanTree() {}

    /** Hands over each direct input of a plan node. */
    public static void forEachInput(Plan plan, Consumer<Plan> visit) {
        switch (plan) {
            case Plan.SingleRow leaf -> {}
            case Plan.TableRead leaf -> {}
            case Plan.ViewRead leaf -> {}
            case Plan.FunctionScan leaf -> {}
            case Plan.Values leaf -> {}
            case Plan.CteScan leaf -> {}
            case Plan.Filter node -> visit.accept(node.input());
            case Plan.Project node -> visit.accept(node.input());
            case Plan.ProjectSet node -> visit.accept(node.input());
            case Plan.LateralLoop node -> both(node.left(), node.right(), visit);
            case Plan.NestedLoop node -> both(node.left(), node.right(), visit);
            case Plan.HashJoin node -> both(node.left(), node.right(), visit);
            case Plan.MergeJoin node -> both(node.left(), node.right(), visit);
            case Plan.HashAggregate node -> visit.accept(node.input());
            case Plan.SortedAggregate node -> visit.accept(node.input());
            case Plan.Window node -> visit.accept(node.input());
            case Plan.Sort node -> visit.accept(node.input());
            case Plan.TopN node -> visit.accept(node.input());
            case Plan.Limit node -> visit.accept(node.input());
            case Plan.HashDistinct node -> visit.accept(node.input());
            case Plan.SortedDistinct node -> visit.accept(node.input());
            case Plan.Append node -> node.inputs().forEach(visit);
            case Plan.HashSetOperation node -> both(node.left(), node.right(), visit);
            case Plan.With node -> {
                node.queries().forEach(query -> visit.accept(query.query()));
                visit.accept(node.body());
            }
            case Plan.RecursiveUnion node -> both(node.base(), node.step(), visit);
            case Plan.LockRows node -> visit.accept(node.input());
            case Plan.Insert node -> visit.accept(node.source());
            case Plan.Update node -> visit.accept(node.input());
            case Plan.Merge node -> visit.accept(node.input());
            case Plan.Delete node -> visit.accept(node.input());
        }
    }

    private static void both(Plan left, Plan right, Consumer<Plan> visit) {
        visit.accept(left);
        visit.accept(right);
    }

    /** Hands over the scalars of one plan node, without those of its inputs. */
    public static void forEachScalar(Plan plan, Consumer<Scalar> visit) {
        switch (plan) {
            case Plan.SingleRow node -> {}
            case Plan.CteScan node -> {}
            case Plan.HashDistinct node -> {}
            case Plan.SortedDistinct node -> {}
            case Plan.Append node -> {}
            case Plan.HashSetOperation node -> {}
            case Plan.With node -> {}
            case Plan.RecursiveUnion node -> {}
            case Plan.LockRows node -> {}
            case Plan.Sort node -> {}
            case Plan.TableRead node -> {
                ofPath(node.path(), visit);
                ifPresent(node.filter(), visit);
            }
            case Plan.ViewRead node -> ifPresent(node.filter(), visit);
            case Plan.FunctionScan node -> node.calls().forEach(visit);
            case Plan.Values node -> node.rows().forEach(row -> row.forEach(visit));
            case Plan.Filter node -> visit.accept(node.condition());
            case Plan.Project node -> node.expressions().forEach(visit);
            case Plan.ProjectSet node -> node.expressions().forEach(visit);
            case Plan.LateralLoop node -> {
                node.bindings().forEach(binding -> visit.accept(binding.value()));
                ifPresent(node.condition(), visit);
            }
            case Plan.NestedLoop node -> ifPresent(node.condition(), visit);
            case Plan.HashJoin node -> {
                node.leftKeys().forEach(visit);
                node.rightKeys().forEach(visit);
                ifPresent(node.residual(), visit);
            }
            case Plan.MergeJoin node -> ifPresent(node.residual(), visit);
            case Plan.HashAggregate node -> {
                node.groupBy().forEach(visit);
                node.calls().forEach(call -> ofCall(call, visit));
            }
            case Plan.SortedAggregate node -> {
                node.groupBy().forEach(visit);
                node.calls().forEach(call -> ofCall(call, visit));
            }
            case Plan.Window node -> node.calls().forEach(call -> ofCall(call, visit));
            case Plan.TopN node -> {
                visit.accept(node.count());
                ifPresent(node.offset(), visit);
            }
            case Plan.Limit node -> {
                ifPresent(node.count(), visit);
                ifPresent(node.offset(), visit);
            }
            case Plan.Insert node -> {
                ofChange(node.target(), visit);
                ofConflict(node.conflict(), visit);
                allIfPresent(node.returning(), visit);
            }
            case Plan.Update node -> {
                ofChange(node.target(), visit);
                node.assignments().forEach(assignment -> visit.accept(assignment.value()));
                allIfPresent(node.returning(), visit);
            }
            case Plan.Merge node -> {
                ofChange(node.target(), visit);
                node.branches().forEach(branch -> branch.scalars().forEach(visit));
            }
            case Plan.Delete node -> allIfPresent(node.returning(), visit);
        }
    }

    private static void ofPath(Plan.AccessPath path, Consumer<Scalar> visit) {
        switch (path) {
            case Plan.AccessPath.All all -> {}
            case Plan.AccessPath.Point point -> point.key().forEach(visit);
            case Plan.AccessPath.Points points -> {
                points.prefix().forEach(visit);
                visit.accept(points.array());
            }
            case Plan.AccessPath.Range range -> {
                range.prefix().forEach(visit);
                ofBound(range.lower(), visit);
                ofBound(range.upper(), visit);
            }
        }
    }

    private static void ofBound(Plan.AccessPath.@Nullable Bound bound, Consumer<Scalar> visit) {
        if (bound != null) {
            visit.accept(bound.value());
        }
    }

    private static void ofCall(AggregateCall call, Consumer<Scalar> visit) {
        call.arguments().forEach(visit);
        ifPresent(call.filter(), visit);
        call.orderBy().forEach(order -> visit.accept(order.expression()));
    }

    private static void ofCall(WindowCall call, Consumer<Scalar> visit) {
        call.arguments().forEach(visit);
        ifPresent(call.filter(), visit);
        call.partitionBy().forEach(visit);
        call.orderBy().forEach(order -> visit.accept(order.expression()));
        ifPresent(call.frame().startOffset(), visit);
        ifPresent(call.frame().endOffset(), visit);
    }

    private static void ofChange(TableChange change, Consumer<Scalar> visit) {
        for (TableChange.IndexTarget index : change.indexes()) {
            index.keys().forEach(visit);
            ifPresent(index.predicate(), visit);
        }
        change.checks().forEach(check -> visit.accept(check.condition()));
    }

    private static void ofConflict(@Nullable ConflictAction conflict, Consumer<Scalar> visit) {
        if (conflict != null && conflict.update() != null) {
            conflict.update().assignments().forEach(assignment -> visit.accept(assignment.value()));
            ifPresent(conflict.update().where(), visit);
        }
    }

    private static void ifPresent(@Nullable Scalar scalar, Consumer<Scalar> visit) {
        if (scalar != null) {
            visit.accept(scalar);
        }
    }

    private static void allIfPresent(@Nullable List<Scalar> scalars, Consumer<Scalar> visit) {
        if (scalars != null) {
            scalars.forEach(visit);
        }
    }

    /** Whether the plan or an input of it inserts, updates, deletes or merges. */
    public static boolean modifies(Plan plan) {
        boolean changes = plan instanceof Plan.Insert
                || plan instanceof Plan.Update
                || plan instanceof Plan.Delete
                || plan instanceof Plan.Merge;
        if (changes) {
            return true;
        }
        boolean[] found = {false};
        forEachInput(plan, input -> found[0] = found[0] || modifies(input));
        return found[0];
    }

    /** Slots that a plan reads and that something outside of it sets: what its result depends on beside the tables. */
    public static BitSet freeSlots(Plan plan) {
        BitSet read = new BitSet();
        BitSet set = new BitSet();
        collectSlots(plan, read, set);
        read.andNot(set);
        return read;
    }

    private static void collectSlots(Plan plan, BitSet read, BitSet set) {
        forEachScalar(
                plan,
                scalar -> ScalarTree.forEach(scalar, node -> {
                    if (node instanceof Scalar.SlotRef reference) {
                        read.set(reference.slot());
                    } else if (node instanceof Scalar.SubPlan subPlan) {
                        subPlan.bindings().forEach(binding -> set.set(binding.slot()));
                        for (int slot : subPlan.rowSlots()) {
                            set.set(slot);
                        }
                        if (subPlan.query() instanceof Plan query) {
                            collectSlots(query, read, set);
                        }
                    }
                }));
        if (plan instanceof Plan.LateralLoop loop) {
            loop.bindings().forEach(binding -> set.set(binding.slot()));
        }
        forEachInput(plan, input -> collectSlots(input, read, set));
    }

    /** WITH queries and working tables that a plan reads and that are defined outside of it. */
    public static BitSet freeCtes(Plan plan) {
        BitSet read = new BitSet();
        BitSet defined = new BitSet();
        collectCtes(plan, read, defined);
        read.andNot(defined);
        return read;
    }

    private static void collectCtes(Plan plan, BitSet read, BitSet defined) {
        switch (plan) {
            case Plan.CteScan scan -> read.set(scan.id());
            case Plan.With with -> with.queries().forEach(query -> defined.set(query.id()));
            case Plan.RecursiveUnion union -> defined.set(union.workingId());
            default -> {}
        }
        forEachScalar(
                plan,
                scalar -> ScalarTree.forEach(scalar, node -> {
                    if (node instanceof Scalar.SubPlan subPlan && subPlan.query() instanceof Plan query) {
                        collectCtes(query, read, defined);
                    }
                }));
        forEachInput(plan, input -> collectCtes(input, read, defined));
    }
}
