package io.trefoil.sql.engine.session;

import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The savepoints of a block, outermost first. Names may repeat: the innermost counts. */
final class Savepoints {
    static final String RESTART_PREFIX = "cockroach_restart";
    private static final String OWN_RESTART_PREFIX = "trefoil_restart";

    private final ArrayList<Savepoint> stack = new ArrayList<>(0);

    /** Whether the name means the restart savepoint, whose RELEASE commits: in any case, and with anything behind. */
    static boolean isRestart(String name, Settings settings) {
        String folded = name.toLowerCase(Locale.ROOT);
        return folded.startsWith(RESTART_PREFIX)
                || folded.startsWith(OWN_RESTART_PREFIX)
                || settings.isOn("force_savepoint_restart");
    }

    boolean isEmpty() {
        return stack.isEmpty();
    }

    List<Savepoint> all() {
        return List.copyOf(stack);
    }

    /** Whether the restart savepoint is the only one. */
    boolean onlyRestart() {
        return stack.size() == 1 && stack.getFirst().restart();
    }

    /** 42601 unless the restart savepoint may be set now. @param touched whether data was read or written */
    void requireRoomForRestart(String name, boolean touched) {
        if (!stack.isEmpty()) {
            throw new SqlStateException(SqlState.SYNTAX_ERROR, "SAVEPOINT \"" + name + "\" cannot be nested")
                    .withHint("Only one restart savepoint may be open, and none outside of it.");
        }
        if (touched) {
            throw new SqlStateException(
                    SqlState.SYNTAX_ERROR,
                    "SAVEPOINT \"" + name + "\" needs to be the first statement in a transaction");
        }
    }

    void add(Savepoint savepoint) {
        stack.add(savepoint);
    }

    void clear() {
        stack.clear();
    }

    /** The position of a name; 3B001 when there is none. */
    int find(String name) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            if (stack.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new SqlStateException(SqlState.S_E_INVALID_SPECIFICATION, "savepoint \"" + name + "\" does not exist");
    }

    boolean contains(String name) {
        return stack.stream().anyMatch(savepoint -> savepoint.name().equals(name));
    }

    Savepoint get(int position) {
        return stack.get(position);
    }

    Savepoint outermost() {
        return stack.getFirst();
    }

    /** Forgets those from a position on. */
    void cut(int size) {
        stack.subList(size, stack.size()).clear();
    }

    /** The transaction was started anew: all stand at its begin now. */
    void remark(StorageTransaction transaction) {
        stack.replaceAll(savepoint -> savepoint.with(transaction.mark()));
    }
}
