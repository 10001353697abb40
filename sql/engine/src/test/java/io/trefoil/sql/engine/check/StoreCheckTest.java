package io.trefoil.sql.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.engine.TestSession;
import io.trefoil.sql.engine.TrefoilEngine;
import io.trefoil.sql.engine.session.EngineSettings;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good stores pass; each kind of damage, planted below SQL, is found and named. */
final class StoreCheckTest {
    @TempDir
    Path temporary;

    private final TransactionalStore store = TransactionalStore.open(StoreLocation.parse("mem"), StoreOptions.DEFAULT);
    private EngineSettings settings;
    private SqlService service;
    private TestSession session;

    @BeforeEach
    void open() {
        settings = new EngineSettings(temporary, 100);
        service = TrefoilEngine.open(store, settings);
        session = TestSession.open(service);
        session.run("create table parent (id int primary key, code text unique)");
        session.run("create table child (id int primary key, parent_id int references parent, name text not null,"
                + " amount numeric(10,2) check (amount > 0), unique (name, amount))");
        session.run("create index child_lower on child (lower(name)) include (amount)");
        session.run("create index child_rich on child (amount desc) where amount > 50");
        session.run("insert into parent select g, nullif('c' || g, 'c3') from generate_series(1, 10) g");
        session.run("insert into child select g, nullif(1 + g % 10, 5), 'N' || g, g from generate_series(1, 100) g");
        session.run("create table heap (n int, note text)");
        session.run("create index on heap (n)");
        session.run("insert into heap select g % 7, 'x' from generate_series(1, 50) g");
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

    private List<String> problems() {
        return check().stream().filter(line -> line.startsWith("PROBLEM")).toList();
    }

    @Test
    void aGoodStorePasses() {
        session.run("alter table child add column later int default 7");
        session.run("alter table child drop column parent_id");
        session.run("update child set amount = amount + 1 where id % 3 = 0");
        session.run("delete from child where id % 5 = 0");
        session.run("create database other");
        assertThat(check())
                .containsExactly(
                        "table trefoil.public.child: 80 rows, 3 indexes with 200 entries",
                        "table trefoil.public.heap: 50 rows, 1 index with 50 entries",
                        "table trefoil.public.parent: 10 rows, 1 index with 10 entries",
                        "checked 3 tables, 140 rows, 260 index entries: no problems");
    }

    @Test
    void preparedTransactionsAreLookedAt() {
        session.run("begin");
        session.run("insert into heap values (1, 'prepared')");
        session.run("prepare transaction 'good'");
        assertThat(problems()).isEmpty();
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            transaction.prepare("strange", new byte[] {1}, null);
        }
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("prepared transaction \"strange\"", "a note of 1 bytes");
        store.prepared().forEach(prepared -> prepared.rollback(null));
    }

    @Test
    void sortsOnDiskWhenMemoryIsShort() {
        session.run("alter role trefoil set work_mem = '64kB'");
        session.run("insert into heap select g, repeat('y', 20) from generate_series(1, 5000) g");
        assertThat(check()).contains("table trefoil.public.heap: 5050 rows, 1 index with 5050 entries");
        assertThat(problems()).isEmpty();
    }

    @Test
    void missingAndSuperfluousEntriesAreFound() {
        int space = index("child_lower").spaceId();
        write(statement -> {
            byte[] first = keys(statement, space).getFirst();
            statement.delete(space, first);
            byte[] elsewhere = keys(statement, space).get(5).clone();
            elsewhere[1] ^= 1;
            statement.put(space, elsewhere, new byte[0]);
        });
        assertThat(problems())
                .hasSize(2)
                .contains("PROBLEM trefoil.public.child: index \"child_lower\": row (id)=(1) has no entry")
                .anyMatch(line -> line.matches(
                        ".*child_lower.: an entry points at row \\(id\\)=\\(\\d+\\), which has" + " other values"));
        assertThat(check().getLast()).endsWith(": 2 problems");
    }

    @Test
    void entriesWithOtherContentAreFound() {
        int included = index("child_lower").spaceId();
        int unique = index("parent_code_key").spaceId();
        write(statement -> {
            List<byte[]> keys = keys(statement, included);
            statement.put(included, keys.get(0), get(statement, included, keys.get(1)));
            keys = keys(statement, unique);
            statement.put(unique, keys.get(0), get(statement, unique, keys.get(1)));
        });
        assertThat(problems())
                .containsExactly(
                        "PROBLEM trefoil.public.child: index \"child_lower\": the entry of row (id)=(1) has other"
                                + " included columns",
                        "PROBLEM trefoil.public.parent: index \"parent_code_key\": the entry of row (id)=(1) points at"
                                + " row (id)=(10)");
    }

