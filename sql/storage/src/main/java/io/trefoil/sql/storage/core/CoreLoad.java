package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.SpaceLoad;
import io.trefoil.sql.storage.engine.SortedRun;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run and looks out for keys that exist, by walking over the space's entries side by side with the new ones. The
 * space cannot change meanwhile but by this transaction itself, whose writes in memory are asked key by key.
 */
final class CoreLoad implements SpaceLoad {
    /** So many steps towards a key, then a new search. */
    private static final int STEPS_MAX = 64;

    private static final int PUTS_PER_CHECK = 1024;

    private final CoreTransaction transaction;
    private final CoreStatement statement;
    private final int number;
    private final int space;
    private final SortedRun run;
    private byte @Nullable [] first;
    private byte @Nullable [] last;
    private @Nullable KeyCursor existing;
    private boolean searched;
    /** The first key from the present place on that the transaction holds in memory, at an earlier position of writing. */
    private byte @Nullable [] nextWritten;

    private long writtenUpTo = -1;
    private boolean ended;
    private int untilCheck = PUTS_PER_CHECK;
    private long bytes;

    CoreLoad(CoreTransaction transaction, CoreStatement statement, int number, int space, SortedRun run) {
        this.transaction = transaction;
        this.statement = statement;
        this.number = number;
        this.space = space;
        this.run = run;
    }

    @Override
    public boolean put(byte[] key, byte[] value) {
        byte[] before = last;
        if (ended || before != null && Arrays.compareUnsigned(before, key) >= 0) {
            throw new IllegalStateException(ended ? "the load has ended" : "keys do not ascend");
        }
        if (--untilCheck == 0) {
            untilCheck = PUTS_PER_CHECK;
            statement.enter(space);
            transaction.limits().check(transaction.overlay(), bytes);
        }
        if (exists(key) || written(key)) {
            return false;
        }
        run.put(key, value);
        bytes += key.length + value.length;
        if (first == null) {
            first = key;
        }
        last = key;
        return true;
    }

    @Override
    public void finish() {
        byte[] from = first;
        byte[] to = last;
        closeCursor();
        if (from == null || to == null) {
            close();
            return;
        }
        statement.enter(space);
        run.finish();
        ended = true;
        transaction.overlay().addRun(run, space, from, to, number, bytes);
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            closeCursor();
            run.close();
        }
    }

    /** Whether the transaction has written the key one by one. The overlay is asked again only when it has changed. */
    private boolean written(byte[] key) {
        Overlay overlay = transaction.overlay();
        byte[] next = nextWritten;
        if (overlay.position() != writtenUpTo || next != null && Arrays.compareUnsigned(next, key) < 0) {
            writtenUpTo = overlay.position();
            next = overlay.nextWrite(space, key);
            nextWritten = next;
        }
        return next != null && Arrays.equals(next, key) || overlay.spilledWrite(space, key);
    }

    private boolean exists(byte[] key) {
        if (!searched) {
            searched = true;
            search(key);
        }
        KeyCursor cursor = existing;
        if (cursor == null) {
            return false;
        }
        for (int steps = 0; ; steps++) {
            int from = cursor.keyOffset();
            int order = Arrays.compareUnsigned(cursor.keyArray(), from, from + cursor.keyLength(), key, 0, key.length);
            if (order >= 0) {
                return order == 0;
            }
            if (steps == STEPS_MAX) {
                search(key);
                cursor = existing;
                if (cursor == null) {
                    return false;
                }
            } else if (!cursor.next()) {
                closeCursor();
                return false;
            }
        }
    }

    /** Opens the walk at the first entry that is not before a key. */
    private void search(byte[] key) {
        closeCursor();
        KeyCursor cursor =
                statement.scan(ScanRequest.of(new KeyRange(space, key, null)).with(Access.LATEST));
        if (cursor.next()) {
            existing = cursor;
        } else {
            cursor.close();
        }
    }

    private void closeCursor() {
        KeyCursor cursor = existing;
        if (cursor != null) {
            existing = null;
            cursor.close();
        }
    }
}
