package io.trefoil.sql.engine.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.engine.TestSession;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Definitions through sessions of an engine over the memory store. */
class DefinitionTest {
    private SqlService service;
    private TestSession session;

    @BeforeEach
    void open() {
        service = TestSession.service();
        session = TestSession.open(service);
    }

    @AfterEach
    void close() {
        session.close();
        service.close();
    }

    private String one(String sql) {
        return session.run(sql).stream().collect(Collectors.joining("; "));
    }

    @Test
    void constraintsAndSequencesGetPostgresNames() {
        session.run("create table t (id serial primary key, a int unique, b int check (b > 0), c int references t,"
                + " check (a > b), unique (a, b))");
        assertThat(one("select conname from pg_constraint where conrelid = 't'::regclass order by 1"))
                .isEqualTo("t_a_b_key; t_a_key; t_b_check; t_c_fkey; t_check; t_pkey");
        assertThat(one("select pg_get_serial_sequence('t', 'id')")).isEqualTo("public.t_id_seq");
        assertThat(one("select column_default from information_schema.columns where table_name = 't' and"
                        + " column_name = 'id'"))
                .isEqualTo("nextval('t_id_seq'::regclass)");
    }

    @Test
    void anOccupiedNameGetsANumber() {
        session.run("create table t_a_key (x int)");
        session.run("create table t (a int unique)");
        assertThat(one("select conname from pg_constraint where conrelid = 't'::regclass"))
                .isEqualTo("t_a_key1");
    }

    @Test
    void addingAPrimaryKeyOrdersTheRowsAndKeepsTheIndexes() {
        session.run("create table t as select 1000 - g as id, g as v from generate_series(1, 1000) g");
        session.run("create index t_v on t (v)");
        session.run("alter table t add primary key (id)");
        assertThat(one("select min(id), max(id), count(*) from t")).isEqualTo("0 | 999 | 1000");
        assertThat(one("select id from t where v = 10")).isEqualTo("990");
        assertThat(session.error("insert into t values (5, 5)")).startsWith("23505");
    }

    @Test
    void addingAKeyOverEqualRowsFailsAndChangesNothing() {
        session.run("create table t (a int)");
        session.run("insert into t values (1), (1)");
        assertThat(session.error("alter table t add primary key (a)"))
                .isEqualTo("23505 could not create unique index \"t_pkey\" | DETAIL: Key (a)=(1) is duplicated.");
        assertThat(session.error("create unique index u on t (a)"))
                .isEqualTo("23505 could not create unique index \"u\" | DETAIL: Key (a)=(1) is duplicated.");
        assertThat(one("select count(*) from t")).isEqualTo("2");
        assertThat(one("select count(*) from pg_indexes where tablename = 't'")).isEqualTo("0");
    }

    @Test
    void oldRowsHaveTheDefaultOfANewColumn() {
        session.run("create table t (a int primary key)");
        session.run("insert into t values (1), (2)");
        session.run("alter table t add column b text default 'it''s' not null");
        session.run("alter table t add column c int generated always as (a * 10) stored");
        session.run("alter table t alter column b set default 'new'");
        session.run("insert into t (a) values (3)");
        assertThat(one("select * from t order by a")).isEqualTo("1 | it's | 10; 2 | it's | 20; 3 | new | 30");
    }

    @Test
    void definitionsRollBackWithTheirTransactionAndSavepoint() {
        session.run("create table t (a int)");
        session.run("insert into t values (1)");
        session.run("begin; truncate t; create table u (b int); savepoint s; drop table u; rollback to s; rollback");
        assertThat(one("select count(*) from t")).isEqualTo("1");
        assertThat(session.error("select * from u")).startsWith("42P01");
    }

    @Test
    void dropTellsWhatDependsAndCascadeWhatGoes() {
        session.run("create table p (id int primary key); create table c (p int references p);"
                + " create view v as select * from p");
        assertThat(session.error("drop table p"))
                .isEqualTo("2BP01 cannot drop table p because other objects depend on it"
                        + " | DETAIL: constraint c_p_fkey on table c depends on table p\nview v depends on table p"
                        + " | HINT: Use DROP ... CASCADE to drop the dependent objects too.");
        session.run("drop table p cascade");
        assertThat(session.notices())
                .containsExactly("NOTICE: 00000 drop cascades to 2 other objects"
                        + " | DETAIL: drop cascades to constraint c_p_fkey on table c\ndrop cascades to view v");
    }

