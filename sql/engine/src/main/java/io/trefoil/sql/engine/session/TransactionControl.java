package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.TransactionStatus;
import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.engine.execute.DeferredChecks;
import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a session: implicit or a block, its savepoints, and the catalog and settings that go with it.
 *
 * <p>Phases: IDLE; IMPLICIT while statements outside a block run; BLOCK after BEGIN; FAILED after an error in a block,
 * until ROLLBACK or ROLLBACK TO; COMMITTED after RELEASE of the restart savepoint, until COMMIT or ROLLBACK.
 */
final class TransactionControl {
    private final TransactionSlot slot;
    private final TransactionCatalog catalog;
    private Phase phase = Phase.IDLE;

    private final DeferredChecks deferred = new DeferredChecks();
    private Runnable deferredRun = () -> {};
    private final CommitTrace trace;
    private final SideEffects effects;
    /** Whether the block has failed in a way that its client cures by another attempt. */
    private boolean failedRetriably;

    private final Savepoints savepoints = new Savepoints();
    private final RetryInjection injection = new RetryInjection();
    private Settings settings;
    private Settings settingsAtStart;
    private TransactionModes modes;
    /** Where ROLLBACK TO the restart savepoint of {@code trefoil.restart_savepoint} goes back to; null without it. */
    private @Nullable Beginning beginning;
    /** Whether a statement has run that takes a snapshot in PostgreSQL: modes cannot be changed any more. */
    private boolean queried;
    /** Whether a statement has read or written data: the restart savepoint cannot be set any more. */
    private boolean touched;

    private boolean temporary;

    private long startMicros;
    private long statementStartMicros = Clock.nowMicros();
    private final TransactionTally tally = new TransactionTally();

    /** A block as BEGIN left it. */
    private record Beginning(Settings settings, TransactionModes modes, SideEffects.Place effects) {}

    /** See the class comment. */
    enum Phase {
        IDLE,
        IMPLICIT,
        BLOCK,
        FAILED,
        COMMITTED
    }

    TransactionControl(
            TransactionSlot slot,
            CatalogStore catalogStore,
            Settings settings,
            CommitTrace trace,
            SideEffects effects) {
        this.slot = slot;
        this.catalog = new TransactionCatalog(catalogStore);
        this.settings = settings;
        this.settingsAtStart = settings;
        this.modes = settings.hot().modes();
        this.trace = trace;
        this.effects = effects;
    }

    Phase phase() {
        return phase;
    }

    TransactionStatus status() {
        return switch (phase) {
            case IDLE, IMPLICIT -> TransactionStatus.IDLE;
            case BLOCK, COMMITTED -> TransactionStatus.IN_BLOCK;
            case FAILED -> TransactionStatus.FAILED;
        };
    }

    boolean inBlock() {
        return phase == Phase.BLOCK || phase == Phase.FAILED || phase == Phase.COMMITTED;
    }

    Settings settings() {
        return settings;
    }

    void settings(Settings next) {
        settings = next;
    }

    /** now() of the open transaction. */
    long startMicros() {
        return startMicros;
    }

    /** The start of the open transaction, null when there is none. Any thread may ask. */
    @Nullable
    Long startMicrosIfOpen() {
        return phase == Phase.IDLE ? null : Long.valueOf(startMicros);
    }

    /** What has become of the session's transactions. */
    TransactionTally tally() {
        return tally;
    }

    boolean readOnly() {
        return modes.readOnly();
    }

    /** Those of the open transaction, else those that the next one would have. */
    TransactionModes modes() {
        return phase == Phase.IDLE ? settings.hot().modes() : modes;
    }

    /** The open transaction, started when there is none. */
    StorageTransaction open(boolean pureQuery) {
        if (slot.current() == null && phase == Phase.IDLE) {
            beginImplicit();
        }
        return slot.open(modes, modes.readOnly() || pureQuery, settings.hot());
    }

    @Nullable
    StorageTransaction current() {
        return slot.current();
    }

    /** What the open transaction has put off until its end. */
    DeferredChecks deferred() {
        return deferred;
    }

    /** @param check looks at everything that was put off; called before a commit when there is something */
    void beforeCommit(Runnable check) {
        deferredRun = check;
    }

