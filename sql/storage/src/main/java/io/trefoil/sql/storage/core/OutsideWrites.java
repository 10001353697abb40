package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.core.Overlay.Write;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A walk over a transaction's writes that are not in memory, at one place. Stands on its first entry when made. */
final class OutsideWrites implements AutoCloseable {
    private final KeyCursor cursor;
    private final Decoder decoder;
    private byte @Nullable [] key;
    private @Nullable Write write;

    /** The write that the cursor's entry shows, or null when it is not to be seen. */
    private interface Decoder {
        @Nullable
        Write read(KeyCursor cursor);
    }

    private OutsideWrites(KeyCursor cursor, Decoder decoder) {
        this.cursor = cursor;
        this.decoder = decoder;
        step();
    }

    static OutsideWrites spilled(SpilledWrites spilled, KeyRange range, boolean reverse, int visibleBefore) {
        return new OutsideWrites(
                spilled.cursor(range, reverse),
                cursor -> spilled.visible(
                        ByteBuffer.wrap(cursor.valueArray(), cursor.valueOffset(), cursor.valueLength()),
                        visibleBefore));
    }

    static OutsideWrites loaded(LoadedRun run, KeyRange range, boolean reverse) {
        return new OutsideWrites(
                run.entries().cursor(range, reverse),
                cursor -> new Write(cursor.value(), run.statement(), run.position(), null));
    }

    /** The present key, or null at the end. */
    byte @Nullable [] key() {
        return key;
    }

    @Nullable
    Write write() {
        return write;
    }

    void step() {
        key = null;
        write = null;
        while (cursor.next()) {
            Write visible = decoder.read(cursor);
            if (visible != null) {
                key = cursor.key();
                write = visible;
                return;
            }
        }
    }

    @Override
    public void close() {
        cursor.close();
    }
}