    @Test
    void aViewKeepsItsMeaningWhenNamesChange() {
        session.run("create schema s; create table s.t (a int, b int); insert into s.t values (1, 2);"
                + " set search_path to s; create view public.v as select * from t where a = 1; reset search_path;"
                + " alter table s.t rename to tt; alter schema s rename to ss; alter table ss.tt add column c int");
        assertThat(one("select * from v")).isEqualTo("1 | 2");
    }

    @Test
    void temporaryTablesBelongToTheirSession() {
        session.run("create table t (a int); create temp table t (b text); insert into t values ('mine')");
        try (TestSession other = TestSession.open(service)) {
            assertThat(other.run("select count(*) from t")).containsExactly("0");
        }
        assertThat(one("select * from t")).isEqualTo("mine");
        session.close();
        session = TestSession.open(service);
        assertThat(one("select count(*) from pg_class where relname = 't'")).isEqualTo("1");
    }

    @Test
    void privilegesAreEnforced() {
        session.run(
                "create table t (a int); create role reader login; grant select on t to reader; create schema closed;"
                        + " create table closed.t (a int); grant select on closed.t to reader");
        try (TestSession reader = TestSession.open(service, "reader", "trefoil")) {
            reader.run("select * from t");
            assertThat(reader.error("insert into t values (1)")).isEqualTo("42501 permission denied for table t");
            assertThat(reader.error("drop table t")).isEqualTo("42501 must be owner of table t");
            assertThat(reader.error("create table u (a int)")).isEqualTo("42501 permission denied for schema public");
            assertThat(reader.error("select * from closed.t")).isEqualTo("42501 permission denied for schema closed");
            assertThat(reader.error("create role other")).isEqualTo("42501 permission denied to create role");
        }
    }

    @Test
    void allOnADatabaseAllowsTablesInItsSchemaPublic() {
        session.run("create role maxroach login");
        session.run("create database bank");
        session.run("grant all on database bank to maxroach");
        try (TestSession maxroach = TestSession.open(service, "maxroach", "bank")) {
            maxroach.run("create table if not exists accounts (id int primary key, balance int)");
            maxroach.run("insert into accounts values (1, 1000), (2, 250)");
            assertThat(maxroach.run("select id, balance from accounts")).containsExactly("1 | 1000", "2 | 250");
        }
    }

    @Test
    void passwordsAreKeptAsScramVerifiers() {
        session.run("create role u login password 'secret'");
        String verifier = service.findLogin("u").orElseThrow().scramVerifier();
        assertThat(verifier).matches("SCRAM-SHA-256\\$4096:[A-Za-z0-9+/=]{24}\\$[A-Za-z0-9+/=]{44}:[A-Za-z0-9+/=]{44}");
        session.run("alter role u password '" + verifier + "'");
        assertThat(service.findLogin("u").orElseThrow().scramVerifier()).isEqualTo(verifier);
    }

    @Test
    void theVerifierIsThatOfTheStandardsExample() {
        // RFC 7677, section 3: user "user", password "pencil", its salt and 4096 iterations; the keys follow from the
        // proofs.
        byte[] salt = java.util.Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        assertThat(ScramVerifier.of("pencil", salt, 4096))
                .isEqualTo("SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
                        + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
    }

    @Test
    void analyzeCountsAndDescribesTheRows() {
        session.run("create table t as select g as id, g % 4 as k, null::text as n from generate_series(1, 2000) g");
        session.run("analyze t");
        assertThat(one("select reltuples from pg_class where relname = 't'")).isEqualTo("2000");
        assertThat(one("select attname, n_distinct, null_frac from pg_stats where tablename = 't' order by 1"))
                .isEqualTo("id | -1 | 0; k | 4 | 0; n | 0 | 1");
    }

    @Test
    void tablesMadeAtTheSameTimeAreMadeOnce() throws Exception {
        int threads = 4;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                Callable<String> task = () -> {
                    try (TestSession own = TestSession.open(service)) {
                        start.await();
                        own.run("create table if not exists same (a int)");
                        own.run("insert into same values (" + number + ")");
                        return "made";
                    } catch (SqlStateException e) {
                        return e.state().code();
                    }
                };
                results.add(executor.submit(task));
            }
            for (Future<String> result : results) {
                assertThat(result.get()).isEqualTo("made");
            }
        } finally {
            executor.shutdown();
        }
        assertThat(one("select count(*) from same")).isEqualTo("4");
        assertThat(one("select count(*) from pg_class where relname = 'same'")).isEqualTo("1");
    }
}