    /** Before every commit: constraints that waited for it. */
    private void checkDeferred() {
        if (deferred.isPending()) {
            deferredRun.run();
        }
    }

    void beginImplicit() {
        if (phase == Phase.IDLE) {
            start(Phase.IMPLICIT);
        }
    }

    private void start(Phase next) {
        phase = next;
        trace.transactionBegins();
        settingsAtStart = settings;
        modes = settings.hot().modes();
        startMicros = statementStartMicros;
        touched = false;
        queried = false;
        temporary = false;
    }

    /** The time of the statement that is about to run: now() of a transaction that it starts. */
    void statementStart(long micros) {
        statementStartMicros = micros;
    }

    /** The catalog of the open transaction. */
    TransactionCatalog catalog() {
        return catalog;
    }

    /** The catalog for a statement that is about to begin; the session's thread only. */
    CatalogSnapshot catalogForStatement() {
        return catalog.forStatement(slot.current());
    }

    /** The catalog for statements that are prepared now. */
    CatalogSnapshot latestCatalog() {
        return catalog.latest();
    }

    /** Makes a catalog change part of the transaction. */
    CatalogSnapshot apply(CatalogSnapshot before, CatalogDelta delta, StorageStatement statement) {
        return catalog.apply(slot.current(), before, delta, statement);
    }

    /** A statement runs. @param data whether it reads or writes tables */
    void runs(boolean data) {
        queried = true;
        touched |= data;
    }

    /** A statement works with temporary tables. */
    void usesTemporary() {
        temporary = true;
    }

    /** Whether a statement of the transaction has read temporary tables. */
    boolean usedTemporary() {
        return temporary;
    }

    /** A statement or commit of a block is about to begin: it may be made to fail. */
    void inject() {
        if (phase == Phase.BLOCK) {
            injection.unit(settings.hot().injectEvery());
        }
    }

    // Blocks

    /** BEGIN. @return false when a block was open already (a warning is due) */
    boolean begin() {
        if (phase == Phase.IDLE) {
            start(Phase.BLOCK);
            return true;
        }
        if (phase == Phase.IMPLICIT) {
            // BEGIN inside a multi-statement query turns what ran so far into the start of the block.
            phase = Phase.BLOCK;
            return true;
        }
        return false;
    }

    /**
     * BEGIN is done with its modes. By {@code trefoil.restart_savepoint} this is the restart savepoint, though not on the stack
     * and without a transaction of the store: modes may still change.
     */
    void begun() {
        if (phase == Phase.BLOCK && !touched && settings.hot().restartSavepoint()) {
            beginning = new Beginning(settings, modes, effects.place());
        }
    }

    /** Whether a name means the restart savepoint that BEGIN has set, and none that the client has. */
    private boolean isBeginning(String name) {
        return beginning != null && Savepoints.isRestart(name, settings) && !savepoints.contains(name);
    }

    /** Whether BEGIN has set the restart savepoint. */
    boolean begunWithSavepoint() {
        return beginning != null;
    }

    /** Whether the transaction may be rolled back to a restart savepoint and be run again by its client. */
    private boolean mayRestart() {
        return beginning != null
                || !savepoints.isEmpty() && savepoints.outermost().restart();
    }

    /** What functions draw, if the client may run the transaction again and shall get the same then; else null. */
    @Nullable
    DrawnValues drawn() {
        return mayRestart() ? effects.drawn() : null;
    }

    SideEffects effects() {
        return effects;
    }

    /** SET TRANSACTION, with PostgreSQL's rules about when; 25001. */
    void modes(TransactionModes next) {
        modes.requireChangeable(next, queried, savepoints);
        if (slot.current() != null && !queried && savepoints.isEmpty()) {
            // Begun by a savepoint that is gone: nothing has happened in it.
            slot.rollback();
        }
        modes = next;
    }

    /**
     * Commits what is open. A failed block is rolled back instead.
     *
     * @return whether it was committed
     * @throws StorageException.TransactionRetry when it has to be repeated: {@link #restart} or {@link #rollback}
     * @throws StorageException when it could not be committed; it is rolled back then
     */
    boolean commit() {
        return end(() -> {
            StorageTransaction open = slot.current();
            if (open != null) {
                checkDeferred();
                commit(open);
            } else {
                effects.notifications().commit(() -> 0);
            }
        });
    }

