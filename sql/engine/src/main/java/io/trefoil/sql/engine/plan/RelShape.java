package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Walks over logical trees: children, rebuilding, and questions about shape. */
public final class RelShape {
    private RelShape() {}

    /** The inputs of a node, left to right. Queries inside expressions are not inputs. */
    public static List<Rel> inputs(Rel rel) {
        List<Rel> inputs = new ArrayList<>();
        withInputs(rel, input -> {
            inputs.add(input);
            return input;
        });
        return inputs;
    }

    /** The same node over mapped inputs. */
    public static Rel withInputs(Rel rel, UnaryOperator<Rel> map) {
        return switch (rel) {
            case Rel.SingleRow r -> r;
            case Rel.TableScan r -> r;
            case Rel.ViewScan r -> r;
            case Rel.FunctionScan r -> r;
            case Rel.Values r -> r;
            case Rel.CteScan r -> r;
            case Rel.Filter r -> new Rel.Filter(map.apply(r.input()), r.condition());
            case Rel.Project r -> new Rel.Project(map.apply(r.input()), r.expressions(), r.columns());
            case Rel.ProjectSet r -> new Rel.ProjectSet(map.apply(r.input()), r.expressions(), r.columns());
            case Rel.Join r -> new Rel.Join(r.kind(), map.apply(r.left()), map.apply(r.right()), r.condition());
            case Rel.LateralJoin r ->
                new Rel.LateralJoin(r.kind(), map.apply(r.left()), map.apply(r.right()), r.bindings(), r.condition());
            case Rel.Aggregate r ->
                new Rel.Aggregate(map.apply(r.input()), r.groupBy(), r.groupingSets(), r.calls(), r.columns());
            case Rel.Window r -> new Rel.Window(map.apply(r.input()), r.calls(), r.columns());
            case Rel.Sort r -> new Rel.Sort(map.apply(r.input()), r.keys());
            case Rel.Limit r -> new Rel.Limit(map.apply(r.input()), r.count(), r.offset(), r.ties());
            case Rel.Distinct r -> new Rel.Distinct(map.apply(r.input()), r.on());
            case Rel.SetOperation r ->
                new Rel.SetOperation(r.kind(), r.all(), map.apply(r.left()), map.apply(r.right()), r.columns());
            case Rel.With r -> {
                List<Rel.With.Cte> queries = new ArrayList<>();
                for (Rel.With.Cte cte : r.queries()) {
                    queries.add(new Rel.With.Cte(cte.id(), cte.name(), map.apply(cte.query())));
                }
                yield new Rel.With(queries, map.apply(r.body()));
            }
            case Rel.RecursiveUnion r ->
                new Rel.RecursiveUnion(r.workingId(), r.all(), map.apply(r.base()), map.apply(r.step()), r.columns());
            case Rel.LockRows r -> new Rel.LockRows(map.apply(r.input()), r.targets());
            case Rel.Insert r ->
                new Rel.Insert(r.target(), map.apply(r.source()), r.conflict(), r.returning(), r.columns());
            case Rel.Update r ->
                new Rel.Update(r.target(), map.apply(r.input()), r.assignments(), r.returning(), r.columns());
            case Rel.Merge r -> new Rel.Merge(r.target(), map.apply(r.input()), r.branches());
            case Rel.Delete r -> new Rel.Delete(r.target(), map.apply(r.input()), r.returning(), r.columns());
        };
    }

    /** The expressions of one node. */
    public static List<Scalar> scalars(Rel rel) {
        return SlotUse.scalars(rel);
    }

    /** Number of joins in a tree, not counting those inside expressions. */
    public static int joins(Rel rel) {
        int count = rel instanceof Rel.Join || rel instanceof Rel.LateralJoin ? 1 : 0;
        for (Rel input : inputs(rel)) {
            count += joins(input);
        }
        return count;
    }

    /** The terms of a condition that are joined by AND. */
    public static List<Scalar> conjuncts(@Nullable Scalar condition) {
        List<Scalar> terms = new ArrayList<>();
        collect(condition, terms);
        return terms;
    }

    private static void collect(@Nullable Scalar condition, List<Scalar> terms) {
        switch (condition) {
            case null -> {}
            case Scalar.And and -> and.terms().forEach(term -> collect(term, terms));
            case Scalar.Constant constant when Boolean.TRUE.equals(constant.value()) -> {}
            case Scalar other -> terms.add(other);
        }
    }

    /** The terms joined by AND, or null for none. */
    public static @Nullable Scalar conjunction(List<Scalar> terms) {
        return switch (terms.size()) {
            case 0 -> null;
            case 1 -> terms.get(0);
            default -> new Scalar.And(terms);
        };
    }

    /** The input with the terms as a filter, or the input itself for no terms. */
    public static Rel filter(Rel input, List<Scalar> terms) {
        Scalar condition = conjunction(terms);
        return condition == null ? input : new Rel.Filter(input, condition);
    }

    /** Lowest and highest input position that an expression reads; {MAX, -1} when it reads none. */
    public static int[] inputRange(Scalar scalar) {
        int[] range = {Integer.MAX_VALUE, -1};
        ScalarRewriter.visit(scalar, part -> {
            if (part instanceof Scalar.InputRef reference) {
                range[0] = Math.min(range[0], reference.index());
                range[1] = Math.max(range[1], reference.index());
            }
        });
        return range;
    }

    /** Whether every call may be evaluated any number of times, or not at all, without anybody noticing. */
    public static boolean isMovable(Scalar scalar) {
        return !ScalarRewriter.contains(
                scalar,
                part -> part instanceof Scalar.SetCall
                        || part instanceof Scalar.Call call && call.function().volatility() == 'v');
    }

    /** Whether a condition rejects rows in which the given columns are all null. */
    public static boolean rejectsNulls(Scalar condition, java.util.function.IntPredicate columns) {
        return switch (condition) {
            case Scalar.Call call ->
                call.function().strict()
                        && call.arguments().stream().anyMatch(argument -> strictlyReads(argument, columns));
            case Scalar.And and -> and.terms().stream().anyMatch(term -> rejectsNulls(term, columns));
            case Scalar.Or or -> or.terms().stream().allMatch(term -> rejectsNulls(term, columns));
            case Scalar.NullTest test -> !test.isNull() && strictlyReads(test.argument(), columns);
            case Scalar.ArrayQuantified quantified -> strictlyReads(quantified.left(), columns);
            case Scalar.InputRef reference -> columns.test(reference.index());
            default -> false;
        };
    }

    private static boolean strictlyReads(Scalar scalar, java.util.function.IntPredicate columns) {
        return switch (scalar) {
            case Scalar.InputRef reference -> columns.test(reference.index());
            case Scalar.Call call ->
                call.function().strict()
                        && call.arguments().stream().anyMatch(argument -> strictlyReads(argument, columns));
            case Scalar.Relabel relabel -> strictlyReads(relabel.argument(), columns);
            case Scalar.ApplyTypmod typmod -> strictlyReads(typmod.argument(), columns);
            case Scalar.CoerceViaText coerce -> strictlyReads(coerce.argument(), columns);
            default -> false;
        };
    }

    /** Applies a rewrite bottom-up to every node of a tree. */
    public static Rel transform(Rel rel, Function<Rel, Rel> rewrite) {
        return rewrite.apply(withInputs(rel, input -> transform(input, rewrite)));
    }
}
