package io.trefoil.sql.engine.execute.join;

import io.trefoil.sql.engine.execute.row.KeyTable;
import io.trefoil.sql.engine.execute.row.KeyTypes;
import io.trefoil.sql.engine.execute.row.RowSize;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The right rows of a hash join by key, in the order they came. */
final class JoinTable {
    private static final int BUILD_ROW_BYTES = 24;

    private final KeyTable<Matches> table;
    private long bytes;

    /** A right row in the table. */
    static final class BuildRow {
        final @Nullable Object[] row;
        boolean matched;

        @Nullable
        BuildRow next;

        BuildRow(@Nullable Object[] row) {
            this.row = row;
        }
    }

    /** The right rows of one key. */
    private static final class Matches extends KeyTable.Entry<Matches> {
        private final BuildRow first;
        private BuildRow last;

        Matches(@Nullable Object[] key, int hash, BuildRow first) {
            super(key, hash);
            this.first = first;
            this.last = first;
        }
    }

    JoinTable(KeyTypes types) {
        this.table = new KeyTable<>(types);
    }

    /** Estimated heap. */
    long bytes() {
        return bytes;
    }

    int buckets() {
        return table.buckets();
    }

    boolean isEmpty() {
        return table.size() == 0;
    }

    /** The key array may be reused by the caller. */
    void add(@Nullable Object[] key, int hash, @Nullable Object[] row) {
        BuildRow added = new BuildRow(row);
        Matches matches = table.find(key, hash);
        if (matches == null) {
            table.insert(new Matches(key.clone(), hash, added));
            bytes += KeyTable.ENTRY_BYTES + 16 + 4L * key.length;
        } else {
            matches.last.next = added;
            matches.last = added;
        }
        bytes += RowSize.of(row) + BUILD_ROW_BYTES;
    }

    /** The first row of a key; others follow by {@link BuildRow#next}. */
    @Nullable
    BuildRow find(@Nullable Object[] key, int hash) {
        Matches matches = table.find(key, hash);
        return matches == null ? null : matches.first;
    }

    void clear() {
        table.clear();
        bytes = 0;
    }

    /** What a walk over the table is told of each row. */
    interface Visitor {
        void visit(@Nullable Object[] row, int hash);
    }

    void forEach(Visitor visitor) {
        for (Matches matches : table) {
            for (BuildRow row = matches.first; row != null; row = row.next) {
                visitor.visit(row.row, matches.hash());
            }
        }
    }

    /** A walk over the rows that no left row matched. */
    Unmatched unmatched() {
        return new Unmatched(table.iterator());
    }

    /** Yields unmatched rows one by one. */
    static final class Unmatched {
        private final Iterator<Matches> keys;
        private @Nullable BuildRow next;

        private Unmatched(Iterator<Matches> keys) {
            this.keys = keys;
        }

        /** The next one, or null at the end. */
        @Nullable
        Object @Nullable [] next() {
            while (true) {
                for (BuildRow row = next; row != null; row = row.next) {
                    if (!row.matched) {
                        next = row.next;
                        return row.row;
                    }
                }
                if (!keys.hasNext()) {
                    next = null;
                    return null;
                }
                next = keys.next().first;
            }
        }
    }
}
