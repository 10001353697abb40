package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.engine.execute.DeferredChecks;
import io.trefoil.sql.storage.Mark;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint of the open transaction.
 *
 * @param restart whether it is the restart savepoint of CockroachDB's client retry protocol
 * @param initial whether it stands before anything the transaction did
 * @param deferred what was put off at that point
 * @param portals how many portals the session had made by then
 * @param catalog the changed catalog at that point, null when it was unchanged
 * @param effects what statements had done beside the store at that point
 */
record Savepoint(
        String name,
        Mark mark,
        boolean restart,
        boolean initial,
        Settings settings,
        TransactionModes modes,
        long portals,
        @Nullable CatalogSnapshot catalog,
        DeferredChecks.Place deferred,
        SideEffects.Place effects) {

    /** The same in a transaction that was started anew. */
    Savepoint with(Mark other) {
        return new Savepoint(name, other, restart, initial, settings, modes, portals, catalog, deferred, effects);
    }
}
