package io.trefoil.sql.storage.core;

import org.jspecify.annotations.Nullable;

/** The cursors of one transaction that are not closed, as a chain through {@link CoreCursor#nextOpen}. */
final class OpenCursors {
    private @Nullable CoreCursor first;

    void add(CoreCursor cursor) {
        cursor.nextOpen = first;
        first = cursor;
    }

    /** Called by a cursor that closes. */
    void remove(CoreCursor cursor) {
        CoreCursor before = null;
        for (CoreCursor c = first; c != cursor; c = c.nextOpen) {
            if (c == null) {
                return;
            }
            before = c;
        }
        if (before == null) {
            first = cursor.nextOpen;
        } else {
            before.nextOpen = cursor.nextOpen;
        }
    }

    /** Brings the recorded ranges up to what was delivered. */
    void recordProgress() {
        for (CoreCursor cursor = first; cursor != null; cursor = cursor.nextOpen) {
            cursor.recordProgress();
        }
    }

    void closeAll() {
        for (CoreCursor cursor = first; cursor != null; cursor = first) {
            cursor.close();
        }
    }

    void closeOf(CoreStatement statement) {
        CoreCursor next;
        for (CoreCursor cursor = first; cursor != null; cursor = next) {
            next = cursor.nextOpen;
            if (cursor.statement() == statement) {
                cursor.close();
            }
        }
    }
}
