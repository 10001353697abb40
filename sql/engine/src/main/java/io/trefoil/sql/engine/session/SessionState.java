package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.api.SessionListener;
import io.trefoil.sql.api.SessionRequest;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.views.CatalogNames;
import io.trefoil.sql.catalog.views.RegNames;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.bind.Privileges;
import io.trefoil.sql.engine.ddl.TemporarySchema;
import io.trefoil.sql.engine.largeobject.OpenLargeObjects;
import io.trefoil.sql.engine.notification.Inbox;
import io.trefoil.sql.engine.notification.Notification;
import io.trefoil.sql.engine.notification.PendingNotifications;
import io.trefoil.sql.engine.outcome.SessionIdentity;
import io.trefoil.sql.storage.LockSession;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TextFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who the session is and what it remembers between statements: identity, settings, transaction, sequences. */
final class SessionState {
    private final SharedEngine engine;
    private final SessionRequest request;
    private final SessionListener listener;
    private final TransactionControl transactions;
    private final CommitTrace commitTrace;
    private final Inbox inbox;
    private final int loginRole;
    private final SessionLocks locks;
    private final Cancellation cancellation;
    private final LockWaitLog lockWaitLog;
    private final Sequences sequences;
    private final Portals portals = new Portals();
    private final SessionContext context;
    private final Database database;
    private final Map<String, String> reported = new HashMap<>();
    private final long startMicros = Clock.nowMicros();
    private volatile String currentSql = "";
    private boolean oneOfSeveral;
    private volatile String activity = "idle";
    private volatile long statementStartMicros;
    private volatile long stateChangeMicros = Clock.nowMicros();
    private @Nullable BindEnvironment environment;
    private @Nullable Settings environmentSettings;
    private Object compilation = new Object();
    /** OID of the schema with the session's temporary tables, 0 when it has none. */
    private int temporarySchema;

    private @Nullable Settings reportedSettings;