    @Test
    void aRowThatVanishedLeavesEntriesAndReferences() {
        int parent = table("parent").spaceId();
        write(statement -> statement.delete(parent, keys(statement, parent).get(1)));
        assertThat(problems())
                .hasSize(11)
                .contains(
                        "PROBLEM trefoil.public.child: row (id)=(1): foreign key \"child_parent_id_fkey\":"
                                + " (parent_id)=(2) is not present in table \"parent\"",
                        "PROBLEM trefoil.public.parent: index \"parent_code_key\": an entry points at row (id)=(2),"
                                + " which does not exist");
    }

    @Test
    void rowsThatBreakRulesAreFound() {
        session.run("create table target (id int primary key, a int not null, b int check (b > 0))");
        session.run("create unique index target_b on target (b)");
        session.run("create table source (id int primary key, a int, b int)");
        session.run("insert into source values (1, null, 1), (2, 2, -2), (3, 3, 3), (4, 4, 3)");
        copy("source", "target");
        assertThat(problems())
                .contains(
                        "PROBLEM trefoil.public.target: row (id)=(1): column \"a\" is null",
                        "PROBLEM trefoil.public.target: row (id)=(2): check constraint \"target_b_check\" is violated",
                        "PROBLEM trefoil.public.target: index \"target_b\": row (id)=(3) and row (id)=(4) are equal in"
                                + " it")
                .hasSize(6);
    }

    @Test
    void equalRowsUnderADeferrableKeyAreFound() {
        session.run("create table later (id int primary key, a int unique deferrable initially deferred)");
        session.run("insert into later values (1, 1), (2, 2), (3, null), (4, null)");
        assertThat(problems()).isEmpty();
        int space = index("later_a_key").spaceId();
        int rows = table("later").spaceId();
        write(statement -> {
            byte[] second = keys(statement, rows).get(1);
            statement.put(
                    rows, second, get(statement, rows, keys(statement, rows).get(0)));
            byte[] entry = keys(statement, space).get(0);
            byte[] equal = entry.clone();
            System.arraycopy(second, 0, equal, equal.length - second.length, second.length);
            statement.delete(space, keys(statement, space).get(1));
            statement.put(space, equal, get(statement, space, entry));
        });
        assertThat(problems())
                .containsExactly(
                        "PROBLEM trefoil.public.later: index \"later_a_key\": row (id)=(1) and row (id)=(2) are"
                                + " equal in it");
    }

    @Test
    void damagedRowsAreFound() {
        int heap = table("heap").spaceId();
        write(statement -> statement.put(heap, keys(statement, heap).get(0), new byte[] {127, 1, 2}));
        assertThat(problems())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("PROBLEM trefoil.public.heap: row number 1 cannot be decoded");
    }

    @Test
    void countersBehindTheirNumbersAreFound() {
        int heap = table("heap").spaceId();
        session.run("create table numbered (id serial primary key)");
        session.run("insert into numbered values (50)");
        write(statement -> {
            byte[] last = keys(statement, heap).getLast();
            byte[] key = ByteBuffer.allocate(8).putLong(1_000_000).array();
            statement.put(heap, key, get(statement, heap, last));
        });
        assertThat(check())
                .contains(
                        "PROBLEM trefoil.public.heap: row number 1000000 is in use but not yet given out",
                        "note trefoil.public.numbered: column \"id\" has the value 50, which sequence"
                                + " \"numbered_id_seq\" is still to give out (next 1)");
    }

    @Test
    void aCatalogThatDoesNotFitTogetherIsFound() {
        Index index = index("child_rich");
        write(statement -> statement.delete(
                Spaces.CATALOG,
                ByteBuffer.allocate(5).put((byte) 'o').putInt(index.oid()).array()));
        assertThat(problems())
                .containsExactly(
                        "PROBLEM catalog: table \"child\" names an index that is not there (OID " + index.oid() + ")");
    }

    // Below SQL

    private Table table(String name) {
        return (Table) find(name);
    }

    private Index index(String name) {
        return (Index) find(name);
    }

    private CatalogObject find(String name) {
        return new CatalogStore(store)
                .latest().objects().stream()
                        .filter(object -> object instanceof Relation relation
                                && relation.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private void write(Consumer<StorageStatement> change) {
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            try (StorageStatement statement = transaction.beginStatement()) {
                change.accept(statement);
            }
            transaction.commit();
        }
    }

    /** Puts the rows of a table into another of the same columns, past its constraints and indexes. */
    private void copy(String from, String to) {
        int source = table(from).spaceId();
        int target = table(to).spaceId();
        write(statement ->
                keys(statement, source).forEach(key -> statement.put(target, key, get(statement, source, key))));
    }

    private static byte[] get(StorageStatement statement, int space, byte[] key) {
        byte[] value = statement.get(space, key, Access.READ);
        assertThat(value).isNotNull();
        return value;
    }

    private static List<byte[]> keys(StorageStatement statement, int space) {
        List<byte[]> keys = new ArrayList<>();
        try (KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(space)))) {
            while (cursor.next()) {
                keys.add(cursor.key());
            }
        }
        return keys;
    }
}
