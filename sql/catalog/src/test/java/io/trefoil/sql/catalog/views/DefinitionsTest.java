package io.trefoil.sql.catalog.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.types.ObjectNames.Kind;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Objects print as PostgreSQL prints them. */
class DefinitionsTest {
    private final CatalogNames names = SampleCatalog.names();
    private final Definitions definitions = new Definitions(names);
    private final RegNames regNames = new RegNames(names);
    private final FunctionSignatures signatures = new FunctionSignatures(names);

    @Test
    void indexes() {
        assertThat(definitions.index(SampleCatalog.USERS_PKEY, false))
                .isEqualTo("CREATE UNIQUE INDEX users_pkey ON app.users USING btree (id)");
        assertThat(definitions.index(SampleCatalog.ORDERS_USER_TS, false))
                .isEqualTo("CREATE INDEX orders_user_id_ts_idx ON app.orders USING btree (user_id, ts DESC)");
        assertThat(definitions.index(SampleCatalog.USERS_LOWER, true))
                .isEqualTo("CREATE INDEX users_lower_idx ON app.users USING btree (lower(email)) WHERE active");
        assertThat(definitions.indexColumn(SampleCatalog.ORDERS_USER_TS, 2, false))
                .isEqualTo("ts");
        assertThat(definitions.indexColumn(SampleCatalog.ORDERS_USER_TS, 3, false))
                .isEmpty();
        assertThat(definitions.index(2662, false))
                .isEqualTo("CREATE UNIQUE INDEX pg_class_oid_index ON pg_catalog.pg_class USING btree (oid)");
        assertThat(definitions.index(SampleCatalog.USERS, false)).isNull();
    }

    @Test
    void constraints() {
        assertThat(definitions.constraint(16470, false)).isEqualTo("PRIMARY KEY (id)");
        assertThat(definitions.constraint(16471, false)).isEqualTo("UNIQUE (email)");
        assertThat(definitions.constraint(16472, false)).isEqualTo("CHECK ((price >= (0)::numeric))");
        assertThat(definitions.constraint(16472, true)).isEqualTo("CHECK (price >= 0::numeric)");
        assertThat(definitions.constraint(16474, false))
                .isEqualTo("FOREIGN KEY (user_id) REFERENCES app.users(id) ON DELETE CASCADE DEFERRABLE");
    }

    @Test
    void viewsAndSerialSequences() {
        assertThat(definitions.view(SampleCatalog.VIEW)).isEqualTo(" SELECT users.id\n   FROM app.users;");
        assertThat(definitions.view(SampleCatalog.USERS)).isNull();
        assertThat(definitions.serialSequence("app.users", "id")).isEqualTo("app.users_id_seq");
        assertThat(definitions.serialSequence("app.users", "email")).isNull();
        assertThatThrownBy(() -> definitions.serialSequence("users", "id"))
                .isInstanceOf(SqlStateException.class)
                .hasMessage("relation \"users\" does not exist");
        assertThatThrownBy(() -> definitions.serialSequence("app.users", "ID"))
                .hasMessage("column \"ID\" of relation \"users\" does not exist");
    }

    @Test
    void types() {
        assertThat(definitions.formatType(1043, 104)).isEqualTo("character varying(100)");
        assertThat(definitions.formatType(1042, -1)).isEqualTo("bpchar");
        assertThat(definitions.formatType(1042, null)).isEqualTo("character");
        assertThat(definitions.formatType(1700, 786434 + 4)).isEqualTo("numeric(12,2)");
        assertThat(definitions.formatType(1115, 3)).isEqualTo("timestamp(3) without time zone[]");
        assertThat(definitions.formatType(18, -1)).isEqualTo("\"char\"");
        assertThat(definitions.formatType(SampleCatalog.MOOD + 1, -1)).isEqualTo("app.mood[]");
        assertThat(definitions.formatType(0, null)).isEqualTo("-");
        assertThat(definitions.formatType(99999, null)).isEqualTo("???");
    }