    SessionState(SharedEngine engine, SessionRequest request, SessionListener listener) {
        this.engine = engine;
        this.request = request;
        this.listener = listener;
        CatalogSnapshot catalog = engine.catalogStore().latest();
        Role role = catalog.role(request.user())
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                        "role \"" + request.user() + "\" does not exist"));
        if (!role.canLogin()) {
            throw new SqlStateException(
                    SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
                    "role \"" + role.name() + "\" is not permitted to log in");
        }
        this.database = catalog.database(request.database())
                .orElseThrow(() -> new SqlStateException(
                        SqlState.INVALID_CATALOG_NAME, "database \"" + request.database() + "\" does not exist"));
        boolean connect = Privileges.allowed(
                catalog,
                role,
                database.ownerOid(),
                database.acl(),
                Privilege.CONNECT.bit() | Privilege.TEMPORARY.bit(),
                Privilege.CONNECT);
        if (!connect) {
            throw Privileges.denied("database", "\"" + database.name() + "\"")
                    .withDetail("User does not have CONNECT privilege.");
        }
        this.loginRole = role.oid();
        this.commitTrace = new CommitTrace(engine.outcomes(), loginRole);
        this.inbox = new Inbox(engine.notifications(), database.oid(), listener::notificationsArrived);
        String label = Integer.toString(request.processId());
        LockSession lockSession = engine.store().openLockSession(label);
        this.locks = new SessionLocks(this, lockSession);
        this.transactions = new TransactionControl(
                new TransactionSlot(engine.store(), label, lockSession),
                engine.catalogStore(),
                startSettings(catalog, role),
                commitTrace,
                new SideEffects(
                        new DrawnValues(),
                        new PendingNotifications(engine.notifications(), inbox, request.processId()),
                        new OpenLargeObjects()));
        this.cancellation = new Cancellation(engine.timer());
        this.lockWaitLog = new LockWaitLog(engine, request.processId());
        this.sequences = new Sequences(engine.sequences());
        this.context = new SessionContext(this);
        traceCommits();
        for (String name : SettingDefinitions.REPORTED) {
            reported.put(name, settingForClient(name));
        }
    }

    private Settings startSettings(CatalogSnapshot catalog, Role role) {
        StartSettings start = new StartSettings(catalog, role);
        start.put("max_connections", Integer.toString(engine.settings().maxConnections()));
        start.addDefaults(database, listener);
        start.addRequested(request.settings());
        return start.settings();
    }

    SharedEngine engine() {
        return engine;
    }

    SessionRequest request() {
        return request;
    }

    TransactionControl transactions() {
        return transactions;
    }

    /** Notifications for the session's client. */
    Inbox inbox() {
        return inbox;
    }

    void deliverNotifications() {
        for (Notification next = inbox.poll(); next != null; next = inbox.poll()) {
            listener.notification(next.processId(), next.channel(), next.payload());
        }
    }

    /** OID of the role that the client logged in as. */
    int loginRole() {
        return loginRole;
    }

    /** Whether the answers of the statement that runs now are kept with its commit. */
    boolean keepsAnswers() {
        return commitTrace.identity() != null && transactions.phase() == TransactionControl.Phase.IMPLICIT;
    }

    CommitTrace commitTrace() {
        return commitTrace;
    }

    /** Begins to record commits if that is asked for and not done yet. */
    private void traceCommits() {
        if (settings().hot().commitOutcomes() && commitTrace.identity() == null) {
            commitTrace.begin();
            engine.outcomes()
                    .pruneNowAndThen(
                            1_000_000 * settings().number("trefoil.commit_outcomes_age"),
                            number -> engine.sessions().all().stream()
                                    .map(session ->
                                            session.state().commitTrace().identity())
                                    .anyMatch(identity -> identity != null && identity.number() == number));
        }
    }

    SessionLocks locks() {
        return locks;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    Portals portals() {
        return portals;
    }

    Sequences sequences() {
        return sequences;
    }

    SessionContext context() {
        return context;
    }

    Database database() {
        return database;
    }

    Settings settings() {
        return transactions.settings();
    }

    /** The role whose privileges count: SET ROLE's, else the session's user. */
    Role role(CatalogSnapshot catalog) {
        String name = settings().get("role");
        String user = name.equals("none") ? sessionUser() : name;
        return catalog.role(user)
                .orElseThrow(
                        () -> new SqlStateException(SqlState.UNDEFINED_OBJECT, "role \"" + user + "\" does not exist"));
    }

    String sessionUser() {
        return settings().get("session_authorization");
    }

    /** Names and types as the session sees them in a catalog snapshot. Remade when snapshot or settings change. */
    BindEnvironment environment(CatalogSnapshot catalog) {
        BindEnvironment last = environment;
        if (last != null && last.catalog() == catalog && environmentSettings == settings()) {
            return atPresentTime(last);
        }
        Role role = role(catalog);
        List<Integer> path = new ArrayList<>();
        int creation = 0;
        boolean systemNamed = false;
        for (String name : settings().searchPath(role.name())) {
            if (name.equals("pg_catalog")) {
                path.add(Namespaces.PG_CATALOG);
                systemNamed = true;
            } else if (Namespaces.oidOf(name) != 0) {
                path.add(Namespaces.oidOf(name));
            } else {
                int oid = catalog.schema(database.oid(), name)
                        .filter(schema -> Privileges.mayUse(catalog, role, schema))
                        .map(Schema::oid)
                        .orElse(0);
                if (oid != 0) {
                    path.add(oid);
                    creation = creation == 0 ? oid : creation;
                }
            }
        }
        if (!systemNamed) {
            path.add(0, Namespaces.PG_CATALOG);
        }
        temporarySchema = catalog.schema(database.oid(), TemporarySchema.nameFor(request.processId()))
                .map(Schema::oid)
                .orElse(0);
        if (temporarySchema != 0) {
            path.add(0, temporarySchema);
        }
        RegNames names = new RegNames(new CatalogNames(catalog, database.oid(), path));
        TextFormat format = settings().textFormat(names, transactionStartMicros());
        BindEnvironment made =
                new BindEnvironment(catalog, database.oid(), path, creation, role, format, engine.functions());
        environment = made;
        environmentSettings = settings();
        compilation = new Object();
        return made;
    }

    /** The same environment for the transaction that is open now: 'now' and 'today' mean its start. */
    private BindEnvironment atPresentTime(BindEnvironment last) {
        TextFormat format = last.textFormat();
        long start = transactionStartMicros();
        if (format.transactionStartMicros() == start) {
            return last;
        }
        BindEnvironment made = new BindEnvironment(
                last.catalog(),
                last.database(),
                last.searchPath(),
                last.creationSchema(),
                last.role(),
                format.withTransactionStart(start),
                last.functions());
        environment = made;
        return made;
    }

    private long transactionStartMicros() {
        return transactions.phase() == TransactionControl.Phase.IDLE
                ? statementStartMicros
                : transactions.startMicros();
    }

    /** Stands for all that compiled statements depend on: another object whenever {@link #environment} made all anew. */
    Object compilation() {
        return compilation;
    }

    TextFormat textFormat() {
        return environment(transactions.latestCatalog()).textFormat();
    }

    /** What a compiled statement depends on besides its text and the catalog. */
    String surroundings() {
        String surroundings = settings().hot().surroundings();
        return temporarySchema == 0 ? surroundings : surroundings + " temporary " + temporarySchema;
    }

    // Running statements

    /** Whether the running statement shares its implicit transaction with others of the same query text. */
    boolean oneOfSeveral() {
        return oneOfSeveral;
    }

    void oneOfSeveral(boolean several) {
        oneOfSeveral = several;
    }

    /** A call of the protocol begins. */
    void enter(String sql) {
        statementStartMicros = Clock.nowMicros();
        transactions.statementStart(statementStartMicros);
        currentSql = sql.isEmpty() ? currentSql : sql;
        // Before it can be seen at work: whoever sees it may cancel it.
        cancellation.start();
        activity = "active";
        locks.begin();
        stateChangeMicros = statementStartMicros;
        HotSettings hot = settings().hot();
        if (hot.statementTimeoutMillis() > 0 || hot.transactionTimeoutMillis() > 0) {
            limit(hot);
        }
        if (hot.logLockWaitsMillis() > 0) {
            lockWaitLog.start(hot.logLockWaitsMillis(), currentSql);
        }
    }

    /** The statement may run until the first of two limits; its own does not count if the transaction's is nearer. */
    private void limit(HotSettings hot) {
        long statement = hot.statementTimeoutMillis();
        long transaction = transactionMillisLeft();
        if (transaction > 0 && (statement == 0 || transaction <= statement)) {
            cancellation.limit(transaction, Cancellation.Reason.TRANSACTION_TIMEOUT);
        } else if (statement > 0) {
            cancellation.limit(statement, Cancellation.Reason.STATEMENT_TIMEOUT);
        }
    }

    /** How long the open transaction, or one that would begin now, may last by transaction_timeout; 0 for ever. */
    long transactionMillisLeft() {
        long limit = settings().hot().transactionTimeoutMillis();
        if (limit == 0 || transactions.phase() == TransactionControl.Phase.IDLE) {
            return limit;
        }
        return Math.max(1, limit - (Clock.nowMicros() - transactions.startMicros()) / 1000);
    }

    /** The running statement is going to be run again from its beginning: what it took and drew is given back. */
    void undoStatement() {
        locks.undoStatement();
        transactions.effects().undo();
    }

    /** Whether the server has run a statement or transaction often or long enough, and its client has to decide. */
    boolean retriesEnd(int attempt) {
        return attempt >= settings().hot().retryAttempts() || retryBudgetIsSpent();
    }

    boolean retryBudgetIsSpent() {
        long millis = settings().hot().retryBudgetMillis();
        return millis > 0 && Clock.nowMicros() - statementStartMicros > 1000 * millis;
    }

    /** A call of the protocol ends. */
    void leave() {
        cancellation.stop();
        lockWaitLog.stop();
        activity = switch (transactions.status()) {
            case IDLE -> "idle";
            case IN_BLOCK -> "idle in transaction";
            case FAILED -> "idle in transaction (aborted)";
        };
        stateChangeMicros = Clock.nowMicros();
        reportChanges();
    }

    long statementStartMicros() {
        return statementStartMicros;
    }

    long startMicros() {
        return startMicros;
    }

    String currentSql() {
        return currentSql;
    }

    String activity() {
        return activity;
    }

    long stateChangeMicros() {
        return stateChangeMicros;
    }

    SqlStateException translate(StorageException e) {
        if (e instanceof StorageException.TransactionRetry retry
                && retry.why() == StorageException.TransactionRetry.Why.DEADLOCK) {
            transactions.tally().deadlocks++;
        }
        return e instanceof StorageException.Canceled ? cancellation.error() : StorageErrors.translate(e);
    }

    // Settings and messages

    /** A setting as ParameterStatus tells it. */
    String settingForClient(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "is_superuser" -> superuserText();
            case "trefoil.session" -> sessionIdentity();
            default -> settings().display(name);
        };
    }

    /** The name under which commits are recorded; empty when they are not. */
    String sessionIdentity() {
        SessionIdentity identity = commitTrace.identity();
        return identity == null ? "" : identity.text();
    }

    private String superuserText() {
        return engine.catalogStore()
                        .latest()
                        .role(sessionUser())
                        .map(Role::superuser)
                        .orElse(false)
                ? "on"
                : "off";
    }

    /** Tells the client about reported settings that have changed. */
    void reportChanges() {
        if (reportedSettings == settings()) {
            return;
        }
        reportedSettings = settings();
        traceCommits();
        for (String name : SettingDefinitions.REPORTED) {
            String value = settingForClient(name);
            if (!Objects.equals(reported.put(name, value), value)) {
                listener.settingChanged(name, value);
            }
        }
    }

    void notice(Notice notice) {
        String threshold = settings().get("client_min_messages");
        if (severityRank(notice.severity()) >= severityRank(threshold.toUpperCase(Locale.ROOT))) {
            listener.notice(notice);
        }
    }

    private static int severityRank(String severity) {
        return switch (severity) {
            case "DEBUG5", "DEBUG4", "DEBUG3", "DEBUG2", "DEBUG1", "DEBUG" -> 0;
            case "LOG" -> 1;
            case "NOTICE" -> 2;
            case "WARNING" -> 3;
            case "ERROR" -> 4;
            default -> 5;
        };
    }

    /** Another session ends this one. Any thread. */
    void terminated() {
        listener.terminated();
    }

    void warn(SqlState state, String message) {
        notice(new Notice("WARNING", new SqlStateException(state, message)));
    }

    /** Temporary tables end with their session. */
    void dropTemporaryTables() {
        if (temporarySchema != 0) {
            TemporarySchema.drop(engine.store(), engine.catalogStore(), schema -> schema.oid() == temporarySchema);
        }
    }

    void close() {
        inbox.close();
        cancellation.stop();
    }
}
