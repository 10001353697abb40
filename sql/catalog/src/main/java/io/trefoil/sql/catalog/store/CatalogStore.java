package io.trefoil.sql.catalog.store;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.ObjectAddress;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The catalog in the store, in the space {@link Spaces#CATALOG}. Thread-safe.
 *
 * <table>
 * <caption>keys and values</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>'o', 4 bytes OID</td><td>an object ({@link CatalogWriter})</td></tr>
 * <tr><td>'c', 4 bytes class OID, 4 object OID, 4 column</td><td>a comment, UTF-8</td></tr>
 * <tr><td>'s', 4 bytes table OID</td><td>statistics of ANALYZE</td></tr>
 * </table>
 */
public final class CatalogStore {
    /** Objects of users have OIDs from here on, as in PostgreSQL. */
    public static final int FIRST_USER_OID = 16384;

    /** OID of the database that every store starts with; PostgreSQL's template1 has 1. */
    public static final int DEFAULT_DATABASE_OID = 5;

    private static final String DEFAULT_NAME = "trefoil";
    private static final byte OBJECT = 'o';
    private static final byte COMMENT = 'c';
    private static final byte STATISTICS = 's';

    /** Counter that OIDs come from; above all counters of sequences, which are named by their OID. */
    public static final long OID_COUNTER = 1L << 40;

    private static final int OID_BLOCK = 32;

    private final TransactionalStore store;
    private final AtomicLong snapshots = new AtomicLong();
    private volatile Cached cached = new Cached(-1, new CatalogSnapshot(0, List.of(), Map.of(), Map.of()));

    /** A snapshot and the version of the space that it was read from. */
    private record Cached(long spaceVersion, CatalogSnapshot snapshot) {}

    private int nextOid;
    private int oidsLeft;
    /** No monitor: a virtual thread that waits for the counter's write would keep its carrier (until JDK 24). */
    private final Lock oids = new ReentrantLock();

    /** Opens the catalog of a store, making the first database, schema and role in a new one. */
    public CatalogStore(TransactionalStore store) {
        this.store = store;
        bootstrap();
    }

    /**
     * The catalog as a transaction sees it. Costs an array access unless the catalog changed. Not to be called by a
     * transaction that has changed the catalog itself: its own snapshot is what {@link CatalogDelta#applyTo} made.
     */
    public CatalogSnapshot read(StorageTransaction transaction, StorageStatement statement) {
        return read(transaction.spaceVersion(Spaces.CATALOG), statement);
    }

    /** The same where the {@link StorageTransaction#spaceVersion} of the catalog is known. */
    public CatalogSnapshot read(long version, StorageStatement statement) {
        Cached last = cached;
        if (version >= 0 && version == last.spaceVersion) {
            return last.snapshot;
        }
        CatalogSnapshot read = load(statement);
        if (version >= 0 && version > last.spaceVersion) {
            cached = new Cached(version, read);
        }
        return read;
    }

    /** The newest committed catalog, for log-ins and for statements that are prepared outside a transaction. */
    public CatalogSnapshot latest() {
        Cached last = cached;
        if (store.lastChange(Spaces.CATALOG) == last.spaceVersion) {
            return last.snapshot;
        }
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            return read(transaction, statement);
        }
    }

    /** The newest committed catalog, even if its commit is not safe on the device yet: what holders of locks go by. */
    public CatalogSnapshot newest() {
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT);
                StorageStatement statement = transaction.beginStatement()) {
            return read(transaction, statement);
        }
    }

    /** A version number for a snapshot with uncommitted changes; never that of any other snapshot. */
    public long nextSnapshotVersion() {
        return snapshots.incrementAndGet();
    }

    /** An OID that no object has had. They are reserved in blocks, of which a restart forgets the rest. */
    public int nextOid() {
        oids.lock();
        try {
            if (oidsLeft == 0) {
                nextOid = (int) store.counters().reserve(OID_COUNTER, FIRST_USER_OID, OID_BLOCK);
                oidsLeft = OID_BLOCK;
            }
            oidsLeft--;
            return nextOid++;
        } finally {
            oids.unlock();
        }
    }

    /**
     * The catalog read anew, with what earlier statements of the transaction have changed: after a transaction that has
     * changed the catalog moved to a newer snapshot.
     */
    public CatalogSnapshot reread(StorageStatement statement) {
        return load(statement);
    }

    /** Writes a change; it becomes part of the transaction. */
    public void write(StorageStatement statement, CatalogDelta delta) {
        for (CatalogObject object : delta.put()) {
            statement.put(Spaces.CATALOG, key(OBJECT, object.oid()), CatalogWriter.write(object));
        }
        for (int oid : delta.removed()) {
            statement.delete(Spaces.CATALOG, key(OBJECT, oid));
            statement.delete(Spaces.CATALOG, key(STATISTICS, oid));
        }
        delta.comments().forEach((address, text) -> {
            byte[] key = key(COMMENT, address.classOid(), address.objectOid(), address.subId());
            if (text == null) {
                statement.delete(Spaces.CATALOG, key);
            } else {
                statement.put(Spaces.CATALOG, key, text.getBytes(StandardCharsets.UTF_8));
            }
        });
        delta.statistics().forEach((oid, statistics) -> {
            if (statistics == null) {
                statement.delete(Spaces.CATALOG, key(STATISTICS, oid));
            } else {
                statement.put(Spaces.CATALOG, key(STATISTICS, oid), CatalogWriter.write(statistics));
            }
        });
    }

    private static byte[] key(byte kind, int... numbers) {
        ByteBuffer key = ByteBuffer.allocate(1 + 4 * numbers.length).put(kind);
        for (int number : numbers) {
            key.putInt(number);
        }
        return key.array();
    }

    private CatalogSnapshot load(StorageStatement statement) {
        List<CatalogObject> objects = new ArrayList<>();
        Map<Integer, SqlType> types = new HashMap<>();
        List<byte[]> others = new ArrayList<>();
        Map<ObjectAddress, String> comments = new HashMap<>();
        Map<Integer, TableStatistics> statistics = new HashMap<>();
        try (KeyCursor cursor =
                statement.scan(ScanRequest.of(KeyRange.all(Spaces.CATALOG)).with(Access.UNTRACKED))) {
            while (cursor.next()) {
                ByteBuffer key = ByteBuffer.wrap(cursor.key());
                byte kind = key.get();
                switch (kind) {
                    case OBJECT -> {
                        if (CatalogReader.isType(cursor.value())) {
                            objects.add(readType(cursor.value(), types));
                        } else {
                            others.add(cursor.value());
                        }
                    }
                    case COMMENT ->
                        comments.put(
                                new ObjectAddress(key.getInt(), key.getInt(), key.getInt()),
                                new String(cursor.value(), StandardCharsets.UTF_8));
                    case STATISTICS -> statistics.put(key.getInt(), CatalogReader.statistics(cursor.value()));
                    default ->
                        throw new SqlStateException(
                                SqlState.DATA_CORRUPTED, "the catalog has an entry of unknown kind " + kind);
                }
            }
        }
        // columns are of types that may have been made after their tables
        others.forEach(bytes -> objects.add(CatalogReader.object(bytes, oid -> Optional.ofNullable(types.get(oid)))));
        comments.keySet()
                .removeIf(address -> address.objectOid() >= FIRST_USER_OID
                        && objects.stream().noneMatch(object -> object.oid() == address.objectOid())
                        && address.classOid() == 1259);
        return new CatalogSnapshot(nextSnapshotVersion(), objects, comments, statistics);
    }

    private static CatalogObject readType(byte[] bytes, Map<Integer, SqlType> types) {
        CatalogObject object = CatalogReader.object(bytes, SqlTypes::find);
        if (object instanceof UserType type && type.isEnum()) {
            EnumType values = type.enumType();
            types.put(type.oid(), values);
            types.put(type.arrayOid(), SqlTypes.arrayOf(values));
        }
        return object;
    }

    private void bootstrap() {
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            boolean empty;
            try (StorageStatement statement = transaction.beginStatement()) {
                empty = statement.get(Spaces.CATALOG, key(OBJECT, DEFAULT_DATABASE_OID), Access.READ) == null;
                if (empty) {
                    write(statement, initial());
                }
            }
            transaction.commit();
        }
    }

    /** The content of a new store: superuser trefoil, database trefoil, schema public. */
    private static CatalogDelta initial() {
        Role superuser = new Role(
                Role.BOOTSTRAP_OID,
                DEFAULT_NAME,
                true,
                true,
                true,
                true,
                true,
                true,
                true,
                -1,
                null,
                null,
                List.of(),
                Map.of());
        CatalogDelta.Builder delta = new CatalogDelta.Builder().put(superuser);
        delta.put(database(DEFAULT_DATABASE_OID, DEFAULT_NAME))
                .put(publicSchema(Namespaces.PUBLIC, DEFAULT_DATABASE_OID));
        return delta.build();
    }

    private static Database database(int oid, String name) {
        return new Database(oid, name, Role.BOOTSTRAP_OID, false, true, -1, null);
    }

    /**
     * The schema public of a database. As in PostgreSQL 15 everybody may use it, and only its owner create in it.
     *
     * @param oid {@link Namespaces#PUBLIC} in the first database
     */
    public static Schema publicSchema(int oid, int databaseOid) {
        int own = Privilege.ALL_SCHEMA;
        Acl acl = new Acl(List.of(
                new Acl.Item(Role.BOOTSTRAP_OID, own, 0, Role.BOOTSTRAP_OID),
                new Acl.Item(Acl.PUBLIC, Privilege.USAGE.bit(), 0, Role.BOOTSTRAP_OID)));
        return new Schema(oid, databaseOid, "public", Role.BOOTSTRAP_OID, acl);
    }

    /** The role of a name in the newest catalog, or null. */
    public @Nullable Role findRole(String name) {
        return latest().role(name).orElse(null);
    }
}
