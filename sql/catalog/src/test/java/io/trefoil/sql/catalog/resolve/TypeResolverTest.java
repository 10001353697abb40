package io.trefoil.sql.catalog.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.catalog.builtin.OperatorRow;
import io.trefoil.sql.types.TypeOid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The less common ways of calling and converting. */
class TypeResolverTest {
    private final TypeResolver resolver = TypeResolver.builtin();

    private FunctionMatch.Call call(FunctionCall call) {
        return (FunctionMatch.Call) resolver.function(call);
    }

    @Test
    void namedArgumentsFindTheirParametersAndTheOthersTheirDefaults() {
        FunctionMatch.Call match = call(new FunctionCall(
                "make_interval",
                "make_interval",
                List.of(11),
                List.of(TypeOid.INT4, TypeOid.INT4, TypeOid.FLOAT8),
                List.of("days", "secs"),
                false));
        assertThat(match.sources()).containsExactly(0, -1, -1, 1, -1, -1, 2);
        assertThat(match.defaultOf(1)).isEqualTo("0");
        assertThat(match.result()).isEqualTo(TypeOid.INTERVAL);
    }

    @Test
    void variadicArgumentsAreGathered() {
        FunctionMatch.Call match =
                call(FunctionCall.builtin("jsonb_extract_path", TypeOid.JSONB, TypeOid.UNKNOWN, TypeOid.TEXT));
        assertThat(match.gathered()).isEqualTo(2);
        assertThat(match.parameters()).containsExactly(TypeOid.JSONB, TypeOid.TEXT, TypeOid.TEXT);
        FunctionMatch.Call array = call(new FunctionCall(
                "jsonb_extract_path",
                "jsonb_extract_path",
                List.of(11),
                List.of(TypeOid.JSONB, TypeOid.TEXT_ARRAY),
                List.of(),
                true));
        assertThat(array.gathered()).isZero();
        assertThat(array.parameters()).containsExactly(TypeOid.JSONB, TypeOid.TEXT_ARRAY);
    }

    @Test
    void variadicAnyKeepsEachArgumentsType() {
        FunctionMatch.Call match = call(FunctionCall.builtin("concat", TypeOid.INT4, TypeOid.UNKNOWN, TypeOid.DATE));
        assertThat(match.gathered()).isZero();
        assertThat(match.parameters()).containsExactly(TypeOid.INT4, TypeOid.UNKNOWN, TypeOid.DATE);
    }

    @Test
    void anyOverAnUnknownLiteralTakesTheLeftOperandsArrayType() {
        ResolvedOperator any = resolver.overArray("=", TypeOid.INT8, TypeOid.UNKNOWN);
        assertThat(any.right()).isEqualTo(TypeOid.INT8_ARRAY);
        assertThat(resolver.overArray("=", TypeOid.UNKNOWN, TypeOid.TEXT_ARRAY).left())
                .isEqualTo(TypeOid.TEXT);
        assertThat(resolver.overArray("=", TypeOid.VARCHAR, TypeOid.TEXT_ARRAY).left())
                .isEqualTo(TypeOid.TEXT);
    }

    @Test
    void commonTypesFollowCategoryAndPreference() {
        assertThat(common(TypeOid.UNKNOWN, TypeOid.UNKNOWN)).isEqualTo(TypeOid.TEXT);
        assertThat(common(TypeOid.INT4, TypeOid.NUMERIC)).isEqualTo(TypeOid.NUMERIC);
        assertThat(common(TypeOid.NUMERIC, TypeOid.FLOAT4)).isEqualTo(TypeOid.FLOAT4);
        assertThat(common(TypeOid.UNKNOWN, TypeOid.DATE)).isEqualTo(TypeOid.DATE);
        assertThat(common(TypeOid.VARCHAR, TypeOid.VARCHAR)).isEqualTo(TypeOid.VARCHAR);
        assertThat(common(TypeOid.VARCHAR, TypeOid.BPCHAR)).isEqualTo(TypeOid.VARCHAR);
        assertThat(common(TypeOid.INT2_ARRAY, TypeOid.INT2_ARRAY)).isEqualTo(TypeOid.INT2_ARRAY);
    }

    private int common(int... types) {
        return resolver.commonType("CASE", types, new int[types.length]);
    }

    @Test
    void typesAreOrderedByTheirDefaultOperatorClass() {
        assertThat(resolver.ordering(TypeOid.INT4, false)).map(OperatorRow::oid).contains(97);
        assertThat(resolver.ordering(TypeOid.VARCHAR, true))
                .map(OperatorRow::oid)
                .contains(666);
        assertThat(resolver.ordering(TypeOid.TEXT_ARRAY, false))
                .map(OperatorRow::oid)
                .contains(1072);
        assertThat(resolver.ordering(TypeOid.JSON, false)).isEmpty();
        assertThat(resolver.ordering(199, false)).as("json[]").isEmpty();
        assertThat(resolver.equality(TypeOid.XID)).map(OperatorRow::oid).contains(352);
        assertThat(resolver.equality(TypeOid.REGCLASS)).map(OperatorRow::oid).contains(607);
    }
}
