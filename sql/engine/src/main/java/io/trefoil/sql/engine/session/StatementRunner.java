package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.Resources;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.compile.PlanCompiler;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs compiled statements in the session's transaction. A pure query is streamed from its cursor. A statement that writes
 * or locks is run to its end before anything is sent, so that it can be restarted when it met a row that changed after its
 * snapshot; one that is a transaction of its own is also run again when its commit could not be placed in the serial
 * order.
 */
final class StatementRunner {
    /** How often a statement that is its own transaction is run again before the client has to decide. */
    private static final int ATTEMPTS_MAX = 50;

    private final SessionState state;
    private final UtilityRunner utilities;
    private final Resources resources;

    StatementRunner(SessionState state, UtilityRunner utilities) {
        this.state = state;
        this.utilities = utilities;
        this.resources = new Resources(
                state.settings().hot().workMemoryBytes(),
                state.engine().settings().temporaryDirectory(),
                state.engine().rowNumbers());
        utilities.runner(this);
    }

    UtilityRunner utilities() {
        return utilities;
    }

    // Compilation

    /** The statement compiled for this catalog and the session's settings, from the cache where possible. */
    Compiled compile(PreparedStatement prepared, CatalogSnapshot catalog) {
        BindEnvironment environment = state.environment(catalog);
        Compiled last = prepared.compiled(state.compilation());
        if (last != null) {
            return last;
        }
        PlanCache.Key key = new PlanCache.Key(
                prepared.sql(),
                typeList(prepared.givenTypes()),
                catalog.version(),
                state.database().oid(),
                environment.role().oid(),
                state.surroundings());
        Compiled known = state.engine().plans().find(key);
        if (known == null) {
            Statement statement = prepared.statement();
            if (statement == null) {
                throw new IllegalStateException("an empty statement has no plan");
            }
            StatementCompiler.Result made = StatementCompiler.compile(
                    statement,
                    prepared.sql(),
                    prepared.givenTypes(),
                    environment,
                    new SessionPlanning(state, environment),
                    state.engine().optimizer());
            known = made.compiled();
            if (!made.cacheable()) {
                prepared.notLasting();
            } else if (known instanceof Compiled.Planned) {
                state.engine().plans().put(key, known);
            }
        }
        prepared.requireSameResult(known);
        prepared.compiled(known, state.compilation());
        return known;
    }

    /** The given types as a key; -1 alone stands for "no parameters allowed". */
    private static List<Integer> typeList(int @Nullable [] given) {
        return given == null ? List.of(-1) : Arrays.stream(given).boxed().toList();
    }

    // Simple query

    /** Runs a statement to its end. @param autocommit whether it is a transaction of its own */
    void runWhole(PreparedStatement prepared, @Nullable Object[] parameters, boolean autocommit, ResponseSink sink) {
        if (!SessionPlanning.isPlanned(prepared.statement())) {
            utilities.run(prepared, Long.MAX_VALUE, sink);
            return;
        }
        for (int attempt = 1; ; attempt++) {
            CountingSink counting = new CountingSink(sink);
            try {
                runPlanned(prepared, parameters, autocommit, counting);
                return;
            } catch (StorageException.TransactionRetry retry) {
                boolean again = autocommit && !counting.sent() && attempt < ATTEMPTS_MAX;
                if (!again) {
                    throw retry;
                }
                state.transactions().rollback();
            }
        }
    }

    private void runPlanned(
            PreparedStatement prepared, @Nullable Object[] parameters, boolean autocommit, ResponseSink sink) {
        Compiled early = compile(prepared, state.transactions().latestCatalog());
        Portal portal = new Portal("", prepared, early, parameters, null);
        boolean pure = early instanceof Compiled.Planned planned && planned.pure();
        try {
            start(portal, autocommit && pure);
            Compiled.Planned planned = (Compiled.Planned) portal.compiled();
            List<@Nullable Object[]> held = null;
            if (autocommit && !pure) {
                held = drain(portal);
                commit();
            }
            send(planned, portal, held, sink);
        } finally {
            portal.close();
        }
    }

