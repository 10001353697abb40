package io.trefoil.sql.engine.execute;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.functions.AggregateBody;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionLibrary;
import io.trefoil.sql.functions.builtin.BuiltinFunctions;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Short names for building plans by hand. */
final class Plans {
    static final Plan.Estimate ESTIMATE = Plan.Estimate.UNKNOWN;
    static final SqlType INT4 = SqlTypes.INT4;
    static final SqlType INT8 = SqlTypes.INT8;
    static final SqlType TEXT = SqlTypes.TEXT;
    static final SqlType BOOL = SqlTypes.BOOL;

    private static final FunctionLibrary LIBRARY = BuiltinFunctions.library();

    private Plans() {}

    static List<OutputColumn> columns(SqlType... types) {
        List<OutputColumn> columns = new ArrayList<>();
        for (SqlType type : types) {
            columns.add(OutputColumn.of("c" + columns.size(), type, -1));
        }
        return columns;
    }

    static List<OutputColumn> concat(Plan left, Plan right) {
        List<OutputColumn> all = new ArrayList<>(left.columns());
        all.addAll(right.columns());
        return all;
    }

    static Scalar constant(@Nullable Object value, SqlType type) {
        return new Scalar.Constant(value, type, -1);
    }

    static Scalar number(@Nullable Integer value) {
        return constant(value, INT4);
    }

    static Scalar text(@Nullable String value) {
        return constant(value, TEXT);
    }

    static Scalar ref(int index, SqlType type) {
        return new Scalar.InputRef(index, type, -1, "c" + index);
    }

    static Scalar column(int index) {
        return ref(index, INT4);
    }

    static Scalar slot(int slot) {
        return new Scalar.SlotRef(slot, INT4, -1);
    }

    static FunctionReference function(String signature) {
        FunctionBody body = Objects.requireNonNull(LIBRARY.function(signature), signature);
        String name = signature.substring(0, signature.indexOf('('));
        return new FunctionReference(
                signature.hashCode(), name, signature, true, 'i', body instanceof FunctionBody.SetReturning, body);
    }

    static Scalar call(String signature, @Nullable String operator, SqlType type, Scalar... arguments) {
        return new Scalar.Call(
                function(signature),
                Arrays.asList(arguments),
                type,
                -1,
                operator == null ? Scalar.CallForm.FUNCTION : Scalar.CallForm.OPERATOR,
                operator);
    }

    static Scalar equal(Scalar left, Scalar right) {
        return call("int4eq(int4,int4)", "=", BOOL, left, right);
    }

    static Scalar less(Scalar left, Scalar right) {
        return call("int4lt(int4,int4)", "<", BOOL, left, right);
    }

    static Scalar plus(Scalar left, Scalar right) {
        return call("int4pl(int4,int4)", "+", INT4, left, right);
    }

    static Scalar modulo(Scalar left, int right) {
        return call("int4mod(int4,int4)", "%", INT4, left, number(right));
    }

    static Plan.Values values(List<OutputColumn> columns, List<? extends @Nullable Object[]> rows) {
        List<List<Scalar>> scalars = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            List<Scalar> one = new ArrayList<>();
            for (int i = 0; i < row.length; i++) {
                one.add(constant(row[i], columns.get(i).type()));
            }
            scalars.add(one);
        }
        return new Plan.Values(scalars, columns, ESTIMATE);
    }

    /** Rows of int4 columns. */
    static Plan.Values numbers(@Nullable Integer[]... rows) {
        SqlType[] types = new SqlType[rows.length == 0 ? 1 : rows[0].length];
        Arrays.fill(types, INT4);
        return values(columns(types), Arrays.asList(rows));
    }

    /** 1, 2 ... n as int4. */
    static Plan series(int count) {
        Scalar set =
                new Scalar.SetCall(function("generate_series(int4,int4)"), List.of(number(1), number(count)), INT4, -1);
        return new Plan.FunctionScan(List.of(set), List.of(1), false, "s", columns(INT4), ESTIMATE);
    }

    static Plan project(Plan input, Scalar... expressions) {
        SqlType[] types = Arrays.stream(expressions).map(Scalar::type).toArray(SqlType[]::new);
        return new Plan.Project(input, Arrays.asList(expressions), columns(types), ESTIMATE);
    }

    static Plan filter(Plan input, Scalar condition) {
        return new Plan.Filter(input, condition, ESTIMATE);
    }

    static Plan sort(Plan input, SortKey... keys) {
        return new Plan.Sort(input, Arrays.asList(keys), ESTIMATE);
    }

    static SortKey ascending(int column) {
        return new SortKey(column, false, false);
    }

    static List<OutputColumn> joined(JoinKind kind, Plan left, Plan right) {
        return kind.yieldsRight() ? concat(left, right) : left.columns();
    }

    static AggregateCall aggregate(String signature, SqlType type, Scalar... arguments) {
        return new AggregateCall(
                name(signature),
                signature,
                aggregateBody(signature),
                Arrays.asList(arguments),
                false,
                null,
                List.of(),
                type);
    }

    static String name(String signature) {
        return signature.substring(0, signature.indexOf('('));
    }

    static AggregateBody aggregateBody(String signature) {
        return Objects.requireNonNull(LIBRARY.aggregate(signature), signature);
    }
}