    /** As {@link #commit}, with a promise in the place of the commit; the transaction is nobody's then. */
    boolean prepare(Consumer<StorageTransaction> promise) {
        if (phase == Phase.COMMITTED) {
            requireUsable();
        }
        return end(() -> {
            StorageTransaction open = open(false);
            checkDeferred();
            promise.accept(open);
        });
    }

    private boolean end(Runnable commit) {
        if (phase == Phase.FAILED) {
            rollback();
            return false;
        }
        boolean block = phase == Phase.BLOCK;
        // A commit ends the block whether it succeeds or not.
        phase = block ? Phase.IMPLICIT : phase;
        try {
            if (block && queried) {
                injection.unit(settings.hot().injectEvery());
            }
            commit.run();
            injection.committed();
            settings = settings.afterTransaction();
        } catch (RuntimeException e) {
            if (beginning != null && StorageErrors.isRetry(e)) {
                // As RELEASE of a restart savepoint: the block stays, to be rolled back to its begin.
                phase = Phase.BLOCK;
                throw e;
            }
            if (!(e instanceof StorageException.TransactionRetry)) {
                rollback();
            }
            throw e;
        }
        tally.commits += phase == Phase.IMPLICIT ? 1 : 0;
        clear();
        slot.rollback();
        return true;
    }

    private void commit(StorageTransaction open) {
        Durability durability = durability();
        open.durability(durability);
        long version = effects.notifications().commit(() -> trace.commit(open, phase == Phase.IMPLICIT));
        if (durability == Durability.ASYNC) {
            slot.committedAsync(version);
        }
    }

    /**
     * What is told before it is safe on the device must be found again by the session that did it. Definitions are read by
     * all from what is safe, so they always wait for the device.
     */
    private Durability durability() {
        return catalog.changed() == null ? settings.hot().durability() : Durability.SYNC;
    }

    /**
     * Goes back to before the transaction began, for a server that runs it again: nothing of it is left but the locks, which
     * the next transaction takes over.
     */
    void restart() {
        slot.forgetWaiting();
        forget();
        slot.restart();
    }

    /** A block whose statements so far have neither read nor written data. */
    boolean untouchedBlock() {
        return phase == Phase.BLOCK && !touched;
    }

    /** Runs an {@link #untouchedBlock} from its begin again, with the locks it has; its savepoints stay. */
    void restartBlock() {
        StorageTransaction open = slot.current();
        if (open != null) {
            open.restart();
            savepoints.remark(open);
        }
        catalog.returnTo(null);
        touched = false;
    }

    void rollback() {
        tally.rollbacks += phase == Phase.IDLE || phase == Phase.COMMITTED ? 0 : 1;
        forget();
        slot.rollback();
    }

    /** Of a transaction that ends or is run again nothing stays. */
    private void forget() {
        if (phase != Phase.COMMITTED && phase != Phase.IDLE) {
            settings = settingsAtStart;
        }
        clear();
    }

    private void clear() {
        catalog.returnTo(null);
        deferred.close();
        savepoints.clear();
        beginning = null;
        effects.clear();
        phase = Phase.IDLE;
    }

    /**
     * An error happened: a block fails until it is rolled back; an implicit transaction ends.
     *
     * @param retry whether it is one that running the transaction again may cure
     */
    void fail(boolean retry) {
        if (phase != Phase.FAILED) {
            failedRetriably = retry;
        }
        switch (phase) {
            case BLOCK -> {
                phase = Phase.FAILED;
                if (beginning == null || !retry) {
                    letGo();
                }
            }
            case IMPLICIT -> rollback();
            case IDLE -> slot.forgetWaiting();
            case FAILED, COMMITTED -> {}
        }
    }

    /** Without a savepoint a failed block can only be rolled back: others need not wait for its locks until then. */
    private void letGo() {
        if (slot.current() != null && savepoints.isEmpty()) {
            slot.rollback();
        }
    }

