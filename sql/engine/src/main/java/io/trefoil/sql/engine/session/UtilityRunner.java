package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.store.CatalogStore;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.copy.Copy;
import io.trefoil.sql.engine.ddl.DdlContext;
import io.trefoil.sql.engine.ddl.DdlStatements;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.compile.PlanCompiler;
import io.trefoil.sql.engine.plan.Planner;
import io.trefoil.sql.parser.ast.CopyStatement;
import io.trefoil.sql.parser.ast.ExplainStatement;
import io.trefoil.sql.parser.ast.SessionStatement;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TransactionStatement;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.types.SqlStateException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Routes statements that are not planned to what runs them. */
final class UtilityRunner {
    /** How often a part of a statement is run again before the client has to decide. */
    private static final int PHASE_ATTEMPTS_MAX = 50;

    private final SessionState state;
    private final TransactionCommands transactionCommands;
    private final SessionCommands sessionCommands;
    private @Nullable StatementRunner runner;

    UtilityRunner(SessionState state, Map<String, PreparedStatement> statements) {
        this.state = state;
        this.transactionCommands = new TransactionCommands(state);
        this.sessionCommands = new SessionCommands(state, this, statements);
    }

    void runner(StatementRunner made) {
        this.runner = made;
    }

    StatementRunner runner() {
        StatementRunner made = runner;
        if (made == null) {
            throw new IllegalStateException("the session is not complete yet");
        }
        return made;
    }

    /** The columns a utility statement returns, where they depend on the session. */
    @Nullable
    RowShape shape(Compiled.Utility utility) {
        return utility.statement() instanceof SessionStatement statement
                ? sessionCommands.shape(statement)
                : utility.shape();
    }

    void run(PreparedStatement prepared, long rowsMax, ResponseSink sink) {
        Statement statement = prepared.statement();
        if (statement == null) {
            sink.emptyQuery();
            return;
        }
        Compiled.Utility utility = new Compiled.Utility(statement, UtilityShapes.of(statement));
        run(new Portal("", prepared, utility, new Object[0], shape(utility)), rowsMax, sink);
    }

    void run(Portal portal, long rowsMax, ResponseSink sink) {
        Statement statement = portal.prepared().statement();
        String sql = portal.prepared().sql();
        switch (statement) {
            case TransactionStatement.SetConstraints set -> {
                new ConstraintCommands(state, this).set(set);
                sink.complete("SET CONSTRAINTS");
            }
            case TransactionStatement transaction -> sink.complete(transactionCommands.run(transaction));
            case SettingStatement setting when isSetting(setting) -> settings(setting, portal, sink);
            case SessionStatement session -> sessionCommands.run(session, portal, rowsMax, sink);
            case ExplainStatement explain ->
                new ExplainCommand(state, runner(), sessionCommands).run(explain, portal, sink);
            case CopyStatement copy -> {
                ReadOnlyRules.check(copy, state.transactions().readOnly());
                inStatement(sql, context -> sink.complete(Copy.run(copy, context, sink)));
            }
            case null -> sink.emptyQuery();
            default -> define(statement, sql, sink);
        }
        portal.finish();
    }

    /** ALTER ROLE SET and its like are definitions. */
    private static boolean isSetting(SettingStatement statement) {
        return !(statement instanceof SettingStatement.AlterRoleSetting
                || statement instanceof SettingStatement.AlterDatabaseSetting
                || statement instanceof SettingStatement.AlterSystem);
    }

    private void settings(SettingStatement statement, Portal portal, ResponseSink sink) {
        new SettingStatements(state).run(statement, portal.shape(), sink);
    }

    private void define(Statement statement, String sql, ResponseSink sink) {
        ReadOnlyRules.check(statement, state.transactions().readOnly());
        String[] tag = new String[1];
        inStatement(sql, context -> tag[0] = DdlStatements.run(statement, context));
        if (state.keepsAnswers()) {
            state.commitTrace().statementAnswers(tag[0]);
        }
        sink.complete(tag[0]);
    }

    /** Looks at what was put off by these constraints. */
    void checkDeferred(IntPredicate constraints) {
        inStatement(
                "",
                context -> context.compiler()
                        .deferredConstraints()
                        .check(subject -> constraints.test(subject.constraint()), context.execution()));
    }

    /** What a statement does with its context. */
    interface Work {
        void run(Context context);
    }

