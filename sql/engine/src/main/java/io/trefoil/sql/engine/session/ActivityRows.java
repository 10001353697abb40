package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.storage.LockInfo;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.TransactionInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** pg_stat_activity (PostgreSQL 15 manual, 28.2.3). */
final class ActivityRows {
    private static final int COLUMNS = 22;
    private static final String HIDDEN = "<insufficient privilege>";

    private ActivityRows() {}

    static List<@Nullable Object[]> of(SharedEngine engine, CatalogSnapshot catalog, StatisticsRights rights) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Backend backend : Backend.all(engine)) {
            String user = backend.state().request().user();
            int role = catalog.role(user).map(Role::oid).orElse(0);
            rows.add(rights.mayRead(role) ? row(backend, role) : hidden(backend, role));
        }
        return rows;
    }

    private static @Nullable Object[] hidden(Backend backend, int role) {
        @Nullable Object[] row = new @Nullable Object[COLUMNS];
        SessionState state = backend.state();
        row[0] = state.database().oid();
        row[1] = state.database().name();
        row[2] = backend.processId();
        row[4] = role;
        row[5] = state.request().user();
        row[6] = state.settings().get("application_name");
        row[17] = transactionNumber(backend.transaction());
        row[20] = HIDDEN;
        return row;
    }

    private static @Nullable Object[] row(Backend backend, int role) {
        SessionState state = backend.state();
        String address = state.request().clientAddress();
        boolean idle = state.activity().startsWith("idle");
        TransactionInfo.Waiting wait = backend.waitsFor();
        return new @Nullable Object[] {
            state.database().oid(),
            state.database().name(),
            backend.processId(),
            null,
            role,
            state.request().user(),
            state.settings().get("application_name"),
            null,
            null,
            port(address),
            state.startMicros(),
            state.transactions().startMicrosIfOpen(),
            state.statementStartMicros(),
            state.stateChangeMicros(),
            wait != null ? "Lock" : idle ? "Client" : null,
            wait != null ? event(wait.lock()) : idle ? "ClientRead" : null,
            state.activity(),
            transactionNumber(backend.transaction()),
            null,
            null,
            state.currentSql(),
            "client backend"
        };
    }

    private static @Nullable Integer port(String address) {
        String text = address.substring(address.lastIndexOf(':') + 1);
        boolean number = text.length() < address.length()
                && !text.isEmpty()
                && text.chars().allMatch(Character::isDigit);
        return number ? Integer.valueOf(text) : null;
    }

    /** What a wait is called (PostgreSQL 15 manual, table 28.12). */
    static String event(LockInfo lock) {
        if (lock.space() == Spaces.ADVISORY) {
            return "advisory";
        }
        if (lock.key() == null) {
            return "relation";
        }
        return lock.space() == Spaces.CATALOG ? "object" : "transactionid";
    }

    /** As in PostgreSQL only who writes or locks has a number to show. */
    static @Nullable Integer transactionNumber(@Nullable TransactionInfo transaction) {
        if (transaction == null || transaction.writes() == 0 && transaction.locks() == 0) {
            return null;
        }
        return (int) transaction.id();
    }
}
