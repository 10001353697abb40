package io.trefoil.sql.engine.largeobject;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The large objects of a database as a statement sees them. Writers of an object queue at its head; what they have read of
 * its chunks under that lock is the newest.
 *
 * <table>
 * <caption>Entries of {@link Spaces#LARGE_OBJECTS}, numbers big-endian</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>database (4 bytes) + OID (4)</td><td>format 1 (1 byte), owner (4), size in bytes (8)</td></tr>
 * <tr><td>database (4) + OID (4) + number of the chunk (4)</td><td>up to 16 KB; what is missing, behind it or as a whole,
 * is zeros</td></tr>
 * </table>
 */
public final class LargeObjects {
    private static final int CHUNK = 16 * 1024;
    private static final String OID_INDEX = "pg_largeobject_metadata_oid_index";
    private static final byte FORMAT = 1;
    private static final int HEAD_BYTES = 13;
    /** MAX_LARGE_OBJECT_SIZE of PostgreSQL: 2^31 pages of 2 KB. */
    static final long SIZE_MAX = (long) Integer.MAX_VALUE * 2048;

    private final StorageStatement statement;
    private final int database;
    private final Set<Integer> written;

    /** What is kept of an object besides its bytes. */
    public record Head(int owner, long size) {
        byte[] encode() {
            return ByteBuffer.allocate(HEAD_BYTES)
                    .put(FORMAT)
                    .putInt(owner)
                    .putLong(size)
                    .array();
        }

        static Head decode(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            if (bytes.length != HEAD_BYTES || in.get() != FORMAT) {
                throw new SqlStateException(SqlState.DATA_CORRUPTED, "a large object's head cannot be read");
            }
            return new Head(in.getInt(), in.getLong());
        }
    }

    /** An object and what is kept of it. */
    public record Entry(int oid, Head head) {}

    /** @param written those that this statement has written, which are locked: it sees what it has written of them */
    public LargeObjects(StorageStatement statement, int database, Set<Integer> written) {
        this.statement = statement;
        this.database = database;
        this.written = written;
    }

    /** The objects without what the running statement writes. */
    public LargeObjects asOfStatement() {
        return new LargeObjects(statement, database, new HashSet<>());
    }

    private Access access(int oid) {
        return written.contains(oid) ? Access.LATEST : Access.READ;
    }

    /** 23505 if there is one of this OID. */
    public void create(int oid, int owner) {
        written.add(oid);
        if (statement.insert(Spaces.LARGE_OBJECTS, key(oid), new Head(owner, 0).encode(), LockWait.BLOCK) != null) {
            throw new SqlStateException(
                            SqlState.UNIQUE_VIOLATION,
                            "duplicate key value violates unique constraint \"" + OID_INDEX + "\"")
                    .withTable("pg_catalog", "pg_largeobject_metadata")
                    .withConstraint(OID_INDEX)
                    .withDetail("Key (oid)=(" + Integer.toUnsignedString(oid) + ") already exists.");
        }
    }

    /** 42704 if there is none. */
    public Head head(int oid) {
        return require(oid, statement.get(Spaces.LARGE_OBJECTS, key(oid), access(oid)));
    }

    /** The newest head, locked against other writers. */
    private Head lock(int oid, LockMode mode) {
        statement.lock(Spaces.LARGE_OBJECTS, key(oid), mode, LockWait.BLOCK);
        written.add(oid);
        return require(oid, statement.get(Spaces.LARGE_OBJECTS, key(oid), Access.LATEST));
    }

    private static Head require(int oid, byte @Nullable [] value) {
        if (value == null) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT, "large object " + Integer.toUnsignedString(oid) + " does not exist");
        }
        return Head.decode(value);
    }

    /** At most so many bytes from a place on. */
    public byte[] read(int oid, long from, int count) {
        long size = head(oid).size();
        int length = (int) Math.max(0, Math.min(count, size - from));
        byte[] bytes = new byte[length];
        if (length == 0) {
            return bytes;
        }
        int first = chunkOf(from);
        int last = chunkOf(from + length - 1);
        KeyRange range = new KeyRange(Spaces.LARGE_OBJECTS, key(oid, first), KeyRange.successor(key(oid, last)));
        try (KeyCursor cursor = statement.scan(ScanRequest.of(range).with(access(oid)))) {
            while (cursor.next()) {
                long start = (long) numberOf(cursor.key()) * CHUNK;
                byte[] chunk = cursor.value();
                int skip = (int) Math.max(0, from - start);
                int target = (int) (start + skip - from);
                int copied = Math.min(chunk.length - skip, length - target);
                if (copied > 0) {
                    System.arraycopy(chunk, skip, bytes, target, copied);
                }
            }
        }
        return bytes;
    }

    public void write(int oid, long from, byte[] bytes) {
        if (from + bytes.length > SIZE_MAX) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "invalid large object write request size: " + bytes.length);
        }
        Head head = lock(oid, LockMode.NO_KEY_UPDATE);
        int done = 0;
        while (done < bytes.length) {
            long place = from + done;
            int number = chunkOf(place);
            int skip = (int) (place - (long) number * CHUNK);
            int count = Math.min(CHUNK - skip, bytes.length - done);
            statement.put(Spaces.LARGE_OBJECTS, key(oid, number), changed(oid, number, skip, bytes, done, count));
            done += count;
        }
        if (from + bytes.length > head.size()) {
            put(oid, new Head(head.owner(), from + bytes.length));
        }
    }

    private byte[] changed(int oid, int number, int skip, byte[] source, int offset, int count) {
        byte[] before = skip == 0 && count == CHUNK ? null : chunk(oid, number);
        int length = Math.max(skip + count, before == null ? 0 : before.length);
        byte[] chunk = before == null ? new byte[length] : Arrays.copyOf(before, length);
        System.arraycopy(source, offset, chunk, skip, count);
        return chunk;
    }

    private byte @Nullable [] chunk(int oid, int number) {
        return statement.get(Spaces.LARGE_OBJECTS, key(oid, number), Access.LATEST);
    }

    private void put(int oid, Head head) {
        statement.put(Spaces.LARGE_OBJECTS, key(oid), head.encode());
    }

    public void truncate(int oid, long size) {
        if (size < 0 || size > SIZE_MAX) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "invalid large object truncation target: " + size);
        }
        Head head = lock(oid, LockMode.NO_KEY_UPDATE);
        if (size < head.size()) {
            int last = chunkOf(size);
            int left = (int) (size - (long) last * CHUNK);
            byte[] chunk = chunk(oid, last);
            if (chunk != null && left > 0 && chunk.length > left) {
                statement.put(Spaces.LARGE_OBJECTS, key(oid, last), Arrays.copyOf(chunk, left));
            }
            deleteChunks(oid, left == 0 ? last : last + 1);
        }
        put(oid, new Head(head.owner(), size));
    }

    public void unlink(int oid) {
        lock(oid, LockMode.UPDATE);
        deleteChunks(oid, 0);
        statement.delete(Spaces.LARGE_OBJECTS, key(oid));
    }

    private void deleteChunks(int oid, int from) {
        byte[] end = KeyRange.successorOfPrefix(key(oid));
        deleteAll(new KeyRange(Spaces.LARGE_OBJECTS, key(oid, from), end));
    }

    /** DROP DATABASE. */
    public void unlinkAll() {
        deleteAll(KeyRange.prefix(
                Spaces.LARGE_OBJECTS, ByteBuffer.allocate(4).putInt(database).array()));
    }

    private void deleteAll(KeyRange range) {
        List<byte[]> keys = new ArrayList<>();
        try (KeyCursor cursor = statement.scan(ScanRequest.of(range))) {
            while (cursor.next()) {
                keys.add(cursor.key());
            }
        }
        keys.forEach(key -> statement.delete(Spaces.LARGE_OBJECTS, key));
    }

    /** All of the database, in OID order. */
    public List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        KeyRange all = KeyRange.prefix(
                Spaces.LARGE_OBJECTS, ByteBuffer.allocate(4).putInt(database).array());
        try (KeyCursor cursor = statement.scan(ScanRequest.of(all))) {
            while (cursor.next()) {
                if (cursor.keyLength() == 8) {
                    entries.add(new Entry(ByteBuffer.wrap(cursor.key()).getInt(4), Head.decode(cursor.value())));
                }
            }
        }
        return entries;
    }

    /** Looks at every entry of all databases. @param problems takes what is wrong with one */
    public static void check(StorageStatement statement, Consumer<String> problems) {
        byte[] object = {};
        long size = 0;
        ScanRequest all = ScanRequest.of(KeyRange.all(Spaces.LARGE_OBJECTS)).with(Access.UNTRACKED);
        try (KeyCursor cursor = statement.scan(all)) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                if (key.length == 8) {
                    object = key;
                    size = cursor.valueLength() == HEAD_BYTES
                            ? Head.decode(cursor.value()).size()
                            : -1;
                    if (size < 0) {
                        problems.accept(name(key) + " cannot be read");
                    }
                } else if (key.length != 12 || !Arrays.equals(key, 0, 8, object, 0, object.length)) {
                    problems.accept("a piece of " + name(key) + " has no head");
                } else if (size >= 0 && (long) numberOf(key) * CHUNK + cursor.valueLength() > size) {
                    problems.accept(name(key) + " has bytes behind its end");
                }
            }
        }
    }

    private static String name(byte[] key) {
        return "large object "
                + (key.length < 8
                        ? "?"
                        : Integer.toUnsignedString(ByteBuffer.wrap(key).getInt(4)));
    }

    private static int chunkOf(long place) {
        return (int) (place / CHUNK);
    }

    private static int numberOf(byte[] chunkKey) {
        return ByteBuffer.wrap(chunkKey).getInt(8);
    }

    private byte[] key(int oid) {
        return ByteBuffer.allocate(8).putInt(database).putInt(oid).array();
    }

    private byte[] key(int oid, int number) {
        return ByteBuffer.allocate(12)
                .putInt(database)
                .putInt(oid)
                .putInt(number)
                .array();
    }
}