    private static List<@Nullable Object[]> drain(Portal portal) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (var row = portal.next(); row != null; row = portal.next()) {
            rows.add(row);
        }
        portal.close();
        return rows;
    }

    private void send(
            Compiled.Planned planned, Portal portal, @Nullable List<@Nullable Object[]> held, ResponseSink sink) {
        RowShape shape = planned.shape();
        if (shape != null) {
            sink.rows(shape, state.textFormat());
        }
        if (held != null) {
            for (@Nullable Object[] row : held) {
                sink.row(row);
            }
        } else {
            for (var row = portal.next(); row != null; row = portal.next()) {
                sink.row(row);
            }
        }
        sink.complete(tag(planned, portal));
    }

    private static String tag(Compiled.Planned planned, Portal portal) {
        return planned.kind() == Compiled.Kind.SELECT ? planned.kind().tag(portal.rows()) : portal.tag();
    }

    // Extended query

    /** Runs a portal, or goes on with it, for at most so many rows (0: all). */
    void runPortal(Portal portal, long rowsMax, ResponseSink sink) {
        if (portal.finished()) {
            finishedPortal(portal, sink);
            return;
        }
        if (!(portal.compiled() instanceof Compiled.Planned)) {
            utilities.run(portal, rowsMax == 0 ? Long.MAX_VALUE : rowsMax, sink);
            return;
        }
        if (!portal.started()) {
            start(portal, false);
            portal.start();
        }
        Compiled.Planned planned = (Compiled.Planned) portal.compiled();
        RowShape shape = portal.shape();
        if (shape != null) {
            sink.rows(shape, state.textFormat());
        }
        long left = rowsMax == 0 ? Long.MAX_VALUE : rowsMax;
        long before = portal.rows();
        while (left > 0) {
            var row = portal.next();
            if (row == null) {
                portal.finish();
                boolean query = planned.kind() == Compiled.Kind.SELECT;
                sink.complete(query ? planned.kind().tag(portal.rows() - before) : portal.tag());
                return;
            }
            sink.row(row);
            left--;
        }
        sink.suspended();
    }

    private void finishedPortal(Portal portal, ResponseSink sink) {
        RowShape shape = portal.shape();
        if (shape == null) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "portal \"" + portal.name() + "\" cannot be run");
        }
        sink.rows(shape, state.textFormat());
        sink.complete("SELECT 0");
    }

    // Execution

    /** Opens the portal's cursor, or computes its rows when it writes or locks. */
    void start(Portal portal, boolean readOnly) {
        TransactionControl transactions = state.transactions();
        StorageTransaction transaction = transactions.open(readOnly);
        state.cancellation().watch(transaction);
        StorageStatement view = transaction.beginStatement();
        boolean handedOver = false;
        try {
            Compiled.Planned planned = current(portal, transaction, view);
            if (!planned.pure() && transactions.readOnly()) {
                throw new SqlStateException(
                        SqlState.READ_ONLY_SQL_TRANSACTION,
                        "cannot execute " + planned.kind().name() + " in a read-only transaction");
            }
            transactions.touch();
            if (planned.pure()) {
                RowCursor cursor = executable(portal, planned).open(context(transaction, view, portal.parameters()));
                portal.stream(cursor, view);
                handedOver = true;
                return;
            }
            runToEnd(portal, planned, transaction, view);
        } finally {
            if (!handedOver) {
                view.close();
            }
        }
    }

    /** The portal's plan, made anew if the transaction sees another catalog than the plan was made for. */
    private Compiled.Planned current(Portal portal, StorageTransaction transaction, StorageStatement view) {
        CatalogSnapshot catalog = state.transactions().catalog(transaction, view);
        state.context().running(catalog, view);
        Compiled compiled = compile(portal.prepared(), catalog);
        if (compiled instanceof Compiled.Planned planned) {
            return planned;
        }
        throw new IllegalStateException("not a planned statement");
    }

    private Executable executable(Portal portal, Compiled.Planned planned) {
        PlanStatistics statistics = portal.statistics();
        if (statistics == null) {
            return planned.executable();
        }
        CatalogSnapshot catalog = state.context().catalog();
        return new PlanCompiler(catalog, new BoundTableChanges(state.environment(catalog)))
                .compile(planned.plan(), statistics);
    }

    private void runToEnd(
            Portal portal, Compiled.Planned planned, StorageTransaction transaction, StorageStatement view) {
        lockTables(planned, transaction);
        Executable executable = executable(portal, planned);
        while (true) {
            state.cancellation().check();
            try (RowCursor cursor = executable.open(context(transaction, view, portal.parameters()))) {
                List<@Nullable Object[]> rows = new ArrayList<>();
                for (var row = cursor.next(); row != null; row = cursor.next()) {
                    rows.add(row);
                }
                boolean query = planned.kind() == Compiled.Kind.SELECT;
                portal.buffer(rows, query ? "" : planned.kind().tag(cursor.affectedRows()));
                return;
            } catch (StorageException.StatementRetry retry) {
                // Its cursors are closed by now: go on at the newest snapshot, with the locks that it has.
            }
            view.restart();
        }
    }

    /**
     * Keeps DDL away from the tables that are about to be written. If the catalog changed between the snapshot and the lock,
     * the plan may not know of a new index: the transaction moves forward, or has to be repeated.
     */
    private void lockTables(Compiled.Planned planned, StorageTransaction transaction) {
        for (int space : planned.writtenSpaces()) {
            transaction.lockSpace(space, SpaceLock.WRITE_INTENT, LockWait.BLOCK);
        }
        if (planned.writtenSpaces().length > 0 && transaction.spaceVersion(Spaces.CATALOG) < 0) {
            throw new StorageException.TransactionRetry(
                    StorageException.TransactionRetry.Why.READ_CHANGED, Spaces.CATALOG, null);
        }
    }

    ExecutionContext context(StorageTransaction transaction, StorageStatement view, @Nullable Object[] parameters) {
        return new ExecutionContext(
                transaction,
                view,
                parameters,
                state.context(),
                state.context().catalog(),
                state.context().views(),
                workMemory());
    }

    private Resources workMemory() {
        long bytes = state.settings().hot().workMemoryBytes();
        return bytes == resources.workMemoryBytes()
                ? resources
                : new Resources(bytes, resources.temporaryDirectory(), resources.rowNumbers());
    }

    // Commit

    /** Commits the session's transaction; a failed validation comes out as the store's TransactionRetry. */
    void commit() {
        state.transactions().commit();
    }

    /** Counts what has left for the client, after which a statement cannot be run again. */
    private static final class CountingSink implements ResponseSink {
        private final ResponseSink sink;
        private boolean sent;

        CountingSink(ResponseSink sink) {
            this.sink = sink;
        }

        boolean sent() {
            return sent;
        }

        @Override
        public void rows(RowShape shape, io.trefoil.sql.types.TextFormat format) {
            sent = true;
            sink.rows(shape, format);
        }

        @Override
        public void row(@Nullable Object[] values) {
            sent = true;
            sink.row(values);
        }

        @Override
        public void complete(String tag) {
            sent = true;
            sink.complete(tag);
        }

        @Override
        public void suspended() {
            sent = true;
            sink.suspended();
        }

        @Override
        public void emptyQuery() {
            sent = true;
            sink.emptyQuery();
        }

        @Override
        public io.trefoil.sql.api.CopySource copyIn(io.trefoil.sql.api.CopyShape shape) {
            sent = true;
            return sink.copyIn(shape);
        }

        @Override
        public void copyOut(io.trefoil.sql.api.CopyShape shape) {
            sent = true;
            sink.copyOut(shape);
        }

        @Override
        public void copyData(byte[] source, int offset, int length) {
            sink.copyData(source, offset, length);
        }

        @Override
        public void copyDone() {
            sink.copyDone();
        }
    }
}