    /** Throws unless ordinary statements may run now. */
    void requireUsable() {
        if (phase == Phase.FAILED) {
            throw new SqlStateException(
                    SqlState.IN_FAILED_SQL_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
        if (phase == Phase.COMMITTED) {
            throw new SqlStateException(
                    SqlState.INVALID_TRANSACTION_STATE,
                    "current transaction is committed, commands ignored until end of transaction block");
        }
    }

    // Savepoints

    /** @param portals see {@link Savepoint#portals} */
    void savepoint(String name, long portals) {
        requireUsable();
        boolean restart = Savepoints.isRestart(name, settings);
        if (restart) {
            // What was drawn before it is the client's to keep.
            effects.drawn().clear();
        }
        if (restart && savepoints.onlyRestart() && !touched) {
            return;
        }
        if (restart) {
            savepoints.requireRoomForRestart(name, touched);
        }
        savepoints.add(new Savepoint(
                name,
                open(false).mark(),
                restart,
                !touched,
                settings,
                modes,
                portals,
                catalog.changed(),
                deferred.place(),
                effects.place()));
    }

    /** RELEASE; for the restart savepoint this is the commit. */
    void release(String name) {
        requireUsable();
        if (isBeginning(name)) {
            releaseRestart();
            return;
        }
        int position = savepoints.find(name);
        Savepoint savepoint = savepoints.get(position);
        if (savepoint.restart()) {
            releaseRestart();
            return;
        }
        open(false).release(savepoint.mark());
        savepoints.cut(position);
    }

    /** A commit that fails retriably leaves the savepoint, to be rolled back to; after any other failure it is gone. */
    private void releaseRestart() {
        inject();
        StorageTransaction open = open(false);
        checkDeferred();
        try {
            commit(open);
        } catch (StorageException.TransactionRetry retry) {
            throw retry;
        } catch (RuntimeException e) {
            savepoints.clear();
            throw e;
        }
        injection.committed();
        slot.leave();
        clear();
        tally.commits++;
        phase = Phase.COMMITTED;
    }

    /** @return how many portals may stay: those made before the savepoint, none if the snapshot has changed */
    long rollbackTo(String name) {
        if (phase == Phase.COMMITTED) {
            requireUsable();
        }
        Beginning start = beginning;
        if (start != null && isBeginning(name)) {
            returnTo(start);
            return 0;
        }
        int position = savepoints.find(name);
        Savepoint savepoint = savepoints.get(position);
        StorageTransaction open = open(false);
        boolean doomed = open.state() == StorageTransaction.State.DOOMED;
        if (savepoint.restart() || savepoint.initial() && doomed) {
            savepoints.cut(position + 1);
            open.restart();
            savepoints.remark(open);
            deferred.close();
            touched = false;
            effects.drawn().rewind();
        } else {
            rollbackTo(savepoint, open, doomed);
            savepoints.cut(position + 1);
            if (phase == Phase.FAILED && failedRetriably) {
                effects.drawn().returnTo(savepoint.effects().drawn());
            }
        }
        catalog.returnTo(savepoint.catalog());
        deferred.returnTo(savepoint.deferred());
        effects.returnTo(savepoint.effects());
        settings = savepoint.settings();
        modes = savepoint.modes();
        phase = Phase.BLOCK;
        return doomed || savepoint.restart() ? 0 : savepoint.portals();
    }

    /** To where BEGIN left the block. The locks wait for its first statement, which may choose other modes first. */
    private void returnTo(Beginning start) {
        slot.restart();
        catalog.returnTo(null);
        deferred.close();
        savepoints.clear();
        effects.drawn().rewind();
        effects.returnTo(start.effects());
        settings = start.settings();
        modes = start.modes();
        touched = false;
        queried = false;
        phase = Phase.BLOCK;
    }

    private static void rollbackTo(Savepoint savepoint, StorageTransaction open, boolean doomed) {
        if (!doomed) {
            open.rollbackTo(savepoint.mark());
        } else if (!open.reopen(savepoint.mark())) {
            throw new SqlStateException(
                            SqlState.T_R_SERIALIZATION_FAILURE,
                            "restart transaction: cannot rollback to savepoint after a transaction restart")
                    .withHint("The transaction might succeed if retried.");
        }
    }

    Savepoints savepoints() {
        return savepoints;
    }
}
