package io.trefoil.jdbc.link;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The savepoints of the open transaction, by their names as written, and the cycle of the log that set each. */
final class Savepoints {
    private final List<Savepoint> alive = new ArrayList<>(0);

    /** One savepoint. */
    record Savepoint(String name, int cycle) {}

    void set(@Nullable String name, int cycle) {
        if (name != null && !SqlText.isRestartSavepoint(name)) {
            alive.add(new Savepoint(name, cycle));
        }
    }

    void released(@Nullable String name) {
        int at = find(name);
        if (at >= 0) {
            alive.subList(at, alive.size()).clear();
        }
    }

    void rolledBack(@Nullable String name) {
        int at = find(name);
        if (at >= 0) {
            alive.subList(at + 1, alive.size()).clear();
        }
    }

    private int find(@Nullable String name) {
        for (int i = alive.size() - 1; i >= 0; i--) {
            if (alive.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Nullable
    Savepoint last() {
        return alive.isEmpty() ? null : alive.get(alive.size() - 1);
    }

    void clear() {
        alive.clear();
    }
}
