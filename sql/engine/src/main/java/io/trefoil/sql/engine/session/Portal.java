package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import io.trefoil.sql.storage.StorageStatement;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bound statement: parameters and result formats, and how far its execution has come. */
final class Portal {
    private final String name;
    private final PreparedStatement prepared;
    private final Compiled compiled;
    private final @Nullable Object[] parameters;
    private final @Nullable RowShape shape;
    private @Nullable RowCursor cursor;
    private @Nullable StorageStatement statement;
    private @Nullable Iterator<@Nullable Object[]> buffered;
    private boolean started;
    private boolean finished;
    private long rows;
    private String tag = "";
    private @Nullable PlanStatistics statistics;

    Portal(
            String name,
            PreparedStatement prepared,
            Compiled compiled,
            @Nullable Object[] parameters,
            @Nullable RowShape shape) {
        this.name = name;
        this.prepared = prepared;
        this.compiled = compiled;
        this.parameters = parameters;
        this.shape = shape;
    }

    String name() {
        return name;
    }

    PreparedStatement prepared() {
        return prepared;
    }

    Compiled compiled() {
        return compiled;
    }

    @Nullable
    Object[] parameters() {
        return parameters;
    }

    /** Columns with the formats of Bind. */
    @Nullable
    RowShape shape() {
        return shape;
    }

    /** Has the execution counted (EXPLAIN ANALYZE). */
    void observe(PlanStatistics counters) {
        statistics = counters;
    }

    /** Where the execution is to be counted; null for nowhere, as always but for EXPLAIN ANALYZE. */
    @Nullable
    PlanStatistics statistics() {
        return statistics;
    }

    boolean started() {
        return started;
    }

    void start() {
        started = true;
    }

    boolean finished() {
        return finished;
    }

    /** The rows come from this cursor, read through this statement's view of the store. */
    void stream(RowCursor rowCursor, StorageStatement view) {
        cursor = rowCursor;
        statement = view;
    }

    /** The rows were computed already. */
    void buffer(List<@Nullable Object[]> computed, String commandTag) {
        buffered = computed.iterator();
        tag = commandTag;
    }

    /** The next row, or null at the end. */
    @Nullable
    Object @Nullable [] next() {
        Iterator<@Nullable Object[]> ready = buffered;
        if (ready != null) {
            return ready.hasNext() ? count(ready.next()) : null;
        }
        RowCursor open = cursor;
        @Nullable Object @Nullable [] row = open == null ? null : open.next();
        return row == null ? null : count(row);
    }

    private @Nullable Object[] count(@Nullable Object[] row) {
        rows++;
        return row;
    }

    long rows() {
        return rows;
    }

    String tag() {
        return tag;
    }

    void finish() {
        finished = true;
        close();
    }

    /** Frees the cursor; the portal cannot go on afterwards. */
    void close() {
        RowCursor open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
        StorageStatement view = statement;
        statement = null;
        if (view != null) {
            view.close();
        }
    }
}
