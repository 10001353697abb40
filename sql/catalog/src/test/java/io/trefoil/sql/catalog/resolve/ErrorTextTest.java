package io.trefoil.sql.catalog.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TypeOid;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What cannot be resolved is reported in PostgreSQL's words. */
class ErrorTextTest {
    private final TypeResolver resolver = TypeResolver.builtin();

    private static SqlStateException error(ThrowingCallable code) {
        return catchThrowableOfType(SqlStateException.class, code);
    }

    @Test
    void aMissingOperatorNamesItsOperandTypes() {
        SqlStateException error = error(() -> resolver.infix("+", TypeOid.INT4, TypeOid.BOOL));
        assertThat(error.state()).isEqualTo(SqlState.UNDEFINED_FUNCTION);
        assertThat(error.text()).isEqualTo("operator does not exist: integer + boolean");
        assertThat(error.hint())
                .isEqualTo("No operator matches the given name and argument types. "
                        + "You might need to add explicit type casts.");
    }

    @Test
    void aMissingPrefixOperatorHasAHintInTheSingular() {
        SqlStateException error = error(() -> resolver.prefix("-", TypeOid.TIMESTAMPTZ));
        assertThat(error.text()).isEqualTo("operator does not exist: - timestamp with time zone");
        assertThat(error.hint())
                .isEqualTo("No operator matches the given name and argument type. "
                        + "You might need to add an explicit type cast.");
    }

    @Test
    void severalEquallyGoodOperatorsAreAmbiguous() {
        SqlStateException error = error(() -> resolver.infix("+", TypeOid.UNKNOWN, TypeOid.UNKNOWN));
        assertThat(error.state()).isEqualTo(SqlState.AMBIGUOUS_FUNCTION);
        assertThat(error.text()).isEqualTo("operator is not unique: unknown + unknown");
    }

    @Test
    void aMissingFunctionIsNamedAsWrittenWithItsArguments() {
        FunctionCall call = new FunctionCall(
                "pg_catalog.lower", "lower", List.of(11), List.of(TypeOid.INT4, TypeOid.TEXT), List.of("x"), false);
        SqlStateException error = error(() -> resolver.function(call));
        assertThat(error.state()).isEqualTo(SqlState.UNDEFINED_FUNCTION);
        assertThat(error.text()).isEqualTo("function pg_catalog.lower(integer, x => text) does not exist");
    }

    @Test
    void polymorphicArgumentsThatDisagreeAreNoMatch() {
        SqlStateException error =
                error(() -> resolver.function(FunctionCall.builtin("array_append", TypeOid.INT4_ARRAY, TypeOid.BOOL)));
        assertThat(error.text()).isEqualTo("function array_append(integer[], boolean) does not exist");
    }

    @Test
    void typesWithoutACommonOneAreReportedWithTheirConstruct() {
        SqlStateException error =
                error(() -> resolver.commonType("UNION", new int[] {TypeOid.INT4, TypeOid.BOOL}, new int[] {8, 23}));
        assertThat(error.state()).isEqualTo(SqlState.DATATYPE_MISMATCH);
        assertThat(error.text()).isEqualTo("UNION types integer and boolean cannot be matched");
        assertThat(error.position()).isEqualTo(23);
    }

    @Test
    void anyNeedsAnArrayAndABooleanOperator() {
        assertThat(error(() -> resolver.overArray("=", TypeOid.INT4, TypeOid.INT4))
                        .text())
                .isEqualTo("op ANY/ALL (array) requires array on right side");
        assertThat(error(() -> resolver.overArray("+", TypeOid.INT4, TypeOid.INT4_ARRAY))
                        .text())
                .isEqualTo("op ANY/ALL (array) requires operator to yield boolean");
    }
}
