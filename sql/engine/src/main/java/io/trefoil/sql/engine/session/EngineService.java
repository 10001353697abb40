package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.LoginRole;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.api.SessionRequest;
import io.trefoil.sql.api.SqlService;
import io.trefoil.sql.api.SqlSession;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.engine.bind.FunctionCatalog;
import io.trefoil.sql.engine.check.CheckReport;
import io.trefoil.sql.engine.ddl.TemporarySchema;
import io.trefoil.sql.engine.execute.RowNumbers;
import io.trefoil.sql.engine.notification.NotificationHub;
import io.trefoil.sql.engine.outcome.CommitOutcomes;
import io.trefoil.sql.engine.plan.calcite.JoinOrder;
import io.trefoil.sql.engine.system.SystemFunctions;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.FunctionLibrary;
import io.trefoil.sql.functions.builtin.BuiltinFunctions;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.types.SqlStateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The engine as a {@link SqlService}. */
public final class EngineService implements SqlService {
    /** Compiled statements kept for all sessions together. */
    private static final int PLANS = 1024;

    private final SharedEngine engine;

    private EngineService(SharedEngine engine) {
        this.engine = engine;
    }

    public static EngineService open(TransactionalStore store, EngineSettings settings) {
        CatalogStore catalog = new CatalogStore(store);
        TemporarySchema.drop(store, catalog, schema -> TemporarySchema.is(schema.name()));
        return new EngineService(shared(store, catalog, settings));
    }

    /** Checks a store, which may be in use by this process; leaves it as it is, and open. */
    public static void check(TransactionalStore store, EngineSettings settings, CheckReport report) {
        try {
            SharedEngine engine = shared(store, new CatalogStore(store), settings);
            try {
                new StoreCheck(engine, report).run();
            } finally {
                engine.timer().shutdownNow();
            }
        } catch (SqlStateException e) {
            report.problem("cannot be read: " + e.text());
        } catch (StorageException e) {
            report.problem("cannot be read: " + e.getMessage());
        }
        report.end();
    }

    private static SharedEngine shared(TransactionalStore store, CatalogStore catalog, EngineSettings settings) {
        try {
            Files.createDirectories(settings.temporaryDirectory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<FunctionFamily> families = new ArrayList<>(BuiltinFunctions.families());
        families.addAll(SystemFunctions.families());
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName("trefoil-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return new SharedEngine(
                store,
                catalog,
                new FunctionCatalog(new FunctionLibrary(families)),
                new PlanCache(PLANS),
                new JoinOrder(),
                new RowNumbers(store.counters()),
                new Sequences.SequenceBlocks(store.counters()),
                new SessionRegistry(),
                new CommitOutcomes(store),
                new NotificationHub(),
                new NodeRows(),
                timer,
                settings,
                Clock.nowMicros());
    }

    @Override
    public Optional<LoginRole> findLogin(String user) {
        Role role = engine.catalogStore().findRole(user);
        return role == null
                ? Optional.empty()
                : Optional.of(new LoginRole(role.name(), role.canLogin(), role.superuser(), role.scramVerifier()));
    }

    @Override
    public SqlSession open(SessionRequest request, SessionListener listener) {
        try {
            EngineSession session = new EngineSession(engine, request, listener);
            engine.sessions().add(session);
            return session;
        } catch (StorageException e) {
            throw StorageErrors.translate(e);
        }
    }

    @Override
    public void listening(String host, int port) {
        engine.nodes().listening(host, port);
    }

    @Override
    public void close() {
        engine.timer().shutdownNow();
        engine.store().close();
    }
}
