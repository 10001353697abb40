package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.engine.EngineWrites;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The record of a prepared transaction, in two streams of {@linkplain ChunkOutput chunks}. Lengths and counts have 4 bytes;
 * <i>bytes</i> stands for a length and so many bytes.
 *
 * <table>
 * <caption>The head: what is needed when the store is opened</caption>
 * <tr><th>content</th><th>form</th></tr>
 * <tr><td>version of the format</td><td>4 bytes, 1</td></tr>
 * <tr><td>flags</td><td>4 bytes: 1 = SERIALIZABLE, 2 = the writes are to be applied as sorted files</td></tr>
 * <tr><td>name (UTF-8), note</td><td>bytes, bytes</td></tr>
 * <tr><td>locks</td><td>until modes 0: modes (4 bytes, {@link LockModes}: the order of the modes is part of the format), space
 * (4 bytes), 1 for a key and 0 for a space (4 bytes), the key (bytes)</td></tr>
 * <tr><td>points read</td><td>count, {@linkplain KeyHash hashes} of 8 bytes; count, their spaces</td></tr>
 * <tr><td>spaces read completely</td><td>count, spaces</td></tr>
 * <tr><td>ranges read</td><td>count; for each its space, low (bytes), 1 if there is an end and 0 if not, high (bytes)</td></tr>
 * </table>
 *
 * <table>
 * <caption>The writes, ordered by unsigned space number and key, to the end of the stream</caption>
 * <tr><th>content</th><th>form</th></tr>
 * <tr><td>space</td><td>4 bytes</td></tr>
 * <tr><td>key</td><td>bytes</td></tr>
 * <tr><td>value</td><td>bytes, or -1 for deleted</td></tr>
 * </table>
 */
final class PreparedFormat {
    static final byte HEAD = 'H';
    static final byte WRITES = 'W';

    private static final int VERSION = 1;
    private static final int SERIALIZABLE = 1;
    private static final int SORTED = 2;

    private PreparedFormat() {}

    /** One write as it is read back. */
    interface Receiver {
        void write(int space, byte[] key, byte @Nullable [] value);
    }

    static void writeHead(CorePrepared prepared, List<RecordedLock> locks, EngineWrites writes) {
        ChunkOutput out = new ChunkOutput(writes, StoreKeys.preparedPrefix(prepared.id(), HEAD));
        out.writeInt(VERSION);
        out.writeInt((prepared.isSerializable() ? SERIALIZABLE : 0) | (prepared.isSorted() ? SORTED : 0));
        out.writeBytes(prepared.name().getBytes(StandardCharsets.UTF_8));
        out.writeBytes(prepared.note());
        for (RecordedLock lock : locks) {
            out.writeInt(lock.modes());
            out.writeInt(lock.space());
            writeOptional(lock.key(), out);
        }
        out.writeInt(0);
        writeReads(prepared.reads(), out);
        out.finish();
    }

    private static void writeReads(ReadSet reads, ChunkOutput out) {
        PointSet points = reads.points();
        out.writeInt(points.size());
        for (int i = 0; i < points.size(); i++) {
            out.writeLong(points.at(i));
        }
        writeSpaces(reads.pointSpaces(), out);
        writeSpaces(reads.wholeSpaces(), out);
        List<ReadRange> ranges =
                reads.ranges().stream().filter(range -> range.started).toList();
        out.writeInt(ranges.size());
        for (ReadRange range : ranges) {
            out.writeInt(range.space);
            out.writeBytes(range.low);
            writeOptional(range.high, out);
        }
    }

    private static void writeSpaces(IntTable<Boolean> spaces, ChunkOutput out) {
        out.writeInt(spaces.size());
        for (int i = 0; i < spaces.size(); i++) {
            out.writeInt(spaces.keyAt(i));
        }
    }

    private static void writeOptional(byte @Nullable [] bytes, ChunkOutput out) {
        out.writeInt(bytes == null ? 0 : 1);
        if (bytes != null) {
            out.writeBytes(bytes);
        }
    }

    static CorePrepared readHead(CoreStore store, long id, ChunkInput in) {
        if (in.readInt() != VERSION) {
            throw ChunkInput.damaged();
        }
        int flags = in.readInt();
        String name = new String(in.readBytes(), StandardCharsets.UTF_8);
        byte[] note = in.readBytes();
        List<RecordedLock> locks = new ArrayList<>();
        for (int modes = in.readInt(); modes != 0; modes = in.readInt()) {
            locks.add(new RecordedLock(modes, in.readInt(), readOptional(in)));
        }
        boolean serializable = (flags & SERIALIZABLE) != 0;
        ReadSet reads = readReads(in);
        CorePrepared prepared = new CorePrepared(
                store, id, name, note, serializable, (flags & SORTED) != 0, reads, RecordedLock.writable(locks));
        prepared.restored(locks);
        return prepared;
    }

    private static ReadSet readReads(ChunkInput in) {
        ReadSet reads = new ReadSet(true);
        for (int i = in.readInt(); i > 0; i--) {
            reads.points().add(in.readLong());
        }
        readSpaces(in, reads.pointSpaces());
        readSpaces(in, reads.wholeSpaces());
        for (int i = in.readInt(); i > 0; i--) {
            ReadRange range = new ReadRange(in.readInt(), in.readBytes(), readOptional(in));
            range.started = true;
            reads.ranges().add(range);
        }
        return reads;
    }

    private static void readSpaces(ChunkInput in, IntTable<Boolean> spaces) {
        for (int i = in.readInt(); i > 0; i--) {
            spaces.add(in.readInt(), Boolean.TRUE);
        }
    }

    private static byte @Nullable [] readOptional(ChunkInput in) {
        return in.readInt() == 0 ? null : in.readBytes();
    }

    static void writeWrites(long id, Overlay overlay, EngineWrites writes) {
        ChunkOutput out = new ChunkOutput(writes, StoreKeys.preparedPrefix(id, WRITES));
        for (int space : overlay.spacesInOrder(true)) {
            try (OverlayCursor cursor =
                    new OverlayCursor(overlay, KeyRange.all(space), false, CoreStatement.ALL, true, null)) {
                for (byte[] key = cursor.key(); key != null; key = cursor.key()) {
                    byte[] value = cursor.value();
                    out.writeInt(space);
                    out.writeBytes(key);
                    if (value == null) {
                        out.writeInt(-1);
                    } else {
                        out.writeBytes(value);
                    }
                    cursor.advance();
                }
            }
        }
        out.finish();
    }

    static void readWrites(ChunkInput in, Receiver to) {
        while (in.hasNext()) {
            int space = in.readInt();
            byte[] key = in.readBytes();
            int length = in.readInt();
            to.write(space, key, length == -1 ? null : in.read(length));
        }
    }
}
