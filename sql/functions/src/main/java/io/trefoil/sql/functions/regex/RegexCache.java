package io.trefoil.sql.functions.regex;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Compiled regular expressions by pattern and options, the least recently used ones dropped when there are many. */
public final class RegexCache {
    private static final int ENTRIES_MAX = 256;
    private static final Map<Key, Entry> ENTRIES = new ConcurrentHashMap<>();
    private static final AtomicLong CLOCK = new AtomicLong();

    private record Key(String pattern, RegexOptions options) {}

    private static final class Entry {
        final Regex regex;
        volatile long lastUse;

        Entry(Regex regex) {
            this.regex = regex;
        }
    }

    private RegexCache() {}

    public static Regex get(String pattern, RegexOptions options) {
        Key key = new Key(pattern, options);
        Entry entry = ENTRIES.get(key);
        if (entry == null) {
            entry = new Entry(Regex.compile(pattern, options));
            if (ENTRIES.size() >= ENTRIES_MAX) {
                dropOlderHalf();
            }
            ENTRIES.put(key, entry);
        }
        entry.lastUse = CLOCK.incrementAndGet();
        return entry.regex;
    }

    private static void dropOlderHalf() {
        long middle = CLOCK.get() - ENTRIES_MAX / 2;
        ENTRIES.values().removeIf(entry -> entry.lastUse < middle);
        if (ENTRIES.size() >= ENTRIES_MAX) {
            ENTRIES.clear();
        }
    }
}
