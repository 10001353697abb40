package io.trefoil.sql.engine.execute;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.views.ViewContext;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution of one statement: what it works with and what it has computed so far. Made anew by the session for every
 * execution, also when a statement is restarted; used by one thread at a time.
 */
public final class ExecutionContext {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExecutionContext.class);
    private static final @Nullable Object[] NOTHING = {};
    /** A check for a cancel request happens once in so many rows of a loop that does not touch the store. */
    private static final int ROWS_PER_CANCEL_CHECK = 256;

    private final StorageTransaction transaction;
    private final StorageStatement statement;
    private final @Nullable Object[] parameters;
    private final FunctionContext functions;
    private final CatalogSnapshot catalog;
    private final ViewContext views;
    private final Resources resources;
    private final DeferredChecks deferred;
    private @Nullable Object[] slots = NOTHING;
    private @Nullable Object[] state = NOTHING;
    private int rowsUntilCancelCheck = ROWS_PER_CANCEL_CHECK;
    private final Deque<Runnable> endActions = new ArrayDeque<>(0);
    private @Nullable List<AutoCloseable> owned;

    /**
     * @param parameters values of $1, $2 ... in the types that the statement was bound with
     * @param deferred of the transaction
     */
    public ExecutionContext(
            StorageTransaction transaction,
            StorageStatement statement,
            @Nullable Object[] parameters,
            FunctionContext functions,
            CatalogSnapshot catalog,
            ViewContext views,
            Resources resources,
            DeferredChecks deferred) {
        this.transaction = transaction;
        this.statement = statement;
        this.parameters = parameters;
        this.functions = functions;
        this.catalog = catalog;
        this.views = views;
        this.resources = resources;
        this.deferred = deferred;
    }

    public StorageTransaction transaction() {
        return transaction;
    }

    public StorageStatement statement() {
        return statement;
    }

    /** The value of $(index + 1). */
    public @Nullable Object parameter(int index) {
        return parameters[index];
    }

    public FunctionContext functions() {
        return functions;
    }

    public CatalogSnapshot catalog() {
        return catalog;
    }

    public ViewContext views() {
        return views;
    }

    public Resources resources() {
        return resources;
    }

    /** What the transaction has put off until its end. */
    public DeferredChecks deferred() {
        return deferred;
    }

    /** The outer value last put into a slot. */
    public @Nullable Object slot(int slot) {
        return slots[slot];
    }

    public void setSlot(int slot, @Nullable Object value) {
        if (slot >= slots.length) {
            slots = Arrays.copyOf(slots, Math.max(slot + 1, slots.length * 2));
        }
        slots[slot] = value;
    }

    /** What the node that owns this cell remembers within this execution; null at first. */
    public @Nullable Object state(int cell) {
        return cell < state.length ? state[cell] : null;
    }

    public void setState(int cell, @Nullable Object value) {
        if (cell >= state.length) {
            state = Arrays.copyOf(state, Math.max(cell + 1, state.length * 2));
        }
        state[cell] = value;
    }

    /** Has something done when the statement's own work is done: what constraints ask for, which may ask for more. */
    public void atStatementEnd(Runnable action) {
        endActions.add(action);
    }

    /** Does what was asked for, in the order it was asked; called by the cursor at the root. */
    public void runEndActions() {
        for (Runnable action = endActions.poll(); action != null; action = endActions.poll()) {
            action.run();
        }
    }

    /** Keeps a resource that lives in a state cell, to be closed with the execution. */
    public void own(AutoCloseable resource) {
        if (owned == null) {
            owned = new ArrayList<>();
        }
        owned.add(resource);
    }

    /** Closes what is owned; called by the cursor at the root. */
    public void closeOwned() {
        List<AutoCloseable> resources = owned;
        owned = null;
        if (resources != null) {
            for (AutoCloseable resource : resources) {
                closeQuietly(resource);
            }
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOGGER.warn("could not release what an execution held", e);
        }
    }

    /** To be called once a row by loops: now and then throws 57014 if the statement was cancelled. */
    public void rowPassed() {
        if (--rowsUntilCancelCheck == 0) {
            rowsUntilCancelCheck = ROWS_PER_CANCEL_CHECK;
            functions.checkCanceled();
        }
    }
}
