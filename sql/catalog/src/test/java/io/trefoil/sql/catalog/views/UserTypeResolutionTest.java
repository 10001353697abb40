package io.trefoil.sql.catalog.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.resolve.Coercion;
import io.trefoil.sql.catalog.resolve.CoercionContext;
import io.trefoil.sql.catalog.resolve.FunctionCall;
import io.trefoil.sql.catalog.resolve.ResolvedOperator;
import io.trefoil.sql.catalog.resolve.SnapshotTypes;
import io.trefoil.sql.catalog.resolve.TypeResolver;
import io.trefoil.sql.types.TypeOid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Enums, domains and rows resolve through the polymorphic operators and their base types. */
class UserTypeResolutionTest {
    private final TypeResolver resolver = TypeResolver.over(
            new SnapshotTypes(SampleCatalog.snapshot(), List.of(11, SampleCatalog.PUBLIC)),
            BuiltinCatalog.instance()::procs);

    @Test
    void enumsCompareWithEachOtherAndWithLiterals() {
        ResolvedOperator equal = resolver.infix("=", SampleCatalog.MOOD, TypeOid.UNKNOWN);
        assertThat(equal.operator().oid()).isEqualTo(3516);
        assertThat(equal.right()).isEqualTo(SampleCatalog.MOOD);
        assertThatThrownBy(() -> resolver.infix("=", SampleCatalog.MOOD, TypeOid.TEXT))
                .hasMessage("operator does not exist: app.mood = text");
        assertThat(resolver.function(FunctionCall.builtin("enum_range", SampleCatalog.MOOD))
                        .result())
                .isEqualTo(SampleCatalog.MOOD + 1);
        assertThat(resolver.ordering(SampleCatalog.MOOD, false))
                .map(row -> row.oid())
                .contains(3518);
    }

    @Test
    void domainsActAsTheirBaseType() {
        ResolvedOperator plus = resolver.infix("+", SampleCatalog.POSINT, TypeOid.UNKNOWN);
        assertThat(plus.operator().oid()).isEqualTo(551);
        assertThat(plus.result()).isEqualTo(TypeOid.INT4);
        assertThat(resolver.coercion(TypeOid.INT4, SampleCatalog.POSINT, CoercionContext.IMPLICIT))
                .contains(Coercion.RELABEL);
        assertThat(resolver.coercion(SampleCatalog.POSINT, TypeOid.INT8, CoercionContext.IMPLICIT))
                .contains(new Coercion.Function(481));
        assertThat(resolver.commonType("CASE", new int[] {SampleCatalog.POSINT, TypeOid.INT4}, new int[2]))
                .isEqualTo(TypeOid.INT4);
    }

    @Test
    void rowsCompareAsRecordsAndArraysGrowByTheirElement() {
        int users = SampleCatalog.USERS + 1;
        assertThat(resolver.infix("=", users, users).operator().oid()).isEqualTo(2988);
        assertThat(resolver.infix("||", SampleCatalog.MOOD + 1, SampleCatalog.MOOD)
                        .result())
                .isEqualTo(SampleCatalog.MOOD + 1);
        assertThat(resolver.function(FunctionCall.builtin("array_agg", users)).result())
                .isEqualTo(users + 1);
        assertThat(resolver.coercion(users, TypeOid.RECORD, CoercionContext.IMPLICIT))
                .contains(Coercion.ROW);
        assertThat(resolver.coercion(users, TypeOid.TEXT, CoercionContext.ASSIGNMENT))
                .contains(Coercion.VIA_TEXT);
    }
}
