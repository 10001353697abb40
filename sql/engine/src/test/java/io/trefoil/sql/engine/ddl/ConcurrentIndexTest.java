package io.trefoil.sql.engine.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.engine.TestSession;
import io.trefoil.sql.engine.TrefoilEngine;
import io.trefoil.sql.engine.check.CheckReport;
import io.trefoil.sql.engine.session.EngineSettings;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indexes that come, change places and go while others write: no writer fails, and index and table agree. */
final class ConcurrentIndexTest {
    private static final int WRITERS = 4;
    private static final int ROWS = 3_000;

    @TempDir
    Path temporary;

    private TransactionalStore store;
    private EngineSettings settings;
    private SqlService service;
    private TestSession session;

    @BeforeEach
    void open() {
        String directory = System.getProperty("tck.store", "mem");
        store = TransactionalStore.open(
                directory.equals("mem")
                        ? StoreLocation.parse("mem")
                        : StoreLocation.directory(temporary.resolve(directory)),
                StoreOptions.DEFAULT);
        settings = new EngineSettings(temporary, 100);
        service = TrefoilEngine.open(store, settings);
        session = TestSession.open(service);
    }

    @AfterEach
    void close() {
        session.close();
        service.close();
    }

    private List<String> check() {
        List<String> lines = new ArrayList<>();
        TrefoilEngine.check(store, settings, new CheckReport(lines::add));
        return lines;
    }

    private static String write(Random random, AtomicLong lastId) {
        int id = random.nextInt(ROWS * 2);
        return switch (random.nextInt(5)) {
            case 0 -> "insert into t values (" + lastId.incrementAndGet() + ", " + random.nextInt(50) + ", 'new')";
            case 1 -> "delete from t where id = " + id;
            case 2 -> "update t set v = v + 1, w = 'changed' where id = " + id;
            case 3 ->
                "begin; update t set id = " + lastId.incrementAndGet() + " where id = " + id
                        + "; insert into t values (" + lastId.incrementAndGet() + ", 1, null); commit";
            default -> "update t set w = w || '.' where v = " + random.nextInt(50) + " and id % 16 = 0";
        };
    }

    @Test
    void writersPassWhileIndexesComeAndGo() throws InterruptedException {
        long seed = Long.getLong("tck.seed", System.nanoTime());
        System.out.println("concurrent index: -Dtck.seed=" + seed);
        session.run("create table t (id int primary key, v int, w text)");
        session.run("insert into t select g, g % 50, 'w' || g from generate_series(1, " + ROWS + ") g");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong lastId = new AtomicLong(ROWS * 10);
        AtomicLong writes = new AtomicLong();
        ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(seed + i);
            writers.add(Thread.ofPlatform().start(() -> {
                try (TestSession own = TestSession.open(service)) {
                    while (!stop.get()) {
                        own.run(write(random, lastId));
                        writes.incrementAndGet();
                    }
                } catch (Throwable e) {
                    errors.add(e);
                }
            }));
        }
        for (int round = 0; round < 3; round++) {
            session.run("create index concurrently by_v on t (v) include (w)");
            session.run("create unique index concurrently by_id on t (id, v)");
            assertThat(check()).as("seed " + seed).last().asString().contains("no problems");
            session.run("reindex table concurrently t");
            assertThat(session.run("select indexrelid::regclass, indisvalid from pg_index"
                            + " where indrelid = 't'::regclass order by 1::text"))
                    .containsExactlyInAnyOrder("by_v | t", "by_id | t", "t_pkey | t");
            session.run("drop index concurrently by_v");
            session.run("drop index concurrently by_id");
        }
        stop.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(errors).as("seed " + seed).isEmpty();
        assertThat(writes.get()).isPositive();
        assertThat(check()).last().asString().contains("no problems");
    }

    @Test
    void whatCannotBeUniqueIsLeftInvalid() {
        session.run("create table t (id int primary key, v int)");
        session.run("insert into t select g, g / 2 from generate_series(1, 2000) g");
        assertThat(session.error("create unique index concurrently u on t (v)"))
                .startsWith("23505 could not create unique index \"u\" | DETAIL: Key (v)=(");
        assertThat(session.run("select indisvalid, indisready from pg_index where indexrelid = 'u'::regclass"))
                .containsExactly("f | f");
        assertThat(session.run("explain select * from t where v = 7").toString())
                .doesNotContain(" u ");
        assertThat(session.error("insert into t values (9999, 0) on conflict (v) do nothing"))
                .startsWith("42P10");
        assertThat(check()).last().asString().contains("no problems");
        session.run("delete from t where id % 2 = 1");
        session.run("reindex index concurrently u");
        assertThat(session.run("select indisvalid from pg_index where indexrelid = 'u'::regclass"))
                .containsExactly("t");
        assertThat(session.error("insert into t values (9999, 7)")).startsWith("23505");
        assertThat(check()).last().asString().contains("no problems");
    }

    @Test
    void aWriterThatIsOpenIsWaitedFor() throws InterruptedException {
        session.run("create table t (id int primary key, v int)");
        session.run("insert into t values (1, 1), (2, 2)");
        try (TestSession writer = TestSession.open(service);
                TestSession other = TestSession.open(service)) {
            writer.run("begin");
            writer.run("delete from t where id = 1");
            Thread building = Thread.ofPlatform().start(() -> session.run("create index concurrently i on t (v)"));
            while (other.run("select * from pg_index where indexrelid = to_regclass('i')")
                    .toString()
                    .equals("[SELECT 0]")) {
                Thread.sleep(5);
            }
            other.run("insert into t values (3, 3)");
            other.run("update t set v = 4 where id = 2");
            assertThat(building.isAlive()).isTrue();
            writer.run("insert into t values (5, 5)");
            writer.run("commit");
            building.join();
            assertThat(other.run("select id from t where v > 0 order by v")).containsExactly("3", "2", "5");
        }
        assertThat(check()).last().asString().contains("no problems");
    }

    @Test
    void blocksAreRefused() {
        session.run("create table t (id int primary key, v int)");
        session.run("create index i on t (v)");
        for (String statement : List.of(
                "create index concurrently on t (v)", "drop index concurrently i", "reindex table concurrently t")) {
            session.run("begin");
            assertThat(session.error(statement)).startsWith("25001");
            session.run("rollback");
        }
        assertThat(session.error("drop index concurrently i, t_pkey")).startsWith("0A000");
        assertThat(session.error("drop index concurrently t_pkey")).startsWith("2BP01");
    }
}
