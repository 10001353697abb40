package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.change.IndexBackfill;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds and removes indexes beside writers, in several transactions (after "Online, Asynchronous Schema Change in F1",
 * VLDB 2013): the index becomes known to writers as one to remove entries from, then as one to keep up, then it is filled in
 * short transactions, then queries may use it. Before each step after the first, every transaction that wrote to the table
 * under the state before the last has ended. What fails leaves an invalid index, to be dropped or built again.
 *
 * <p>From the first to the last step a {@link DefinitionGuard} keeps other definitions away from the table.
 */
final class ConcurrentIndex {
    private static final int ROWS_A_BATCH = 500;

    private final DdlContext context;
    private final DefinitionGuard guard;
    private final int tableOid;

    private ConcurrentIndex(DdlContext context, DefinitionGuard guard, int tableOid) {
        this.context = context;
        this.guard = guard;
        this.tableOid = tableOid;
    }

    /**
     * CREATE INDEX CONCURRENTLY.
     *
     * @param define makes the index as {@link Index.State#DELETE_ONLY} part of the catalog, answers null if nothing is to do
     */
    static void create(DdlContext context, Table table, Function<DdlContext, @Nullable Index> define) {
        try (DefinitionGuard guard = new DefinitionGuard(context, table.oid())) {
            new ConcurrentIndex(context, guard, table.oid()).build(define);
        }
    }

    /** DROP INDEX CONCURRENTLY; the caller has looked whether it may. */
    static void drop(DdlContext context, Index index) {
        try (DefinitionGuard guard = new DefinitionGuard(context, index.tableOid())) {
            new ConcurrentIndex(context, guard, index.tableOid()).remove(index.oid());
        }
    }

    /** REINDEX CONCURRENTLY of one index: another is built like it, and the two change places. */
    static void rebuild(DdlContext context, Index index) {
        try (DefinitionGuard guard = new DefinitionGuard(context, index.tableOid())) {
            ConcurrentIndex work = new ConcurrentIndex(context, guard, index.tableOid());
            int copy = work.build(phase -> addCopy(phase, index.oid()));
            context.phase(phase -> exchange(phase, index.oid(), copy));
            work.remove(copy);
        }
    }

    private static Index addCopy(DdlContext phase, int oid) {
        Index index = require(phase, oid);
        String name = new ObjectNaming(phase.catalog(), index.schemaOid()).relation(index.name(), "", "ccnew");
        return add(
                phase,
                index.copy(Oids.next(phase), name, Locks.newSpace(phase), Index.State.DELETE_ONLY),
                phase.catalog().table(index.tableOid()).orElseThrow());
    }

    /** Makes an index part of the catalog. */
    static Index add(DdlContext phase, Index index, Table table) {
        List<Integer> all = new ArrayList<>(table.indexes());
        all.add(index.oid());
        phase.apply(new CatalogDelta.Builder()
                .put(index)
                .put(table.withIndexes(all))
                .build());
        return index;
    }

    private static void exchange(DdlContext phase, int oid, int copyOid) {
        Index index = require(phase, oid);
        Index copy = require(phase, copyOid);
        phase.apply(new CatalogDelta.Builder()
                .put(index.withSpace(copy.spaceId()).withState(Index.State.PUBLIC))
                .put(copy.withSpace(index.spaceId()).withState(Index.State.DELETE_ONLY))
                .build());
    }

    /** Answers the OID of the new index, 0 if there was nothing to do. */
    private int build(Function<DdlContext, @Nullable Index> define) {
        int[] made = new int[1];
        context.phase(phase -> {
            Index index = define.apply(phase);
            made[0] = index == null ? 0 : index.oid();
        });
        if (made[0] != 0) {
            drain();
            state(made[0], Index.State.WRITE_ONLY);
            try {
                drain();
                backfill(made[0]);
            } catch (RuntimeException e) {
                abandon(made[0], e);
                throw e;
            }
            state(made[0], Index.State.PUBLIC);
        }
        return made[0];
    }

    /** What will not be used hinders nobody any more. */
    private void abandon(int oid, RuntimeException why) {
        try {
            state(oid, Index.State.DELETE_ONLY);
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private void remove(int oid) {
        state(oid, Index.State.DELETE_ONLY);
        drain();
        context.phase(phase -> {
            Index index = require(phase, oid);
            Table table = phase.catalog().table(tableOid).orElseThrow();
            // Nobody makes entries any more: the space needs no lock against that.
            phase.transaction().dropSpace(index.spaceId());
            phase.apply(new CatalogDelta.Builder()
                    .remove(oid)
                    .put(table.withIndexes(table.indexes().stream()
                            .filter(other -> other != oid)
                            .toList()))
                    .build());
        });
    }

    private void state(int oid, Index.State state) {
        context.phase(phase -> phase.apply(new CatalogDelta.Builder()
                .put(require(phase, oid).withState(state))
                .build()));
    }

    private void backfill(int oid) {
        Progress progress = new Progress();
        while (progress.next != null) {
            context.phase(phase -> progress.advance(source(phase, oid), phase));
            progress.settle();
        }
        for (byte[] key : progress.busy) {
            context.phase(phase -> source(phase, oid).row(key, phase.execution()));
        }
    }

    /** How far the rows were gone over; a batch that is run again begins where it did. */
    private static final class Progress {
        private final List<byte[]> busy = new ArrayList<>();
        private final List<byte[]> busyInBatch = new ArrayList<>();
        private byte @Nullable [] next = {};
        private byte @Nullable [] afterBatch;

        void advance(IndexBackfill source, DdlContext phase) {
            byte[] from = next;
            if (from != null) {
                busyInBatch.clear();
                afterBatch = source.batch(from, ROWS_A_BATCH, busyInBatch, phase.execution());
            }
        }

        void settle() {
            busy.addAll(busyInBatch);
            busyInBatch.clear();
            next = afterBatch;
        }
    }

    private IndexBackfill source(DdlContext phase, int oid) {
        Table table = phase.catalog().table(tableOid).orElseThrow();
        return phase.compiler().loads().backfill(IndexBuild.change(phase, table, List.of(require(phase, oid))));
    }

    private void drain() {
        context.phase(phase -> guard.awaitWriters(
                phase, phase.catalog().table(tableOid).orElseThrow().spaceId()));
    }

    private static Index require(DdlContext phase, int oid) {
        return phase.catalog()
                .find(oid)
                .map(found -> found instanceof Index index ? index : null)
                .orElseThrow(() ->
                        new SqlStateException(SqlState.UNDEFINED_OBJECT, "could not open relation with OID " + oid));
    }
}
