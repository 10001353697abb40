package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.core.Overlay.Node;
import io.trefoil.sql.storage.core.Overlay.Write;
import io.trefoil.sql.storage.engine.EngineWrites;
import io.trefoil.sql.storage.engine.StorageEngine;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a transaction's writes into the engine's batch and the record for the commit log, outside of any lock. */
final class CommitWriter {
    /** A space with more written keys is logged as one span: coarser conflicts, bounded memory. */
    static final int KEYS_BEFORE_SPAN = 10_000;

    private final Overlay overlay;
    private final WrittenKeys keys;

    CommitWriter(Overlay overlay, int keysBeforeSpan) {
        this.overlay = overlay;
        this.keys = new WrittenKeys(keysBeforeSpan);
    }

    /** What was encoded. */
    WrittenKeys keys() {
        return keys;
    }

    /** Encodes the writes for the engine, and notes them. */
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
            keys.beginSpace(space);
            for (Node node : nodes.values()) {
                Write last = node.head;
                if (last != null) {
                    write(space, node.key, last.value, writes);
                }
            }
        }
        keys.endSpace();
        return writes;
    }

    /** Loads as they are; everything else in order, from memory and from the scratch store. */
    private EngineWrites encodeSorted(EngineWrites writes) {
        try {
            LoadedRuns loaded = overlay.runs();
            if (loaded != null) {
                for (LoadedRun run : loaded.all()) {
                    writes.adopt(run.entries());
                    keys.addSpan(run.range());
                }
            }
            for (int space : overlay.spacesInOrder(false)) {
                encodeSpace(space, writes);
            }
            keys.endSpace();
            writes.finish();
            return writes;
        } catch (Throwable e) {
            writes.close();
            throw e;
        }
    }

    private void encodeSpace(int space, EngineWrites writes) {
        keys.beginSpace(space);
        try (OverlayCursor cursor =
                new OverlayCursor(overlay, KeyRange.all(space), false, CoreStatement.ALL, false, null)) {
            for (byte[] key = cursor.key(); key != null; key = cursor.key()) {
                write(space, key, cursor.value(), writes);
                cursor.advance();
            }
        }
    }

    private void write(int space, byte[] key, byte @Nullable [] value, EngineWrites writes) {
        if (value == null) {
            writes.delete(space, key);
        } else {
            writes.put(space, key, value);
        }
        keys.add(key, value);
    }
}
