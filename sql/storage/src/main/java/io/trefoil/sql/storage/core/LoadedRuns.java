package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.core.Overlay.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The finished loads of one transaction. No key is in two of them, and every other write of a key by the transaction is
 * newer than its entry here: {@link CoreLoad} refuses keys that are known.
 */
final class LoadedRuns implements AutoCloseable {
    private final List<LoadedRun> runs = new ArrayList<>();
    private long bytes;

    /** In the order of writing. */
    List<LoadedRun> all() {
        return runs;
    }

    long bytes() {
        return bytes;
    }

    void add(LoadedRun run) {
        runs.add(run);
        bytes += run.bytes();
    }

    boolean has(int space) {
        for (LoadedRun run : runs) {
            if (run.space() == space) {
                return true;
            }
        }
        return false;
    }

    /** The entry of a key by a statement before {@code statement}, or null. */
    @Nullable
    Write find(int space, byte[] key, int statement) {
        for (LoadedRun run : runs) {
            if (run.space() == space && run.statement() < statement && run.spans(key)) {
                byte[] value = run.entries().get(key);
                if (value != null) {
                    return new Write(value, run.statement(), run.position(), null);
                }
            }
        }
        return null;
    }

    /** Removes what was written at or after a position; answers whether there was anything. */
    boolean undoTo(long position) {
        boolean removed = false;
        while (!runs.isEmpty() && runs.get(runs.size() - 1).position() >= position) {
            LoadedRun run = runs.remove(runs.size() - 1);
            bytes -= run.bytes();
            run.entries().close();
            removed = true;
        }
        return removed;
    }

    @Override
    public void close() {
        undoTo(Long.MIN_VALUE);
    }
}
