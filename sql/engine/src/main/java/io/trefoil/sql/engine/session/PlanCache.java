package io.trefoil.sql.engine.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiled statements by text and surroundings, least recently used ones dropped. Shared by all sessions, thread-safe.
 */
final class PlanCache {
    /** Texts longer than this are not worth keeping. */
    private static final int TEXT_MAX = 8192;

    private final int capacity;
    private final Map<Key, Compiled> entries;

    /**
     * What a compiled statement depends on.
     *
     * @param catalogVersion version of the catalog snapshot
     * @param surroundings settings that change what a text means: search path, time zone, date style ...
     */
    record Key(
            String sql,
            List<Integer> parameterTypes,
            long catalogVersion,
            int database,
            int role,
            String surroundings) {}

    PlanCache(int capacity) {
        this.capacity = capacity;
        this.entries = new LinkedHashMap<>(capacity, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
                return size() > PlanCache.this.capacity;
            }
        };
    }

    synchronized @Nullable Compiled find(Key key) {
        return entries.get(key);
    }

    synchronized void put(Key key, Compiled compiled) {
        if (key.sql().length() <= TEXT_MAX) {
            entries.put(key, compiled);
        }
    }
}
