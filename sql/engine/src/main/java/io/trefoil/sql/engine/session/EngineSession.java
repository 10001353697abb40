package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.api.ParameterValues;
import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.api.SessionRequest;
import io.trefoil.sql.api.SqlSession;
import io.trefoil.sql.api.StatementDescription;
import io.trefoil.sql.api.TransactionStatus;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.parser.ParsedStatement;
import io.trefoil.sql.parser.SqlParser;
import io.trefoil.sql.parser.ast.SettingStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TransactionStatement;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session of the engine: stations 3 to 7 of a statement. Control flow is here; what statements do is in
 * {@link StatementRunner} and {@link UtilityRunner}.
 */
final class EngineSession implements SqlSession {
    private static final @Nullable Object[] NO_PARAMETERS = {};
    private static final int PARSED_MAX = 64;
    private static final int PARSED_TEXT_MAX = 8192;

    private final SessionState state;
    private final StatementRunner runner;
    private final Templates templates;
    private final Replay replay;
    /** Why the transaction of the last statement could not be committed, when that is to be told at Sync. */
    private @Nullable RuntimeException commitFailure;

    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private final Portals portals;

    /** Unnamed statements by text: drivers send the same ones again and again. */
    private final Map<String, PreparedStatement> parsedBefore = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PreparedStatement> eldest) {
            return size() > PARSED_MAX;
        }
    };

    private boolean closed;

    EngineSession(SharedEngine engine, SessionRequest request, SessionListener listener) {
        this.state = new SessionState(engine, request, listener);
        this.portals = state.portals();
        this.runner = new StatementRunner(state, new UtilityRunner(state, statements));
        this.templates = new Templates(runner);
        this.replay = new Replay(state);
    }

    int processId() {
        return state.request().processId();
    }

    int databaseOid() {
        return state.database().oid();
    }

    SessionState state() {
        return state;
    }

    Map<String, PreparedStatement> statements() {
        return statements;
    }

    Portals portals() {
        return portals;
    }

    @Override
    public Map<String, String> reportedSettings() {
        Map<String, String> reported = new TreeMap<>();
        for (String name : SettingDefinitions.REPORTED) {
            reported.put(name, state.settingForClient(name));
        }
        if (state.sessionIdentity().isEmpty()) {
            reported.remove("trefoil.session");
        }
        return reported;
    }

    @Override
    public void deliverNotifications() {
        if (!state.transactions().inBlock()) {
            state.deliverNotifications();
        }
    }

    @Override
    public void ready() {
        state.cancellation().ready();
        state.commitTrace().ready();
    }

    // Simple query

    @Override
    public void query(String sql, ResponseSink sink) {
        guarded(sql, () -> {
            dropUnnamed();
            if (runByTemplate(sql, sink)) {
                return;
            }
            List<ParsedStatement> parsed = SqlParser.parse(sql);
            if (parsed.isEmpty()) {
                sink.emptyQuery();
                return;
            }
            boolean alone = parsed.size() == 1;
            state.oneOfSeveral(!alone);
            replay.forget();
            try {
                for (ParsedStatement statement : parsed) {
                    runSimple(statement, sql, alone, sink);
                }
            } finally {
                state.oneOfSeveral(false);
            }
            replay.end(this::endImplicit);
        });
    }

    /** Runs a text that differs from an earlier one in numbers only; false when it is not known to be one. */
    private boolean runByTemplate(String sql, ResponseSink sink) {
        TransactionControl transactions = state.transactions();
        if (transactions.status() == TransactionStatus.FAILED) {
            return false;
        }
        Templates.Use use = templates.find(sql, transactions.latestCatalog());
        if (use == null) {
            return false;
        }
        transactions.requireUsable();
        runner.runWhole(use.prepared(), use.parameters(), !transactions.inBlock(), sink);
        endImplicit();
        return true;
    }

    private void runSimple(ParsedStatement parsed, String sql, boolean alone, ResponseSink sink) {
        String own = alone ? sql : sql.substring(0, parsed.end());
        PreparedStatement prepared = new PreparedStatement("", parsed.statement(), own, null, false);
        requireRunnable(parsed.statement());
        if (alone && SessionPlanning.isPlanned(parsed.statement())) {
            runner.runWhole(prepared, NO_PARAMETERS, !state.transactions().inBlock(), sink);
            return;
        }
        runRepeatable(parsed.statement(), sink, () -> runner.runWhole(prepared, NO_PARAMETERS, false, sink), () -> {});
        if (state.transactions().phase() == TransactionControl.Phase.IDLE) {
            endImplicit();
        }
    }

    /** Runs one of several statements, which share an implicit transaction unless they say otherwise. */
    private void runRepeatable(Statement statement, ResponseSink sink, Runnable run, Runnable reset) {
        Runnable work = () -> {
            if (!(statement instanceof TransactionStatement)
                    || statement instanceof TransactionStatement.SetTransaction) {
                state.transactions().beginImplicit();
            }
            state.commitTrace().statementBegins();
            run.run();
        };
        replay.run(work, reset, Repeatable.is(statement), sink);
    }

    private void requireRunnable(Statement statement) {
        boolean always = statement instanceof TransactionStatement control && endsTransaction(control)
                || statement instanceof SettingStatement.ShowSavepointStatus;
        if (!always) {
            state.transactions().requireUsable();
        }
    }

    private static boolean endsTransaction(TransactionStatement statement) {
        return switch (statement) {
            case TransactionStatement.Commit commit -> true;
            case TransactionStatement.Rollback rollback -> true;
            case TransactionStatement.RollbackTo rollback -> true;
            case TransactionStatement.PrepareTransaction prepare -> true;
            default -> false;
        };
    }

    private void dropUnnamed() {
        statements.remove("");
        closePortal("");
    }

    // Extended query

    @Override
    public void parse(String name, String sql, int[] parameterTypes) {
        guarded(sql, () -> {
            if (!name.isEmpty() && statements.containsKey(name)) {
                throw new SqlStateException(
                        SqlState.DUPLICATE_PSTATEMENT, "prepared statement \"" + name + "\" already exists");
            }
            if (!name.isEmpty()) {
                // A statement that fails when it is run again must not leave later messages' work behind.
                replay.forget();
            }
            PreparedStatement same = name.isEmpty() ? parsedBefore.get(sql) : null;
            if (same != null && Arrays.equals(same.givenTypes(), parameterTypes)) {
                requireRunnable(Objects.requireNonNull(same.statement()));
                same.sentAnew();
                compile(same);
                statements.put(name, same);
                return;
            }
            List<ParsedStatement> parsed = SqlParser.parse(sql);
            if (parsed.size() > 1) {
                throw new SqlStateException(
                        SqlState.SYNTAX_ERROR, "cannot insert multiple commands into a prepared statement");
            }
            Statement statement = parsed.isEmpty() ? null : parsed.get(0).statement();
            if (statement != null) {
                requireRunnable(statement);
            }
            PreparedStatement prepared = new PreparedStatement(name, statement, sql, parameterTypes, false);
            if (statement != null) {
                compile(prepared);
            }
            statements.put(name, prepared);
            if (name.isEmpty() && statement != null && prepared.lasting() && sql.length() <= PARSED_TEXT_MAX) {
                parsedBefore.put(sql, prepared);
            }
        });
    }

    /** Compiles on the newest catalog, or the open transaction's. */
    private Compiled compile(PreparedStatement prepared) {
        return runner.compile(prepared, state.transactions().catalogForStatement());
    }

    @Override
    public StatementDescription describeStatement(String name) {
        return guarded("", () -> {
            PreparedStatement prepared = require(name);
            if (prepared.statement() == null) {
                return new StatementDescription(new int[0], null);
            }
            Compiled compiled = compile(prepared);
            prepared.described();
            int[] types =
                    compiled.parameterTypes().stream().mapToInt(SqlType::oid).toArray();
            return new StatementDescription(types, shapeOf(compiled));
        });
    }

    private @Nullable RowShape shapeOf(Compiled compiled) {
        return compiled instanceof Compiled.Utility utility ? runner.utilities().shape(utility) : compiled.shape();
    }

    private PreparedStatement require(String name) {
        PreparedStatement prepared = statements.get(name);
        if (prepared == null) {
            throw new SqlStateException(
                    SqlState.INVALID_SQL_STATEMENT_NAME,
                    name.isEmpty()
                            ? "unnamed prepared statement does not exist"
                            : "prepared statement \"" + name + "\" does not exist");
        }
        return prepared;
    }

    @Override
    public void bind(String portal, String statement, ParameterValues parameters, short[] resultFormats) {
        guarded("", () -> {
            PreparedStatement prepared = require(statement);
            if (!portal.isEmpty() && portals.find(portal) != null) {
                throw new SqlStateException(SqlState.DUPLICATE_CURSOR, "cursor \"" + portal + "\" already exists");
            }
            closePortal(portal);
            Statement parsed = prepared.statement();
            if (parsed == null) {
                portals.add(new Portal(portal, prepared, new Compiled.Utility(EMPTY, null), new Object[0], null));
                return;
            }
            requireRunnable(parsed);
            Compiled compiled = compile(prepared);
            @Nullable
            Object[] values = Parameters.decode(parameters, compiled.parameterTypes(), textFormat(), statement);
            RowShape shape = shapeOf(compiled);
            portals.add(new Portal(
                    portal,
                    prepared,
                    compiled,
                    values,
                    shape == null ? null : Parameters.withFormats(shape, resultFormats)));
        });
    }

    /** Stands for the statement of an empty query string. */
    private static final Statement EMPTY = new TransactionStatement.SetTransaction(false, List.of());

    @Override
    public @Nullable RowShape describePortal(String name) {
        return guarded("", () -> requirePortal(name)).shape();
    }

    private Portal requirePortal(String name) {
        Portal portal = portals.find(name);
        if (portal == null) {
            throw new SqlStateException(SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
        }
        return portal;
    }

    @Override
    public void execute(String portalName, long rowsMax, ResponseSink sink) {
        Portal portal = guarded("", () -> requirePortal(portalName));
        guarded(portal.prepared().sql(), () -> {
            Statement statement = portal.prepared().statement();
            if (statement == null) {
                sink.emptyQuery();
                return;
            }
            requireRunnable(statement);
            state.oneOfSeveral(false);
            if (portal.compiled() instanceof Compiled.Planned
                    && sink.syncFollows()
                    && state.transactions().phase() == TransactionControl.Phase.IDLE) {
                commitFailure = runner.runPortal(portal, rowsMax, true, sink);
                return;
            }
            runRepeatable(statement, sink, () -> runner.runPortal(portal, rowsMax, false, sink), portal::reset);
        });
    }

    @Override
    public byte @Nullable [] call(int functionOid, ParameterValues arguments, short resultFormat) {
        return guarded("<fastpath function call>", () -> {
            state.transactions().requireUsable();
            replay.forget();
            boolean alone = !state.transactions().inBlock();
            byte @Nullable [] result = new FastpathCall(functionOid).run(arguments, resultFormat, state, runner, alone);
            endImplicit();
            return result;
        });
    }

    @Override
    public void closeStatement(String name) {
        statements.remove(name);
    }

    @Override
    public void closePortal(String name) {
        portals.remove(name);
    }

    @Override
    public void sync() {
        // The statements that it was meant for are over.
        state.cancellation().forget();
        guarded("", () -> {
            RuntimeException failure = commitFailure;
            if (failure != null) {
                commitFailure = null;
                throw failure;
            }
            replay.end(this::endImplicit);
        });
    }

    @Override
    public void fail() {
        closePortals();
        state.transactions().fail(false);
    }

    // Transactions

    private void endImplicit() {
        if (!state.transactions().inBlock()) {
            closePortals();
            if (state.transactions().phase() == TransactionControl.Phase.IMPLICIT) {
                runner.commit();
            }
        }
    }

    private void closePortals() {
        portals.closeAll();
    }

    @Override
    public TransactionStatus transactionStatus() {
        return state.transactions().status();
    }

    @Override
    public TextFormat textFormat() {
        return state.textFormat();
    }

    @Override
    public long idleTimeoutMillis() {
        HotSettings settings = state.settings().hot();
        if (!state.transactions().inBlock()) {
            return settings.idleMillis();
        }
        long idle = settings.idleInTransactionMillis();
        long left = state.transactionMillisLeft();
        return left > 0 && (idle == 0 || left <= idle) ? left : idle;
    }

    @Override
    public SqlStateException idleTimeout() {
        boolean transactionEnds = state.transactions().inBlock() && state.transactionMillisLeft() == 1;
        return transactionEnds ? Cancellation.Reason.TRANSACTION_TIMEOUT.error() : SqlSession.super.idleTimeout();
    }

    @Override
    public void cancel() {
        state.cancellation().request(Cancellation.Reason.USER);
    }

    @Override
    public void terminate() {
        // First: the statement may end, and say why, at once.
        state.terminated();
        state.cancellation().request(Cancellation.Reason.SHUTDOWN);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closePortals();
            state.transactions().rollback();
            state.locks().unlockAll();
            state.dropTemporaryTables();
            state.close();
            state.engine().sessions().remove(this);
        }
    }

    // Errors

    private void guarded(String sql, Runnable action) {
        guarded(sql, () -> {
            action.run();
            return Boolean.TRUE;
        });
    }

    /** Turns whatever happens into an error of the session, and moves the transaction to its failed state. */
    private <T extends @Nullable Object> T guarded(String sql, Supplier<T> action) {
        try {
            state.enter(sql);
            return action.get();
        } catch (SqlStateException e) {
            throw failed(e);
        } catch (StorageException e) {
            throw failed(state.translate(e));
        } catch (StackOverflowError e) {
            throw failed(new SqlStateException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded"));
        } catch (OutOfMemoryError e) {
            throw failed(new SqlStateException(SqlState.OUT_OF_MEMORY, "out of memory"));
        } catch (RuntimeException | AssertionError e) {
            throw failed(new SqlStateException(SqlState.INTERNAL_ERROR, "internal error: " + e, e));
        } finally {
            state.leave();
        }
    }

    private SqlStateException failed(SqlStateException error) {
        if (!state.transactions().inBlock()) {
            closePortals();
        }
        state.transactions().fail(StorageErrors.isRetry(error));
        state.reportChanges();
        return error;
    }

    /** The catalog for views over sessions. */
    CatalogSnapshot latestCatalog() {
        return state.transactions().latestCatalog();
    }

    /** Names of prepared statements in order of creation, for pg_prepared_statements. */
    List<PreparedStatement> preparedStatements() {
        return new ArrayList<>(statements.values());
    }

    void notice(Notice notice) {
        state.notice(notice);
    }
}
