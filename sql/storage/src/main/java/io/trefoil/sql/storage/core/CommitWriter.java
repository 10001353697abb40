package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.core.Overlay.Node;
import io.trefoil.sql.storage.core.Overlay.Write;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.StorageEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a transaction's writes into the engine's batch and the record for the commit log, outside of any lock. */
final class CommitWriter {
    /** A space with more written keys is logged as one span: coarser conflicts, bounded memory. */
    static final int KEYS_BEFORE_SPAN = 10_000;

    private final Overlay overlay;
    private final int keysBeforeSpan;
    private final List<KeyRange> spans = new ArrayList<>();
    private long[] hashes = new long[8];
    private int[] spaces = new int[8];
    private byte[][] keys = new byte[8][];
    private byte[] @Nullable [] values = new byte[8] @Nullable [];
    private int size;
    private boolean dropsSpaces;

    CommitWriter(Overlay overlay, int keysBeforeSpan) {
        this.keysBeforeSpan = keysBeforeSpan;
        this.overlay = overlay;
    }

    /** Encodes the writes for the engine, and notes what {@link #record} needs. */
    EngineWrites encode(StorageEngine engine) {
        if (overlay.isSpilled() || overlay.runs() != null) {
            return encodeSorted(engine.newSortedWrites());
        }
        EngineWrites writes = engine.newWrites();
        for (int i = 0; i < overlay.spaceCount(); i++) {
            int space = overlay.spaceAt(i);
            TreeMap<byte[], Node> nodes = overlay.writesAt(i);
            if (nodes.isEmpty()) {
                continue;
            }
            boolean asSpan = nodes.size() > keysBeforeSpan;
            if (asSpan) {
                spans.add(new KeyRange(space, nodes.firstKey(), KeyRange.successor(nodes.lastKey())));
            }
            for (Node node : nodes.values()) {
                Write last = node.head;
                if (last != null) {
                    write(space, node.key, last.value, writes);
                    if (!asSpan) {
                        note(space, node.key, last.value);
                    }
                }
            }
        }
        return writes;
    }

    /** Loads as they are; everything else in order, from memory and from the scratch store. */
    private EngineWrites encodeSorted(EngineWrites writes) {
        try {
            LoadedRuns loaded = overlay.runs();
            if (loaded != null) {
                for (LoadedRun run : loaded.all()) {
                    writes.adopt(run.entries());
                    spans.add(run.range());
                }
            }
            for (int space : overlay.spacesInOrder()) {
                encodeSpace(space, writes);
            }
            writes.finish();
            return writes;
        } catch (Throwable e) {
            writes.close();
            throw e;
        }
    }

    private void encodeSpace(int space, EngineWrites writes) {
        byte[] first = null;
        byte[] last = null;
        long count = 0;
        int notedBefore = size;
        try (OverlayCursor cursor =
                new OverlayCursor(overlay, KeyRange.all(space), false, CoreStatement.ALL, false, null)) {
            for (byte[] key = cursor.key(); key != null; key = cursor.key()) {
                byte[] value = cursor.value();
                write(space, key, value, writes);
                first = first == null ? key : first;
                last = key;
                if (++count <= keysBeforeSpan) {
                    note(space, key, value);
                }
                cursor.advance();
            }
        }
        if (first != null && last != null && count > keysBeforeSpan) {
            size = notedBefore;
            spans.add(new KeyRange(space, first, KeyRange.successor(last)));
        }
    }

    CommitRecord record() {
        return new CommitRecord(
                Arrays.copyOf(hashes, size),
                Arrays.copyOf(spaces, size),
                Arrays.copyOf(keys, size),
                List.copyOf(spans));
    }

    /** After the commit: rows that are kept for readers follow it. */
    void refresh(RowCache cache, long version) {
        for (int i = 0; i < size; i++) {
            cache.committed(version, hashes[i], spaces[i], keys[i], values[i]);
        }
    }

    boolean dropsSpaces() {
        return dropsSpaces;
    }

    private void write(int space, byte[] key, byte @Nullable [] value, EngineWrites writes) {
        if (value == null) {
            writes.delete(space, key);
        } else {
            writes.put(space, key, value);
            if (space == Spaces.STORE) {
                // Only dropped spaces are written there by transactions. Whoever read the space conflicts.
                dropsSpaces = true;
                spans.add(KeyRange.all(StoreKeys.spaceOf(key)));
            }
        }
    }

    private void note(int space, byte[] key, byte @Nullable [] value) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            spaces = Arrays.copyOf(spaces, size * 2);
            keys = Arrays.copyOf(keys, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        hashes[size] = KeyHash.of(space, key);
        spaces[size] = space;
        keys[size] = key;
        values[size++] = value;
    }
}
