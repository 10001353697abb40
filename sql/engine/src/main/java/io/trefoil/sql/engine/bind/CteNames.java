package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.OutputColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The WITH queries in scope, innermost first. */
final class CteNames {
    static final CteNames NONE = new CteNames(null, null);

    private final @Nullable Entry entry;
    private final @Nullable CteNames outer;

    private CteNames(@Nullable Entry entry, @Nullable CteNames outer) {
        this.entry = entry;
        this.outer = outer;
    }

    /** A named query with the columns it yields. */
    static final class Entry {
        private final String name;
        private final int id;
        private final List<OutputColumn> columns;
        private boolean used;

        Entry(String name, int id, List<OutputColumn> columns) {
            this.name = name;
            this.id = id;
            this.columns = List.copyOf(columns);
        }

        String name() {
            return name;
        }

        int id() {
            return id;
        }

        List<OutputColumn> columns() {
            return columns;
        }

        boolean used() {
            return used;
        }
    }

    CteNames with(Entry added) {
        return new CteNames(added, this);
    }

    /** The innermost query of this name, marked as used; null when there is none. */
    @Nullable
    Entry use(String name) {
        for (CteNames names = this; names != null; names = names.outer) {
            if (names.entry != null && names.entry.name.equals(name)) {
                names.entry.used = true;
                return names.entry;
            }
        }
        return null;
    }
}
