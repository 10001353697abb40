package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import io.trefoil.sql.engine.execute.spill.RowStore;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bound statement: parameters and result formats, and how far its execution has come. */
final class Portal {
    private final String name;
    private final PreparedStatement prepared;
    private Compiled compiled;
    private final @Nullable Object[] parameters;
    private @Nullable RowShape shape;
    /** Whether the client may know the columns already (Describe), so that they must stay. */
    private final boolean described;

    private @Nullable RowCursor cursor;
    private @Nullable StorageStatement statement;
    private @Nullable RowStore buffered;
    private long read;
    private boolean started;
    private boolean finished;
    private boolean failed;
    private long number;
    private long rows;
    private String tag = "";
    private @Nullable PlanStatistics statistics;
    private byte @Nullable [] draft;

    Portal(
            String name,
            PreparedStatement prepared,
            Compiled compiled,
            @Nullable Object[] parameters,
            @Nullable RowShape shape) {
        this(name, prepared, compiled, parameters, shape, true);
    }

    private Portal(
            String name,
            PreparedStatement prepared,
            Compiled compiled,
            @Nullable Object[] parameters,
            @Nullable RowShape shape,
            boolean described) {
        this.described = described;
        this.name = name;
        this.prepared = prepared;
        this.compiled = compiled;
        this.parameters = parameters;
        this.shape = shape;
    }

    /** A statement of a simple query: its client hears of the columns with the first row. */
    static Portal ofSimpleQuery(PreparedStatement prepared, Compiled compiled, @Nullable Object[] parameters) {
        return new Portal("", prepared, compiled, parameters, compiled.shape(), false);
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

    /** What it runs; only for portals of planned statements. */
    Compiled.Planned planned() {
        if (compiled instanceof Compiled.Planned planned) {
            return planned;
        }
        throw new IllegalStateException("not a planned statement");
    }

    /**
     * The statement compiled anew for the catalog that it runs with. A client that was told of its columns keeps them; when
     * they became others between Describe and Execute, it has to begin again.
     */
    void compiled(Compiled made) {
        if (made == compiled) {
            return;
        }
        if (!described) {
            shape = made.shape();
        } else if (!PreparedStatement.sameColumns(compiled.shape(), made.shape())) {
            throw new SqlStateException(
                            SqlState.T_R_SERIALIZATION_FAILURE,
                            "restart transaction: the columns of the statement changed after they were described")
                    .withHint("The transaction might succeed if retried.");
        }
        compiled = made;
    }

    /** Its place among the portals of the session; see {@link Portals}. */
    long number() {
        return number;
    }

    void number(long place) {
        number = place;
    }

    /** 55000 if its execution failed before: it cannot go on, even if the transaction can. */
    void requireRunnable() {
        if (failed) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "portal \"" + name + "\" cannot be run");
        }
    }

    /** Its execution failed. */
    void fail() {
        failed = true;
        close();
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

    /** Keeps a row that was computed before anything is sent. */
    void buffer(@Nullable Object[] row, Supplier<RowStore> stores) {
        RowStore store = buffered;
        if (store == null) {
            store = stores.get();
            buffered = store;
        }
        store.add(row);
    }

    /** All rows were computed. */
    void buffered(String commandTag) {
        tag = commandTag;
    }

    /** The next row, or null at the end. */
    @Nullable
    Object @Nullable [] next() {
        RowStore ready = buffered;
        if (ready != null) {
            return read < ready.size() ? count(ready.get(read++)) : null;
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

    /** Rows that were computed before anything is sent. */
    long bufferedRows() {
        RowStore ready = buffered;
        return ready == null ? 0 : ready.size();
    }

    /** All rows and their end as they were written down for the client, see {@link ResponseSink#draft}; or null. */
    byte @Nullable [] draft() {
        return draft;
    }

    void draft(byte @Nullable [] messages) {
        draft = messages;
    }

    /** The rows that were computed come once more. */
    void rewind() {
        read = 0;
        rows = 0;
    }

    /** The tag of an execution that has given all rows. */
    String completion() {
        Compiled.Kind kind = planned().kind();
        return kind == Compiled.Kind.SELECT ? kind.tag(rows) : tag;
    }

    String tag() {
        return tag;
    }

    void finish() {
        finished = true;
        close();
    }

    /** Makes it as it was when it was bound. */
    void reset() {
        close();
        started = false;
        finished = false;
        failed = false;
        rows = 0;
        tag = "";
    }

    /** Frees the cursor or the rows; the portal cannot go on afterwards. */
    void close() {
        draft = null;
        RowStore store = buffered;
        buffered = null;
        read = 0;
        if (store != null) {
            store.close();
        }
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