    @Test
    void regTypesReadBackWhatTheyPrint() {
        assertThat(regNames.oidOf(Kind.CLASS, "pg_class")).hasValue(1259);
        assertThat(regNames.oidOf(Kind.CLASS, "pg_catalog.pg_class")).hasValue(1259);
        assertThat(regNames.oidOf(Kind.CLASS, "APP.Users")).hasValue(SampleCatalog.USERS);
        assertThat(regNames.oidOf(Kind.CLASS, "\"App\".users")).isEmpty();
        assertThat(regNames.nameOf(Kind.CLASS, SampleCatalog.USERS)).isEqualTo("app.users");
        assertThat(regNames.nameOf(Kind.CLASS, 1259)).isEqualTo("pg_class");
        assertThat(regNames.oidOf(Kind.TYPE, "timestamp(3) with time zone")).hasValue(1184);
        assertThat(regNames.oidOf(Kind.TYPE, "app.mood[]")).hasValue(SampleCatalog.MOOD + 1);
        assertThat(regNames.oidOf(Kind.TYPE, "\"char\"")).hasValue(18);
        assertThat(regNames.oidOf(Kind.TYPE, "char")).hasValue(1042);
        assertThat(regNames.nameOf(Kind.PROC, 1598)).isEqualTo("random");
        assertThat(regNames.nameOf(Kind.PROC, 1299)).isEqualTo("now");
        assertThat(regNames.oidOf(Kind.PROC, "pg_catalog.array_in")).hasValue(750);
        assertThatThrownBy(() -> regNames.oidOf(Kind.PROC, "abs")).hasMessage("more than one function named \"abs\"");
        assertThat(regNames.oidOf(Kind.PROCEDURE, "lower(text)")).hasValue(870);
        assertThat(regNames.nameOf(Kind.PROCEDURE, 870)).isEqualTo("lower(text)");
        assertThat(regNames.nameOf(Kind.OPERATOR, 96)).isEqualTo("=(integer,integer)");
        assertThat(regNames.oidOf(Kind.OPERATOR, "=(integer,integer)")).hasValue(96);
        assertThat(regNames.nameOf(Kind.OPER, 96)).isEqualTo("pg_catalog.=");
        assertThat(regNames.oidOf(Kind.NAMESPACE, "app")).hasValue(SampleCatalog.APP);
        assertThat(regNames.nameOf(Kind.ROLE, 10)).isEqualTo("trefoil");
    }

    @Test
    void functions() {
        assertThat(signatures.arguments(
                        proc("make_interval(integer,integer,integer,integer,integer,integer,double precision)")))
                .isEqualTo("years integer DEFAULT 0, months integer DEFAULT 0, weeks integer DEFAULT 0, days integer"
                        + " DEFAULT 0, hours integer DEFAULT 0, mins integer DEFAULT 0, secs double precision"
                        + " DEFAULT 0.0");
        assertThat(signatures.arguments(proc("json_each(json)")))
                .isEqualTo("from_json json, OUT key text, OUT value json");
        assertThat(signatures.result(proc("json_each(json)"))).isEqualTo("SETOF record");
        assertThat(signatures.arguments(proc("percentile_cont(double precision,double precision)")))
                .isEqualTo("double precision ORDER BY double precision");
        assertThat(signatures.definition(proc("abs(integer)"))).isEqualTo("""
            CREATE OR REPLACE FUNCTION pg_catalog.abs(integer)
             RETURNS integer
             LANGUAGE internal
             IMMUTABLE PARALLEL SAFE STRICT
            AS $function$int4abs$function$
            """);
    }

    private int proc(String signature) {
        return regNames.oidOf(Kind.PROCEDURE, signature).orElseThrow();
    }

    @Test
    void visibilityFollowsTheSearchPath() {
        assertThat(names.isTableVisible(SampleCatalog.USERS)).isFalse();
        assertThat(names.isTableVisible(1259)).isTrue();
        assertThat(names.isTableVisible(4711)).isNull();
        CatalogNames app =
                new CatalogNames(SampleCatalog.snapshot(), SampleCatalog.DATABASE, List.of(11, SampleCatalog.APP));
        assertThat(app.isTableVisible(SampleCatalog.USERS)).isTrue();
        assertThat(app.isTypeVisible(SampleCatalog.MOOD)).isTrue();
        assertThat(names.isFunctionVisible(870)).isTrue();
    }

    @Test
    void commentsAreFoundByObjectAndColumn() {
        Descriptions descriptions = new Descriptions(names.snapshot());
        assertThat(descriptions.ofObject(SampleCatalog.USERS, "pg_class")).isEqualTo("users");
        assertThat(descriptions.ofColumn(SampleCatalog.USERS, 2)).isEqualTo("where to write");
        assertThat(descriptions.ofObject(SampleCatalog.DATABASE, "pg_database")).isEqualTo("a sample");
        assertThat(descriptions.ofObject(870, "pg_proc")).isEqualTo("lowercase");
        assertThat(descriptions.ofObject(SampleCatalog.ORDERS, "pg_class")).isNull();
    }
}
