package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import org.jspecify.annotations.Nullable;

/**
 * The catalog as a session's transaction sees it: what is committed at its snapshot, and its own changes. As the snapshot
 * moves forward so does the catalog under the changes.
 */
final class TransactionCatalog {
    private static final long UNKNOWN = -1;

    private final CatalogStore store;
    private @Nullable CatalogSnapshot changed;
    /** What the last statement of the transaction worked with. */
    private @Nullable CatalogSnapshot seen;
    /** The version of the committed catalog that {@link #changed} was made from. */
    private long changedFrom = UNKNOWN;

    TransactionCatalog(CatalogStore store) {
        this.store = store;
    }

    /** For a statement that begins. When others have changed the catalog the transaction moves forward first, if it can. */
    CatalogSnapshot read(StorageTransaction open, StorageStatement statement) {
        long version = open.spaceVersion(Spaces.CATALOG);
        if (version < 0) {
            open.refresh();
            version = open.spaceVersion(Spaces.CATALOG);
        }
        if (changed == null) {
            CatalogSnapshot read = store.read(version, statement);
            seen = read;
            return read;
        }
        if (version >= 0 && version != changedFrom) {
            reread(statement);
            changedFrom = version;
        }
        return changed;
    }

    /**
     * For a statement that is about to begin: the newest catalog, unless the transaction cannot move on to it. What others
     * have dropped since is still there for such a one.
     */
    CatalogSnapshot forStatement(@Nullable StorageTransaction open) {
        CatalogSnapshot before = seen;
        if (changed != null || before == null || open == null || mayMove(open)) {
            return latest();
        }
        return before;
    }

    private static boolean mayMove(StorageTransaction open) {
        return open.state() != StorageTransaction.State.ACTIVE
                || open.options().isolation() == Isolation.READ_COMMITTED
                || open.spaceVersion(Spaces.CATALOG) >= 0
                || open.refresh();
    }

    /** For statements that are prepared now. */
    CatalogSnapshot latest() {
        CatalogSnapshot own = changed;
        return own != null ? own : store.latest();
    }

    /** Whether the tables of these spaces, which the transaction has locked, are still as they were in its catalog. */
    boolean unchangedTables(int[] spaces, CatalogSnapshot seen) {
        return changed == null && WrittenTables.same(spaces, seen, store.newest());
    }

    /** After the transaction moved to a newer snapshot: its own changes over what others have committed. */
    void reread(StorageStatement statement) {
        if (changed != null) {
            changed = store.reread(statement);
        }
    }

    /** Makes a change part of the transaction. */
    CatalogSnapshot apply(
            @Nullable StorageTransaction open, CatalogSnapshot before, CatalogDelta delta, StorageStatement statement) {
        store.write(statement, delta);
        CatalogSnapshot after = delta.applyTo(before, store.nextSnapshotVersion());
        changedFrom = open == null ? UNKNOWN : open.spaceVersion(Spaces.CATALOG);
        changed = after;
        return after;
    }

    /** With the transaction's changes, for a savepoint; null while there are none. */
    @Nullable
    CatalogSnapshot changed() {
        return changed;
    }

    /** Back at a savepoint. */
    void returnTo(@Nullable CatalogSnapshot then) {
        changed = then;
        seen = null;
        changedFrom = UNKNOWN;
    }
}
