package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.api.SessionRequest;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.check.CatalogCheck;
import io.trefoil.sql.engine.check.CheckReport;
import io.trefoil.sql.engine.check.DatabaseCheck;
import io.trefoil.sql.engine.execute.compile.PlanCompiler;
import io.trefoil.sql.engine.largeobject.LargeObjects;
import io.trefoil.sql.engine.outcome.CommitOutcomes;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Checks a whole store at one snapshot, with the names, settings and functions that a superuser's session has in each
 * database: expressions of indexes and constraints mean there what they mean to clients.
 */
final class StoreCheck {
    private final SharedEngine engine;
    private final CheckReport report;

    /** Nobody listens. */
    private static final class Silence implements SessionListener {
        @Override
        public void notice(Notice notice) {}

        @Override
        public void settingChanged(String name, String value) {}
    }

    StoreCheck(SharedEngine engine, CheckReport report) {
        this.engine = engine;
        this.report = report;
    }

    void run() {
        try (StorageTransaction transaction = engine.store().begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = transaction.beginStatement()) {
            CatalogSnapshot catalog = engine.catalogStore().read(transaction, statement);
            new CatalogCheck(catalog, engine.store().counters(), report).run();
            CommitOutcomes.check(statement, report::problem);
            LargeObjects.check(statement, report::problem);
            checkPrepared(catalog);
            List<Role> logins = catalog.roles().stream()
                    .filter(Role::canLogin)
                    .sorted(Comparator.comparing(role -> !role.superuser()))
                    .toList();
            if (logins.isEmpty()) {
                report.problem("no role may log in: tables were not looked at");
                return;
            }
            catalog.databases().stream()
                    .sorted(Comparator.comparing(Database::name))
                    .forEach(database -> check(database, logins.getFirst(), catalog, transaction, statement));
        }
    }

    private void checkPrepared(CatalogSnapshot catalog) {
        for (PreparedTransaction prepared : engine.store().prepared()) {
            String name = "prepared transaction \"" + prepared.name() + "\": ";
            prepared.findProblem().ifPresent(problem -> report.problem(name + problem));
            try {
                PreparedNote note = PreparedNote.of(prepared);
                if (catalog.databases().stream().noneMatch(database -> database.oid() == note.database())) {
                    report.problem(name + "its database " + note.database() + " does not exist");
                }
            } catch (IllegalArgumentException e) {
                report.problem(name + e.getMessage());
            }
        }
    }

    private void check(
            Database database,
            Role role,
            CatalogSnapshot catalog,
            StorageTransaction transaction,
            StorageStatement statement) {
        SessionState state = new SessionState(
                engine, new SessionRequest(role.name(), database.name(), Map.of(), 0, ""), new Silence());
        try {
            StatementRunner runner = new StatementRunner(state, new UtilityRunner(state, Map.of()));
            state.context().running(catalog, statement);
            BindEnvironment environment = state.environment(catalog);
            new DatabaseCheck(
                            database.name(),
                            environment,
                            new PlanCompiler(catalog, new BoundTableChanges(environment)),
                            () -> runner.context(transaction, statement, new Object[0]),
                            engine.store().counters(),
                            report)
                    .run();
        } finally {
            state.close();
        }
    }
}
