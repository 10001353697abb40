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
import io.trefoil.sql.engine.execute.spill.RowStore;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
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
        state.transactions().beforeCommit(() -> utilities.checkDeferred(constraint -> true));
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
                typeList(prepared.types()),
                catalog.version(),
                state.database().oid(),
                environment.role().oid(),
                state.surroundings());
        // a statement inside another one (PREPARE, DECLARE, EXPLAIN) has that one's text, and must not be found by it
        boolean shared = !prepared.fromSql();
        Compiled known = shared ? state.engine().plans().find(key) : null;
        if (known == null) {
            Statement statement = prepared.statement();
            if (statement == null) {
                throw new IllegalStateException("an empty statement has no plan");
            }
            StatementCompiler.Result made = compile(statement, prepared, environment);
            known = made.compiled();
            if (!made.cacheable()) {
                prepared.notLasting();
            } else if (shared && known instanceof Compiled.Planned) {
                state.engine().plans().put(key, known);
            }
        }
        prepared.requireSameResult(known);
        prepared.compiled(known, state.compilation());
        return known;
    }

    private StatementCompiler.Result compile(
            Statement statement, PreparedStatement prepared, BindEnvironment environment) {
        int @Nullable [] types = prepared.types();
        try {
            return compile(statement, prepared, types, environment);
        } catch (SqlStateException mismatch) {
            int @Nullable [] flexible = state.settings().hot().flexibleTextParameters()
                    ? FlexibleParameters.instead(types, mismatch.state())
                    : null;
            if (flexible == null) {
                throw mismatch;
            }
            try {
                return compile(statement, prepared, flexible, environment);
            } catch (SqlStateException inVain) {
                throw mismatch;
            }
        }
    }

    private StatementCompiler.Result compile(
            Statement statement, PreparedStatement prepared, int @Nullable [] types, BindEnvironment environment) {
        return StatementCompiler.compile(
                statement,
                prepared.sql(),
                types,
                environment,
                new SessionPlanning(state, environment),
                state.engine().optimizer());
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
        Compiled early = compile(prepared, state.transactions().catalogForStatement());
        Portal portal = Portal.ofSimpleQuery(prepared, early, parameters);
        try {
            RuntimeException failure = null;
            if (autocommit) {
                failure = startAlone(portal, sink);
            } else {
                start(portal, false);
                keepAnswer(portal, sink);
            }
            send(portal, 0, failure, sink);
        } finally {
            portal.close();
        }
    }

    /**
     * Starts a statement that is a transaction of its own. One that writes is committed before anything is sent, and run
     * again, with the locks it has, while its commit cannot be placed in the serial order.
     *
     * @return why the commit failed, to be told after the rows as PostgreSQL does; null when it did not
     */
    private @Nullable RuntimeException startAlone(Portal portal, ResponseSink sink) {
        if (portal.planned().pure()) {
            start(portal, true);
            return null;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                start(portal, false);
                state.commitTrace().statementBegins();
                keepAnswer(portal, sink);
                return commitStarted();
            } catch (StorageException.TransactionRetry retry) {
                if (state.retriesEnd(attempt)) {
                    throw retry;
                }
                portal.close();
                state.transactions().restart();
                state.undoStatement();
                state.cancellation().pause(attempt);
            }
        }
    }

    /** What the client is about to be answered stays with the commit that follows, if anybody may ask for it. */
    private void keepAnswer(Portal portal, ResponseSink sink) {
        if (!state.keepsAnswers() || portal.planned().pure()) {
            return;
        }
        RowShape shape = portal.shape();
        if (shape == null) {
            state.commitTrace().statementAnswers(portal.tag());
        } else {
            portal.draft(state.commitTrace().statementAnswers(portal, shape, state.textFormat(), sink));
        }
    }

    private @Nullable RuntimeException commitStarted() {
        try {
            commit();
            return null;
        } catch (StorageException.TransactionRetry retry) {
            throw retry;
        } catch (StorageException | SqlStateException e) {
            return e;
        }
    }

    /** Sends rows of a started portal, at most so many (0: all), and how it ended unless its commit failed. */
    private void send(Portal portal, long rowsMax, @Nullable RuntimeException failure, ResponseSink sink) {
        byte[] draft = portal.draft();
        if (draft != null && failure == null) {
            sink.send(draft);
            portal.finish();
            return;
        }
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
                if (failure != null) {
                    throw failure;
                }
                Compiled.Kind kind = portal.planned().kind();
                sink.complete(kind == Compiled.Kind.SELECT ? kind.tag(portal.rows() - before) : portal.tag());
                return;
            }
            sink.row(row);
            left--;
        }
        sink.suspended();
    }

    // Extended query

    /**
     * Runs a portal, or goes on with it, for at most so many rows (0: all).
     *
     * @param alone whether it is a transaction of its own, because Sync follows
     * @return why the commit of the transaction failed, to be told at Sync; null when it did not or is still to come
     */
    @Nullable
    RuntimeException runPortal(Portal portal, long rowsMax, boolean alone, ResponseSink sink) {
        portal.requireRunnable();
        try {
            return goOn(portal, rowsMax, alone, sink);
        } catch (RuntimeException e) {
            portal.fail();
            throw e;
        }
    }

    private @Nullable RuntimeException goOn(Portal portal, long rowsMax, boolean alone, ResponseSink sink) {
        if (portal.finished()) {
            finishedPortal(portal, sink);
            return null;
        }
        if (!(portal.compiled() instanceof Compiled.Planned)) {
            utilities.run(portal, rowsMax == 0 ? Long.MAX_VALUE : rowsMax, sink);
            return null;
        }
        RuntimeException failure = null;
        if (!portal.started()) {
            if (alone && (rowsMax == 0 || portal.shape() == null)) {
                failure = startAlone(portal, sink);
            } else {
                start(portal, alone && portal.planned().pure());
                if (alone) {
                    state.commitTrace().statementBegins();
                } else if (rowsMax == 0 || portal.shape() == null) {
                    keepAnswer(portal, sink);
                }
            }
            portal.start();
        }
        send(portal, rowsMax, null, sink);
        return failure;
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

    /**
     * Opens the portal's cursor, or computes its rows when it writes or locks. The first statement of a block is run again
     * if its transaction cannot go on: the client has seen nothing of it.
     */
    void start(Portal portal, boolean readOnly) {
        TransactionControl transactions = state.transactions();
        transactions.inject();
        boolean first = transactions.untouchedBlock();
        transactions.effects().mark();
        for (int attempt = 1; ; attempt++) {
            try {
                startOnce(portal, readOnly);
                return;
            } catch (StorageException.TransactionRetry retry) {
                if (!first || state.retriesEnd(attempt)) {
                    throw retry;
                }
                transactions.restartBlock();
                state.undoStatement();
                state.cancellation().pause(attempt);
            }
        }
    }

    private void startOnce(Portal portal, boolean readOnly) {
        TransactionControl transactions = state.transactions();
        StorageTransaction transaction = transactions.open(readOnly);
        StorageStatement view = transaction.beginStatement();
        state.cancellation().watch(transaction);
        boolean handedOver = false;
        try {
            if (!portal.planned().pure() && transactions.readOnly()) {
                throw ReadOnlyRules.refusal(ReadOnlyRules.command(portal.planned()));
            }
            Compiled.Planned planned = portal.planned().pure()
                    ? current(portal, transaction, view)
                    : lockTables(portal, transaction, view);
            transactions.runs(planned.data());
            if (planned.temporary()) {
                transactions.usesTemporary();
            }
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
        CatalogSnapshot catalog = state.transactions().catalog().read(transaction, view);
        state.context().running(catalog, view);
        Compiled compiled = compile(portal.prepared(), catalog);
        portal.compiled(compiled);
        return portal.planned();
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
        Executable executable = executable(portal, planned);
        while (true) {
            state.cancellation().check();
            try (RowCursor cursor = executable.open(context(transaction, view, portal.parameters()))) {
                for (var row = cursor.next(); row != null; row = cursor.next()) {
                    portal.buffer(row, this::newRowStore);
                }
                boolean query = planned.kind() == Compiled.Kind.SELECT;
                portal.buffered(query ? "" : planned.kind().tag(cursor.affectedRows()));
                return;
            } catch (StorageException.StatementRetry retry) {
                // Its cursors are closed by now: go on at the newest snapshot, with the locks that it has.
                if (state.retryBudgetIsSpent() && transaction.options().isolation() != Isolation.READ_COMMITTED) {
                    throw new StorageException.TransactionRetry(
                            StorageException.TransactionRetry.Why.WRITE_CHANGED, 0, null);
                }
            }
            portal.close();
            state.undoStatement();
            view.restart();
        }
    }

    private RowStore newRowStore() {
        return new RowStore(workMemory());
    }

    /**
     * Keeps DDL away from the tables that are about to be written. If the catalog changed between the snapshot and the lock,
     * the plan may not know of a new index: the transaction moves forward and the statement is planned anew. One that
     * cannot move goes on if its tables are what they were.
     */
    private Compiled.Planned lockTables(Portal portal, StorageTransaction transaction, StorageStatement view) {
        while (true) {
            Compiled.Planned planned = current(portal, transaction, view);
            int[] spaces = planned.writtenSpaces();
            for (int space : spaces) {
                transaction.lockSpace(space, SpaceLock.WRITE_INTENT, LockWait.BLOCK);
            }
            if (spaces.length == 0 || transaction.spaceVersion(Spaces.CATALOG) >= 0) {
                return planned;
            }
            if (!moveForward(transaction, view)) {
                if (state.transactions()
                        .catalog()
                        .unchangedTables(spaces, state.context().catalog())) {
                    return planned;
                }
                throw new StorageException.TransactionRetry(
                        StorageException.TransactionRetry.Why.READ_CHANGED, Spaces.CATALOG, null);
            }
        }
    }

    /** Before the statement has read anything. @return false if earlier statements' reads do not hold any more */
    private static boolean moveForward(StorageTransaction transaction, StorageStatement view) {
        if (transaction.options().isolation() == Isolation.READ_COMMITTED) {
            view.restart();
            return true;
        }
        return transaction.refresh();
    }

    ExecutionContext context(StorageTransaction transaction, StorageStatement view, @Nullable Object[] parameters) {
        return new ExecutionContext(
                transaction,
                view,
                parameters,
                state.context(),
                state.context().catalog(),
                state.context().views(),
                workMemory(),
                state.transactions().deferred());
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
}
