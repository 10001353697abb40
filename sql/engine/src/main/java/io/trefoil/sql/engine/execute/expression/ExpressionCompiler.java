package io.trefoil.sql.engine.execute.expression;

import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns scalars into evaluators. An evaluator is a tree of small closures that is shared by all executions of a plan; what
 * is known at compile time (bodies of functions, strictness, constants, positions) is looked up once, here.
 */
public final class ExpressionCompiler {
    private final SubqueryCompiler subqueries;
    private final @Nullable BiFunction<Scalar, Evaluator, Evaluator> observer;

    public ExpressionCompiler(SubqueryCompiler subqueries) {
        this(subqueries, null);
    }

    /** @param observer may put something around an evaluator, to count what it answers; null for none */
    public ExpressionCompiler(
            SubqueryCompiler subqueries, @Nullable BiFunction<Scalar, Evaluator, Evaluator> observer) {
        this.subqueries = subqueries;
        this.observer = observer;
    }

    public Evaluator[] compile(List<? extends Scalar> scalars) {
        return scalars.stream().map(this::compile).toArray(Evaluator[]::new);
    }

    public @Nullable Evaluator compileIfPresent(@Nullable Scalar scalar) {
        return scalar == null ? null : compile(scalar);
    }

    public Evaluator compile(Scalar scalar) {
        Evaluator evaluator = evaluator(scalar);
        return observer == null ? evaluator : observer.apply(scalar, evaluator);
    }

    private Evaluator evaluator(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Constant constant -> new Leaves.ConstantValue(constant.value());
            case Scalar.InputRef reference -> new Leaves.Input(reference.index());
            case Scalar.ParameterRef reference -> new Leaves.Parameter(reference.index());
            case Scalar.SlotRef reference -> new Leaves.Slot(reference.slot());
            case Scalar.Call call ->
                Calls.compile(call.function(), types(call.arguments()), call.type(), compile(call.arguments()));
            case Scalar.SetCall call ->
                throw new IllegalArgumentException("set-returning call inside an expression: " + call.function());
            case Scalar.And and -> Logic.and(compile(and.terms()));
            case Scalar.Or or -> Logic.or(compile(or.terms()));
            case Scalar.Not not -> Logic.not(compile(not.term()));
            case Scalar.NullTest test -> Logic.nullTest(compile(test.argument()), test.isNull());
            case Scalar.BooleanTest test -> Logic.booleanTest(compile(test.argument()), test.kind());
            case Scalar.Distinct distinct -> compileDistinct(distinct);
            case Scalar.Case branching -> compileCase(branching);
            case Scalar.Coalesce coalesce -> Choices.coalesce(compile(coalesce.arguments()));
            case Scalar.Extreme extreme ->
                Choices.extreme(extreme.greatest(), extreme.type(), compile(extreme.arguments()));
            case Scalar.NullIf nullIf -> Choices.nullIf(compile(nullIf.left()), compile(nullIf.equalityCall()));
            case Scalar.Relabel relabel -> compile(relabel.argument());
            case Scalar.CoerceViaText coerce ->
                Conversions.viaText(
                        compile(coerce.argument()), coerce.argument().type(), coerce.type());
            case Scalar.ApplyTypmod apply ->
                Conversions.typmod(compile(apply.argument()), apply.type(), apply.typmod(), apply.explicit());
            case Scalar.CoerceArray coerce ->
                Conversions.array(compile(coerce.argument()), compile(coerce.element()), elementType(coerce.type()));
            case Scalar.ArrayQuantified quantified -> compileQuantified(quantified);
            case Scalar.ArrayConstructor constructor ->
                ArrayValues.construct(
                        compile(constructor.elements()), elementType(constructor.type()), constructor.nested());
            case Scalar.RowConstructor constructor ->
                Records.construct(compile(constructor.fields()), types(constructor.fields()));
            case Scalar.FieldAccess access -> Records.field(compile(access.record()), access.field());
            case Scalar.Subscript subscript ->
                ArrayValues.subscript(compile(subscript.array()), compile(subscript.indexes()));
            case Scalar.Slice slice ->
                ArrayValues.slice(
                        compile(slice.array()), compileIfPresent(slice.lower()), compileIfPresent(slice.upper()));
            case Scalar.SubPlan subPlan -> new SubPlans(this, subqueries).compile(subPlan);
        };
    }

    private Evaluator compileDistinct(Scalar.Distinct distinct) {
        SqlType[] types = {distinct.left().type(), distinct.right().type()};
        Comparison equality = Calls.comparison(distinct.equality(), types);
        return Logic.distinct(compile(distinct.left()), compile(distinct.right()), equality, distinct.negated());
    }

    private Evaluator compileCase(Scalar.Case branching) {
        Evaluator[] conditions = new Evaluator[branching.branches().size()];
        Evaluator[] results = new Evaluator[conditions.length];
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = compile(branching.branches().get(i).condition());
            results[i] = compile(branching.branches().get(i).result());
        }
        return Choices.branches(conditions, results, compileIfPresent(branching.otherwise()));
    }

    private Evaluator compileQuantified(Scalar.ArrayQuantified quantified) {
        SqlType elementType = elementType(quantified.array().type());
        Comparison comparison = Calls.comparison(
                quantified.comparison(), new SqlType[] {quantified.left().type(), elementType});
        int cell = ScalarTree.inputs(quantified.array()).isEmpty() ? subqueries.newStateCell() : -1;
        return Quantified.compile(
                quantified, comparison, compile(quantified.left()), compile(quantified.array()), cell);
    }

    static SqlType[] types(List<? extends Scalar> scalars) {
        return scalars.stream().map(Scalar::type).toArray(SqlType[]::new);
    }

    private static SqlType elementType(SqlType arrayType) {
        SqlType element = arrayType.elementType();
        if (element == null) {
            throw new IllegalArgumentException("not an array type: " + arrayType);
        }
        return element;
    }
}
