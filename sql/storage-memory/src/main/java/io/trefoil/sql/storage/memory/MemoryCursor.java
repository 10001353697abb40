package io.trefoil.sql.storage.memory;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Walks over the map and passes what the snapshot does not see. The arrays handed out are the store's own. */
final class MemoryCursor implements KeyCursor {
    private static final byte[] NOTHING = {};

    private final Iterator<Map.Entry<byte[], Chain>> entries;
    private final long version;
    private byte[] key = NOTHING;
    private byte[] value = NOTHING;

    MemoryCursor(@Nullable MemorySpace space, KeyRange range, boolean reverse, long version) {
        this.version = version;
        if (space == null || range.isEmpty()) {
            entries = Collections.emptyIterator();
            return;
        }
        byte[] high = range.high();
        NavigableMap<byte[], Chain> part = high == null
                ? space.entries.tailMap(range.low(), true)
                : space.entries.subMap(range.low(), true, high, false);
        entries = (reverse ? part.descendingMap() : part).entrySet().iterator();
    }

    @Override
    public boolean next() {
        while (entries.hasNext()) {
            Map.Entry<byte[], Chain> entry = entries.next();
            byte[] found = entry.getValue().valueAt(version);
            if (found != null) {
                key = entry.getKey();
                value = found;
                return true;
            }
        }
        return false;
    }

    @Override
    public byte[] keyArray() {
        return key;
    }

    @Override
    public int keyOffset() {
        return 0;
    }

    @Override
    public int keyLength() {
        return key.length;
    }

    @Override
    public byte[] valueArray() {
        return value;
    }

    @Override
    public int valueOffset() {
        return 0;
    }

    @Override
    public int valueLength() {
        return value.length;
    }

    @Override
    public void close() {}
}
