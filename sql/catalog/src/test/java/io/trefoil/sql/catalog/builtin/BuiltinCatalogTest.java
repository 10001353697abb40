package io.trefoil.sql.catalog.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The data file says what PostgreSQL 15 says. */
class BuiltinCatalogTest {
    private final BuiltinCatalog catalog = BuiltinCatalog.instance();

    private static <T> T known(@org.jspecify.annotations.Nullable T row) {
        return Objects.requireNonNull(row);
    }

    @Test
    void typesAreFoundByNameAndOid() {
        TypeRow int4 = known(catalog.type("int4"));
        assertThat(int4.oid()).isEqualTo(23);
        assertThat(int4.array()).isEqualTo(1007);
        assertThat(int4.category()).isEqualTo('N');
        assertThat(int4.isArray()).isFalse();
        assertThat(known(catalog.type(1007)).isArray()).isTrue();
        assertThat(known(catalog.type(19)).isArray())
                .as("name has elements but is no array")
                .isFalse();
        assertThat(known(catalog.type("text")).preferred()).isTrue();
        assertThat(catalog.types()).hasSize(611);
    }

    @Test
    void functionsKeepArgumentsNamesModesAndDefaults() {
        ProcRow makeInterval = catalog.procs("make_interval").getFirst();
        assertThat(makeInterval.argumentNames()).startsWith("years", "months").hasSize(7);
        assertThat(makeInterval.defaults()).startsWith("0").endsWith("0.0").hasSize(7);
        assertThat(makeInterval.argumentTypes()).containsExactly(23, 23, 23, 23, 23, 23, 701);
        ProcRow each = catalog.procs("json_each").getFirst();
        assertThat(each.returnsSet()).isTrue();
        assertThat(each.argumentModes()).isEqualTo("ioo");
        assertThat(each.allArgumentTypes()).containsExactly(114, 25, 114);
        ProcRow format = catalog.procs("format").stream()
                .filter(row -> row.variadicElement() != 0)
                .findFirst()
                .orElseThrow();
        assertThat(format.variadicElement()).isEqualTo(2276);
        assertThat(known(catalog.proc(2803)).isAggregate()).isTrue();
        assertThat(known(catalog.aggregate(2803)).stateType()).isEqualTo(20);
        assertThat(known(catalog.proc(1598)).source()).isEqualTo("drandom");
        assertThat(catalog.procs()).hasSize(3243);
    }

    @Test
    void operatorsAndCastsAreFound() {
        OperatorRow less = catalog.operators("<").stream()
                .filter(row -> row.left() == 23 && row.right() == 23)
                .findFirst()
                .orElseThrow();
        assertThat(less.oid()).isEqualTo(97);
        assertThat(catalog.amopsOf(97))
                .extracting(AmopRow::strategy, AmopRow::method)
                .contains(org.assertj.core.groups.Tuple.tuple(1, 403));
        assertThat(known(catalog.cast(23, 20)).context()).isEqualTo('i');
        assertThat(catalog.cast(20, 16)).isNull();
        assertThat(known(catalog.rangeOf(3904)).subtype()).isEqualTo(23);
        assertThat(known(catalog.rangeOfMultirange(4451)).range()).isEqualTo(3904);
    }

    @Test
    void pgClassDescribesItself() {
        SystemRelation pgClass = known(catalog.relation(1259));
        assertThat(pgClass.name()).isEqualTo("pg_class");
        assertThat(pgClass.rowType()).isEqualTo(83);
        assertThat(pgClass.columns())
                .hasSize(33)
                .extracting(SystemColumn::name)
                .startsWith("oid", "relname", "relnamespace");
        assertThat(catalog.relations()).anySatisfy(relation -> {
            assertThat(relation.name()).isEqualTo("columns");
            assertThat(relation.namespace()).isEqualTo(Namespaces.INFORMATION_SCHEMA);
            assertThat(relation.columns()).hasSize(44);
        });
    }

    @Test
    void otherTablesAreReadAsTexts() {
        List<GenericRow> collations = catalog.rows("pg_collation");
        assertThat(collations).extracting(row -> row.value("collname")).containsExactly("default", "C", "POSIX");
        assertThat(catalog.rows("pg_description")).hasSizeGreaterThan(4000);
        assertThat(catalog.rows("pg_trigger")).isEmpty();
    }
}