    /** Runs work in a storage statement of the session's transaction, again when rows changed under it. */
    void inStatement(String sql, Work work) {
        state.transactions().inject();
        state.transactions().effects().mark();
        StorageTransaction transaction = state.transactions().open(false);
        try (StorageStatement view = transaction.beginStatement()) {
            state.cancellation().watch(transaction);
            while (true) {
                CatalogSnapshot before = state.transactions().catalog().read(transaction, view);
                Context context = new Context(sql, transaction, view, before);
                state.context().running(before, view);
                state.transactions().runs(true);
                try {
                    work.run(context);
                    return;
                } catch (StorageException.StatementRetry retry) {
                    if (context.changed) {
                        throw new StorageException.TransactionRetry(
                                StorageException.TransactionRetry.Why.WRITE_CHANGED, Spaces.CATALOG, null);
                    }
                }
                state.transactions().effects().undo();
                view.restart();
                state.transactions().catalog().reread(view);
            }
        }
    }

    /** The context that DDL and COPY work in. */
    final class Context implements DdlContext {
        private final String sql;
        private final StorageTransaction transaction;
        private final StorageStatement view;
        private CatalogSnapshot catalog;
        private boolean changed;

        Context(String sql, StorageTransaction transaction, StorageStatement view, CatalogSnapshot catalog) {
            this.sql = sql;
            this.transaction = transaction;
            this.view = view;
            this.catalog = catalog;
        }

        @Override
        public String sql() {
            return sql;
        }

        @Override
        public CatalogSnapshot catalog() {
            return catalog;
        }

        @Override
        public BindEnvironment binding() {
            return state.environment(catalog);
        }

        @Override
        public Role role() {
            return binding().role();
        }

        @Override
        public int databaseOid() {
            return state.database().oid();
        }

        @Override
        public CatalogStore catalogStore() {
            return state.engine().catalogStore();
        }

        @Override
        public TransactionalStore store() {
            return state.engine().store();
        }

        @Override
        public StorageTransaction transaction() {
            return transaction;
        }

        @Override
        public StorageStatement statement() {
            return view;
        }

        @Override
        public ExecutionContext execution() {
            return runner().context(transaction, view, new Object[0]);
        }

        @Override
        public Plan plan(Rel rel) {
            return new Planner(
                            new SessionPlanning(state, binding()),
                            state.engine().optimizer())
                    .plan(rel);
        }

        @Override
        public PlanCompiler compiler() {
            return new PlanCompiler(catalog, new BoundTableChanges(binding()));
        }

        @Override
        public void apply(CatalogDelta delta) {
            changed = true;
            catalog = state.transactions().apply(catalog, delta, view);
            state.context().running(catalog, view);
        }

        @Override
        public void requireCurrentCatalog() {
            if (transaction.spaceVersion(Spaces.CATALOG) >= 0) {
                return;
            }
            if (changed) {
                throw new StorageException.TransactionRetry(
                        StorageException.TransactionRetry.Why.READ_CHANGED, Spaces.CATALOG, null);
            }
            throw new StorageException.StatementRetry("the catalog changed while the statement waited for a lock");
        }

        @Override
        public String settingValue(SettingStatement.Set set) {
            return SettingCommands.checked(set.name(), SettingStatements.value(set));
        }

        @Override
        public String requireSettable(String name) {
            SqlStateException refused = SettingCommands.refusal(state, name);
            if (refused != null) {
                throw refused;
            }
            SettingDefinition definition = SettingDefinitions.find(name);
            return definition == null ? name : definition.name();
        }

        @Override
        public boolean maySet(String name) {
            return SettingCommands.refusal(state, name) == null;
        }

        @Override
        public void phase(Consumer<DdlContext> work) {
            for (int attempt = 1; ; attempt++) {
                try {
                    state.transactions().commit();
                    inStatement(sql, work::accept);
                    state.transactions().commit();
                    return;
                } catch (StorageException.TransactionRetry retry) {
                    state.transactions().rollback();
                    if (attempt == PHASE_ATTEMPTS_MAX) {
                        throw retry;
                    }
                } catch (RuntimeException e) {
                    state.transactions().rollback();
                    throw e;
                }
            }
        }

        @Override
        public int otherSessions(int databaseOid) {
            return Math.toIntExact(others(databaseOid).count());
        }

        @Override
        public int preparedTransactions(int databaseOid) {
            return (int) store().prepared().stream()
                    .filter(prepared -> PreparedNote.of(prepared).database() == databaseOid)
                    .count();
        }

        @Override
        public void terminateOtherSessions(int databaseOid) {
            others(databaseOid).forEach(EngineSession::terminate);
        }

        private Stream<EngineSession> others(int databaseOid) {
            return state.engine().sessions().all().stream()
                    .filter(session -> session.databaseOid() == databaseOid && session.state() != state);
        }

        @Override
        public void notice(Notice notice) {
            state.notice(notice);
        }

        @Override
        public boolean inBlock() {
            return state.transactions().inBlock() || state.oneOfSeveral();
        }
    }
}
