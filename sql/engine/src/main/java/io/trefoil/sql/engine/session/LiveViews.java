package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.views.ViewContext;
import io.trefoil.sql.engine.largeobject.LargeObjects;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of system views that tell the server's present state. */
final class LiveViews implements ViewContext {
    private final SessionState state;

    LiveViews(SessionState state) {
        this.state = state;
    }

    @Override
    public int databaseOid() {
        return state.database().oid();
    }

    @Override
    public int roleOid() {
        return state.context().role().oid();
    }

    @Override
    public List<Integer> searchPath() {
        return state.context().searchPathOids();
    }

    @Override
    public @Nullable Long sequenceLastValue(int sequenceOid) {
        return state.context()
                .catalog()
                .relation(sequenceOid)
                .map(relation -> relation instanceof Sequence sequence
                        ? state.engine().sequences().last(sequence)
                        : null)
                .orElse(null);
    }

    @Override
    public Map<String, Supplier<Iterator<@Nullable Object[]>>> liveRows() {
        return Map.ofEntries(
                Map.entry("pg_settings", () -> settings().iterator()),
                Map.entry(
                        "pg_stat_activity",
                        () -> ActivityRows.of(state.engine(), catalog(), rights())
                                .iterator()),
                Map.entry(
                        "pg_locks", () -> LockRows.of(state.engine(), catalog()).iterator()),
                Map.entry(
                        "pg_stat_database",
                        () -> DatabaseRows.of(state.engine(), catalog()).iterator()),
                Map.entry("pg_prepared_statements", () -> preparedStatements().iterator()),
                Map.entry("pg_prepared_xacts", () -> preparedTransactions().iterator()),
                Map.entry("pg_cursors", () -> cursors().iterator()),
                Map.entry(
                        "trefoil_catalog.transactions",
                        () -> TransactionRows.of(state.engine(), catalog(), rights())
                                .iterator()),
                Map.entry(
                        "trefoil_catalog.locks",
                        () -> StoreLockRows.of(state.engine(), catalog(), rights())
                                .iterator()),
                Map.entry(
                        "trefoil_catalog.counters",
                        () -> CounterRows.of(state.engine()).iterator()),
                Map.entry("pg_largeobject_metadata", () -> largeObjects().iterator()),
                Map.entry(
                        "trefoil_catalog.nodes",
                        () -> state.engine().nodes().of(state.engine()).iterator()),
                Map.entry("trefoil_catalog.store", () -> store().iterator()));
    }

    /** One row: which store this is, and what keeps it from taking commits, null while all is well. */
    private List<@Nullable Object[]> store() {
        TransactionalStore store = state.engine().store();
        @Nullable Object[] row = {store.description(), store.condition().orElse(null)};
        return List.<@Nullable Object[]>of(row);
    }

    private List<@Nullable Object[]> largeObjects() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (LargeObjects.Entry entry : state.context().largeObjects().list()) {
            @Nullable Object[] row = {entry.oid(), entry.head().owner(), null};
            rows.add(row);
        }
        return rows;
    }

    private List<@Nullable Object[]> settings() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        Settings settings = state.settings();
        for (SettingDefinition d : SettingDefinitions.all()) {
            String value = settings.get(d.name());
            @Nullable
            Object[] row = {
                d.name(),
                value,
                emptyToNull(d.unit()),
                d.category(),
                d.description(),
                null,
                d.context(),
                d.kind(),
                value.equals(d.defaultValue()) ? "default" : "session",
                emptyToNull(d.minimum()),
                emptyToNull(d.maximum()),
                d.choices().isEmpty()
                        ? null
                        : SqlArray.of(SqlTypes.TEXT, d.choices().toArray()),
                d.defaultValue(),
                d.defaultValue(),
                null,
                null,
                false
            };
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private CatalogSnapshot catalog() {
        return state.context().catalog();
    }

    private StatisticsRights rights() {
        return new StatisticsRights(catalog(), roleOid());
    }

    private List<@Nullable Object[]> preparedStatements() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        EngineSession own = state.engine().sessions().find(state.request().processId());
        if (own == null) {
            return rows;
        }
        for (PreparedStatement prepared : own.preparedStatements()) {
            if (!prepared.name().isEmpty()) {
                Compiled compiled = prepared.lastCompiled();
                Object[] types = compiled == null
                        ? new Object[0]
                        : compiled.parameterTypes().stream().map(SqlType::oid).toArray();
                @Nullable
                Object[] row = {
                    prepared.name(),
                    prepared.sql(),
                    prepared.preparedMicros(),
                    SqlArray.of(SqlTypes.REGTYPE, types),
                    prepared.fromSql(),
                    0L,
                    0L
                };
                rows.add(row);
            }
        }
        return rows;
    }

    private List<@Nullable Object[]> preparedTransactions() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (PreparedTransaction prepared : state.engine().store().prepared()) {
            PreparedNote note = PreparedNote.of(prepared);
            @Nullable
            Object[] row = {
                (int) prepared.id(),
                prepared.name(),
                note.preparedMicros(),
                catalog().role(note.owner()).map(Role::name).orElse(null),
                catalog().databases().stream()
                        .filter(database -> database.oid() == note.database())
                        .map(Database::name)
                        .findFirst()
                        .orElse(null)
            };
            rows.add(row);
        }
        return rows;
    }

    private List<@Nullable Object[]> cursors() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        EngineSession own = state.engine().sessions().find(state.request().processId());
        if (own != null) {
            for (Portal portal : own.portals().all()) {
                if (!portal.name().isEmpty()) {
                    @Nullable
                    Object[] row = {
                        portal.name(),
                        portal.prepared().sql(),
                        false,
                        false,
                        false,
                        portal.prepared().preparedMicros()
                    };
                    rows.add(row);
                }
            }
        }
        return rows;
    }
}
