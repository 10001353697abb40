package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.storage.TransactionInfo;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** trefoil_catalog.transactions: what the store has open, for the roles that may see it. */
final class TransactionRows {
    private TransactionRows() {}

    static List<@Nullable Object[]> of(SharedEngine engine, CatalogSnapshot catalog, StatisticsRights rights) {
        long lastVersion = engine.store().statistics().lastVersion();
        long nowMicros = Clock.nowMicros();
        long nowNanos = System.nanoTime();
        Map<Integer, Integer> relations = StoreLockRows.relationsOfSpaces(catalog);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Backend backend : Backend.all(engine)) {
            TransactionInfo transaction = backend.transaction();
            String user = backend.state().request().user();
            if (transaction == null
                    || !rights.mayRead(catalog.role(user).map(Role::oid).orElse(0))) {
                continue;
            }
            TransactionInfo.Waiting wait = transaction.waitsFor();
            long snapshot = transaction.snapshotVersion();
            @Nullable
            Object[] row = {
                transaction.id(),
                backend.processId(),
                user,
                transaction.isolation().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                transaction.readOnly(),
                transaction.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                transaction.attempt(),
                micros(transaction.sinceNanos(), nowMicros, nowNanos),
                snapshot == 0 ? null : (Object) snapshot,
                snapshot == 0 ? null : (Object) Math.max(0, lastVersion - snapshot),
                transaction.reads(),
                transaction.writes(),
                transaction.writtenBytes(),
                transaction.locks(),
                transaction.counts().lockWaits(),
                transaction.counts().lockWaitNanos() / 1e6,
                transaction.counts().statementRestarts(),
                transaction.counts().refreshes(),
                wait == null ? null : StoreLockRows.type(wait.lock()),
                wait == null ? null : relations.get(wait.lock().space()),
                wait == null ? null : micros(wait.lock().sinceNanos(), nowMicros, nowNanos),
                SqlArray.of(SqlTypes.INT4, backend.blockers().toArray())
            };
            rows.add(row);
        }
        return rows;
    }

    /** A moment of {@link System#nanoTime} as a timestamp; null for 0. */
    static @Nullable Long micros(long nanos, long nowMicros, long nowNanos) {
        return nanos == 0 ? null : Long.valueOf(nowMicros - (nowNanos - nanos) / 1000);
    }
}
