package io.trefoil.sql.engine.execute;

import static io.trefoil.sql.engine.execute.Plans.BOOL;
import static io.trefoil.sql.engine.execute.Plans.INT4;
import static io.trefoil.sql.engine.execute.Plans.TEXT;
import static io.trefoil.sql.engine.execute.Plans.call;
import static io.trefoil.sql.engine.execute.Plans.column;
import static io.trefoil.sql.engine.execute.Plans.columns;
import static io.trefoil.sql.engine.execute.Plans.constant;
import static io.trefoil.sql.engine.execute.Plans.equal;
import static io.trefoil.sql.engine.execute.Plans.filter;
import static io.trefoil.sql.engine.execute.Plans.function;
import static io.trefoil.sql.engine.execute.Plans.less;
import static io.trefoil.sql.engine.execute.Plans.number;
import static io.trefoil.sql.engine.execute.Plans.numbers;
import static io.trefoil.sql.engine.execute.Plans.plus;
import static io.trefoil.sql.engine.execute.Plans.project;
import static io.trefoil.sql.engine.execute.Plans.series;
import static io.trefoil.sql.engine.execute.Plans.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static final SqlType INT4_ARRAY = SqlTypes.arrayOf(INT4);

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private @Nullable Object value(Scalar scalar) {
        return fixture.run(project(new Plan.SingleRow(Plans.ESTIMATE), scalar)).get(0)[0];
    }

    private static Scalar truth(@Nullable Boolean value) {
        return constant(value, BOOL);
    }

    @Test
    void logicIsThreeValued() {
        @Nullable Boolean[] all = {true, false, null};
        for (Boolean a : all) {
            for (Boolean b : all) {
                Object and = Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)
                        ? (Object) false
                        : a == null || b == null ? null : true;
                Object or = Boolean.TRUE.equals(a) || Boolean.TRUE.equals(b)
                        ? (Object) true
                        : a == null || b == null ? null : false;
                assertThat(value(new Scalar.And(List.of(truth(a), truth(b))))).isEqualTo(and);
                assertThat(value(new Scalar.Or(List.of(truth(a), truth(b))))).isEqualTo(or);
                assertThat(value(new Scalar.And(List.of(truth(a), truth(b), truth(true)))))
                        .isEqualTo(and);
                assertThat(value(new Scalar.Distinct(
                                number(a == null ? null : a ? 1 : 0),
                                number(b == null ? null : b ? 1 : 0),
                                function("int4eq(int4,int4)"),
                                false)))
                        .isEqualTo(!java.util.Objects.equals(a, b));
            }
            assertThat(value(new Scalar.Not(truth(a)))).isEqualTo(a == null ? null : !a);
        }
    }

    @Test
    void whatIsNotNeededIsNotEvaluated() {
        Scalar fails = equal(call("int4div(int4,int4)", "/", INT4, number(1), number(0)), number(1));
        assertThat(value(new Scalar.And(List.of(truth(false), fails)))).isEqualTo(false);
        assertThat(value(new Scalar.Or(List.of(truth(true), fails)))).isEqualTo(true);
        assertThat(value(new Scalar.Case(
                        List.of(
                                new Scalar.Case.When(truth(null), fails),
                                new Scalar.Case.When(truth(true), truth(false))),
                        fails,
                        BOOL,
                        -1)))
                .isEqualTo(false);
        assertThat(value(new Scalar.Coalesce(List.of(truth(null), truth(true), fails), BOOL, -1)))
                .isEqualTo(true);
        assertThat(fixture.refusal(project(new Plan.SingleRow(Plans.ESTIMATE), fails))
                        .state())
                .isEqualTo(SqlState.DIVISION_BY_ZERO);
    }

    @Test
    void nullTestOnARowAsksAllItsFields() {
        Scalar mixed = new Scalar.RowConstructor(List.of(number(1), number(null)), List.of("a", "b"), SqlTypes.RECORD);
        Scalar nulls =
                new Scalar.RowConstructor(List.of(number(null), number(null)), List.of("a", "b"), SqlTypes.RECORD);
        assertThat(value(new Scalar.NullTest(mixed, true))).isEqualTo(false);
        assertThat(value(new Scalar.NullTest(mixed, false))).isEqualTo(false);
        assertThat(value(new Scalar.NullTest(nulls, true))).isEqualTo(true);
        assertThat(value(new Scalar.FieldAccess(mixed, 0, INT4, -1))).isEqualTo(1);
    }

    @Test
    void quantifiedComparisonsFollowTheirDefinition() {
        Random random = new Random(7);
        for (int round = 0; round < 400; round++) {
            int size = random.nextInt(3) * random.nextInt(10);
            @Nullable Object[] elements = new @Nullable Object[size];
            for (int i = 0; i < size; i++) {
                elements[i] = random.nextInt(12) == 0 ? null : Integer.valueOf(random.nextInt(20));
            }
            Integer left = random.nextInt(8) == 0 ? null : Integer.valueOf(random.nextInt(20));
            Scalar array = constant(SqlArray.of(INT4, elements), INT4_ARRAY);
            Object any = quantified(left, elements, true);
            Object all = quantified(left, elements, false);
            // as a column the left side is not folded, as a constant array the set is made
            assertThat(value(new Scalar.ArrayQuantified(function("int4eq(int4,int4)"), "=", true, number(left), array)))
                    .as("%s = any %s", left, Arrays.toString(elements))
                    .isEqualTo(any);
            assertThat(value(new Scalar.ArrayQuantified(
                            function("int4ne(int4,int4)"), "<>", false, number(left), array)))
                    .as("%s <> all %s", left, Arrays.toString(elements))
                    .isEqualTo(all);
        }
        Scalar none = constant(null, INT4_ARRAY);
        assertThat(value(new Scalar.ArrayQuantified(function("int4eq(int4,int4)"), "=", true, number(1), none)))
                .isNull();
    }

    private static @Nullable Object quantified(@Nullable Integer left, @Nullable Object[] elements, boolean any) {
        boolean unknown = false;
        for (Object element : elements) {
            if (left == null || element == null) {
                unknown = true;
            } else if (left.equals(element)) {
                return any;
            }
        }
        return unknown ? null : (Object) !any;
    }

    @Test
    void arraysAreBuiltIndexedAndSliced() {
        Scalar one = new Scalar.ArrayConstructor(List.of(number(1), number(null), number(3)), INT4_ARRAY, false);
        assertThat(value(new Scalar.Subscript(one, List.of(number(3)), INT4, -1)))
                .isEqualTo(3);
        assertThat(value(new Scalar.Subscript(one, List.of(number(4)), INT4, -1)))
                .isNull();
        Scalar two = new Scalar.ArrayConstructor(List.of(one, one), INT4_ARRAY, true);
        assertThat(value(new Scalar.Subscript(two, List.of(number(2), number(1)), INT4, -1)))
                .isEqualTo(1);
        assertThat(value(new Scalar.Slice(one, number(2), null, INT4_ARRAY))).isEqualTo(SqlArray.of(INT4, null, 3));
        assertThat(value(new Scalar.Slice(two, number(-5), number(1), INT4_ARRAY)))
                .isEqualTo(new SqlArray(INT4, new @Nullable Object[] {1, null, 3}, new int[] {1, 3}, new int[] {1, 1}));
        assertThat(value(new Scalar.Slice(one, number(5), number(9), INT4_ARRAY)))
                .isEqualTo(SqlArray.of(INT4));
        Scalar uneven = new Scalar.ArrayConstructor(
                List.of(one, new Scalar.ArrayConstructor(List.of(number(1)), INT4_ARRAY, false)), INT4_ARRAY, true);
        assertThat(fixture.refusal(project(new Plan.SingleRow(Plans.ESTIMATE), uneven))
                        .state())
                .isEqualTo(SqlState.ARRAY_ELEMENT_ERROR);
    }

    @Test
    void conversionsGoThroughText() {
        assertThat(value(new Scalar.CoerceViaText(number(42), TEXT, -1))).isEqualTo("42");
        assertThat(value(new Scalar.CoerceViaText(Plans.text("17"), INT4, -1))).isEqualTo(17);
        Scalar array = constant(SqlArray.of(INT4, 1, null), INT4_ARRAY);
        Scalar element = new Scalar.CoerceViaText(Plans.ref(0, INT4), TEXT, -1);
        assertThat(value(new Scalar.CoerceArray(array, element, SqlTypes.arrayOf(TEXT), -1)))
                .isEqualTo(SqlArray.of(TEXT, "1", null));
    }

    private Scalar.SubPlan in(Plan query, Scalar left) {
        Scalar test = equal(left, slot(5));
        return new Scalar.SubPlan(Scalar.SubPlan.Kind.ANY, query, List.of(), List.of(test), new int[] {5}, BOOL, -1);
    }

    @Test
    void inSubqueryTellsUnknownFromFalse() {
        @Nullable Integer[][] outer = {{1}, {2}, {null}};
        Plan withNull = numbers(new @Nullable Integer[] {1}, new @Nullable Integer[] {null});
        Plan withoutNull = numbers(new @Nullable Integer[] {1}, new @Nullable Integer[] {3});
        Plan empty = filter(withNull, truth(false));
        assertThat(in(outer, withNull)).containsExactly("true", "-", "-");
        assertThat(in(outer, withoutNull)).containsExactly("true", "false", "-");
        assertThat(in(outer, empty)).containsExactly("false", "false", "false");
    }

    private List<String> in(@Nullable Integer[][] outer, Plan query) {
        List<String> hashed = Fixture.show(fixture.run(project(numbers(outer), in(query, column(0)))));
        List<String> spilled = fixture.runSpilled(project(numbers(outer), in(query, column(0))), 1);
        // a test that is no plain equality is searched
        Scalar test = new Scalar.And(List.of(equal(column(0), slot(5)), truth(true)));
        Scalar.SubPlan searched =
                new Scalar.SubPlan(Scalar.SubPlan.Kind.ANY, query, List.of(), List.of(test), new int[] {5}, BOOL, -1);
        assertThat(spilled).isEqualTo(hashed);
        assertThat(Fixture.show(fixture.run(project(numbers(outer), searched)))).isEqualTo(hashed);
        return hashed;
    }

    @Test
    void rowsInSubqueryCompareColumnByColumn() {
        Plan query = numbers(new @Nullable Integer[] {1, 1}, new @Nullable Integer[] {2, null});
        List<Scalar> tests = List.of(equal(column(0), slot(5)), equal(column(1), slot(6)));
        Scalar in = new Scalar.SubPlan(Scalar.SubPlan.Kind.ANY, query, List.of(), tests, new int[] {5, 6}, BOOL, -1);
        Plan outer = numbers(
                new @Nullable Integer[] {1, 1},
                new @Nullable Integer[] {2, 5},
                new @Nullable Integer[] {3, 5},
                new @Nullable Integer[] {null, 1},
                new @Nullable Integer[] {null, 7});
        assertThat(Fixture.show(fixture.run(project(outer, in)))).containsExactly("true", "-", "false", "-", "-");
    }

    @Test
    void allOverASubqueryLooksForAFailure() {
        Scalar test = less(column(0), slot(5));
        Plan query = numbers(new @Nullable Integer[] {3}, new @Nullable Integer[] {5});
        Scalar all =
                new Scalar.SubPlan(Scalar.SubPlan.Kind.ALL, query, List.of(), List.of(test), new int[] {5}, BOOL, -1);
        assertThat(Fixture.show(fixture.run(project(
                        numbers(new @Nullable Integer[] {2}, new @Nullable Integer[] {4}, new @Nullable Integer[] {null
                        }),
                        all))))
                .containsExactly("true", "false", "-");
    }

    @Test
    void correlatedSubqueriesReadTheOuterRow() {
        Plan query = filter(series(10), less(column(0), slot(1)));
        List<Scalar.SlotBinding> bindings = List.of(new Scalar.SlotBinding(1, column(0)));
        Scalar exists =
                new Scalar.SubPlan(Scalar.SubPlan.Kind.EXISTS, query, bindings, List.of(), new int[0], BOOL, -1);
        Scalar array =
                new Scalar.SubPlan(Scalar.SubPlan.Kind.ARRAY, query, bindings, List.of(), new int[0], INT4_ARRAY, -1);
        assertThat(Fixture.show(fixture.run(project(series(3), exists, array))))
                .containsExactly("false []", "true [1]", "true [1, 2]");
    }

    @Test
    void scalarSubqueriesYieldOneValue() {
        Scalar one = scalarSubquery(filter(series(9), equal(column(0), number(4))));
        Scalar none = scalarSubquery(filter(series(9), equal(column(0), number(40))));
        Scalar many = scalarSubquery(series(2));
        assertThat(value(one)).isEqualTo(4);
        assertThat(value(none)).isNull();
        assertThat(fixture.refusal(project(new Plan.SingleRow(Plans.ESTIMATE), many))
                        .state())
                .isEqualTo(SqlState.CARDINALITY_VIOLATION);
    }

    private static Scalar scalarSubquery(Plan query) {
        return new Scalar.SubPlan(Scalar.SubPlan.Kind.SCALAR, query, List.of(), List.of(), new int[0], INT4, -1);
    }

    @Test
    void innerSubqueriesDependOnSlotsOfOuterLevels() {
        // select (select (select a + b) from series b where b <= 2 limit 1 reached by filter) from series a
        Plan innermost = project(new Plan.SingleRow(Plans.ESTIMATE), plus(slot(1), slot(2)));
        Scalar inner = new Scalar.SubPlan(
                Scalar.SubPlan.Kind.SCALAR,
                innermost,
                List.of(new Scalar.SlotBinding(2, column(0))),
                List.of(),
                new int[0],
                INT4,
                -1);
        Plan middle = project(filter(series(2), equal(column(0), number(2))), inner);
        Scalar outer = new Scalar.SubPlan(
                Scalar.SubPlan.Kind.SCALAR,
                middle,
                List.of(new Scalar.SlotBinding(1, column(0))),
                List.of(),
                new int[0],
                INT4,
                -1);
        assertThat(Fixture.show(fixture.run(project(series(3), outer)))).containsExactly("3", "4", "5");
    }

    @Test
    void functionsInFromRunInLockStep() {
        Scalar two =
                new Scalar.SetCall(function("generate_series(int4,int4)"), List.of(number(1), number(2)), INT4, -1);
        Scalar three =
                new Scalar.SetCall(function("generate_series(int4,int4)"), List.of(number(5), number(7)), INT4, -1);
        Plan scan = new Plan.FunctionScan(
                List.of(two, three, number(9)),
                List.of(1, 1, 1),
                true,
                "f",
                columns(INT4, INT4, INT4, SqlTypes.INT8),
                Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(scan))).containsExactly("1 5 9 1", "2 6 - 2", "- 7 - 3");
        Plan set = new Plan.ProjectSet(
                numbers(new @Nullable Integer[] {4}),
                List.of(column(0), two, three),
                columns(INT4, INT4, INT4),
                Plans.ESTIMATE);
        assertThat(Fixture.show(fixture.run(set))).containsExactly("4 1 5", "4 2 6", "4 - 7");
    }

    @Test
    void parametersAreReadFromTheContext() {
        List<@Nullable Object[]> rows =
                new ArrayList<>(fixture.run(project(series(2), plus(column(0), new Scalar.ParameterRef(0, INT4))), 10));
        assertThat(Fixture.show(rows)).containsExactly("11", "12");
    }
}
