package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import org.jspecify.annotations.Nullable;

/** Walks over the entries of one range after the other; nothing is evaluated or opened before the first step. */
final class RangeScan {
    private final PathKeys.Ranges source;
    private final boolean reverse;
    private final ExecutionContext context;
    private final Access access;
    private KeyRange @Nullable [] ranges;
    private int nextRange;
    private @Nullable KeyCursor cursor;

    RangeScan(PathKeys.Ranges source, boolean reverse, ExecutionContext context) {
        this(source, reverse, context, Access.READ);
    }

    RangeScan(PathKeys.Ranges source, boolean reverse, ExecutionContext context, Access access) {
        this.access = access;
        this.source = source;
        this.reverse = reverse;
        this.context = context;
    }

    /** The store's cursor at the next entry, or null at the end. */
    @Nullable
    KeyCursor next() {
        while (true) {
            KeyCursor open = cursor;
            if (open != null) {
                if (open.next()) {
                    return open;
                }
                close();
            }
            KeyRange[] all = ranges;
            if (all == null) {
                all = source.of(context);
                ranges = all;
            }
            if (nextRange == all.length) {
                return null;
            }
            KeyRange range = all[nextRange++];
            cursor = context.statement().scan(new ScanRequest(range, reverse, 0, access));
        }
    }

    void close() {
        KeyCursor open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }
}
