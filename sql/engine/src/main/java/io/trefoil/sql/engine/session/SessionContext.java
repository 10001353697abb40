package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.views.AccessRights;
import io.trefoil.sql.catalog.views.PredefinedRoles;
import io.trefoil.sql.catalog.views.ViewContext;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.bind.RelationNames;
import io.trefoil.sql.engine.largeobject.LargeObjects;
import io.trefoil.sql.engine.largeobject.OpenLargeObjects;
import io.trefoil.sql.engine.system.AdvisoryLocks;
import io.trefoil.sql.engine.system.CatalogTexts;
import io.trefoil.sql.engine.system.SystemContext;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.RangeEstimate;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What functions may know of the session that runs them. */
final class SessionContext implements SystemContext {
    private final SessionState state;
    private final LiveViews views;
    private RandomGenerator random = new SplittableRandom();
    private boolean seeded;
    private @Nullable CatalogSnapshot catalog;
    private @Nullable StorageStatement view;
    private @Nullable CatalogTexts texts;

    SessionContext(SessionState state) {
        this.state = state;
        this.views = new LiveViews(state);
    }

    /** A statement is about to run on this catalog, through this view of the store. */
    void running(CatalogSnapshot snapshot, StorageStatement storageStatement) {
        this.catalog = snapshot;
        this.view = storageStatement;
    }

    @Override
    public CatalogSnapshot catalog() {
        CatalogSnapshot current = catalog;
        return current != null ? current : state.transactions().latestCatalog();
    }

    private BindEnvironment environment() {
        return state.environment(catalog());
    }

    @Override
    public int databaseOid() {
        return state.database().oid();
    }

    @Override
    public Role role() {
        return environment().role();
    }

    @Override
    public List<Integer> searchPathOids() {
        return environment().searchPath();
    }

    @Override
    public ViewContext views() {
        return views;
    }

    @Override
    public CatalogTexts texts() {
        BindEnvironment now = environment();
        CatalogTexts last = texts;
        if (last == null || !last.isOf(now.catalog(), now.searchPath())) {
            last = new CatalogTexts(now.catalog(), now.database(), now.searchPath());
            texts = last;
        }
        return last;
    }

    @Override
    public long transactionId() {
        return state.transactions().open(false).id();
    }

    @Override
    public AdvisoryLocks advisoryLocks() {
        return state.locks();
    }

    @Override
    public RangeEstimate estimate(int space) {
        return state.engine().store().estimate(KeyRange.all(space));
    }

    @Override
    public boolean cancelBackend(int processId) {
        EngineSession other = state.engine().sessions().find(processId);
        if (other != null) {
            requireSignal(other, "cancel", "query", "query is being canceled");
            other.cancel();
        } else {
            warnOfMissing(processId);
        }
        return other != null;
    }

    @Override
    public List<Integer> blockingBackends(int processId) {
        for (Backend backend : Backend.all(state.engine())) {
            if (backend.processId() == processId) {
                return List.copyOf(backend.blockers());
            }
        }
        return List.of();
    }

    @Override
    public void resetStatistics() {
        if (!role().superuser()) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for function pg_stat_reset");
        }
        state.engine().sessions().reset(state.database().oid());
    }

    @Override
    public boolean terminateBackend(int processId) {
        EngineSession other = state.engine().sessions().find(processId);
        if (other != null) {
            requireSignal(other, "terminate", "process", "process is being terminated");
            other.terminate();
        } else {
            warnOfMissing(processId);
        }
        return other != null;
    }

    @Override
    public void sendNotification(String channel, String payload) {
        state.transactions().effects().notifications().send(channel, payload);
    }

    @Override
    public List<String> listenedChannels() {
        return state.inbox().channels();
    }

    @Override
    public double notificationQueueUsage() {
        return state.engine().notifications().usage();
    }

    @Override
    public OpenLargeObjects openLargeObjects() {
        return state.transactions().effects().largeObjects();
    }

    @Override
    public LargeObjects largeObjects() {
        StorageStatement open = view;
        if (open == null) {
            throw new IllegalStateException("large objects are used by running statements");
        }
        return new LargeObjects(open, databaseOid(), openLargeObjects().written());
    }

    @Override
    public int newOid() {
        return state.engine().catalogStore().nextOid();
    }

    @Override
    public String commitOutcome(String session, long cycle) {
        return new OutcomeQuestion(state).outcome(session, cycle);
    }

    @Override
    public byte @Nullable [] commitAnswer(String session, long cycle) {
        return new OutcomeQuestion(state).answer(session, cycle);
    }

    /** 42501 unless the role may end what another session does: its own, or anybody's but a superuser's as a signaller. */
    private void requireSignal(EngineSession other, String verb, String noun, String passive) {
        AccessRights own = new AccessRights(catalog(), role().oid());
        Role target = catalog().role(other.state().sessionUser()).orElse(null);
        if (own.isSuperuser() || target == null) {
            return;
        }
        if (target.superuser()) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "must be a superuser to " + verb + " superuser " + noun);
        }
        if (!own.owns(target.oid()) && !own.owns(PredefinedRoles.SIGNAL_BACKEND)) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "must be a member of the role whose " + passive + " or member of pg_signal_backend");
        }
    }

    private void warnOfMissing(int processId) {
        state.warn(SqlState.WARNING, "PID " + processId + " is not a PostgreSQL backend process");
    }

    @Override
    public long serverStartMicros() {
        return state.engine().startMicros();
    }

    @Override
    public TextFormat textFormat() {
        return environment().textFormat();
    }

    @Override
    public long transactionStartMicros() {
        return state.transactions().startMicros();
    }

    @Override
    public long statementStartMicros() {
        return state.statementStartMicros();
    }

    @Override
    public String currentUser() {
        return role().name();
    }

    @Override
    public String sessionUser() {
        return state.sessionUser();
    }

    @Override
    public String currentDatabase() {
        return state.database().name();
    }

    @Override
    public List<String> searchPath(boolean includeImplicit) {
        List<String> names = new ArrayList<>();
        boolean explicitSystem = state.settings().searchPath(role().name()).contains("pg_catalog");
        for (int oid : environment().searchPath()) {
            String name = catalog()
                    .schema(oid)
                    .map(Schema::name)
                    .orElseGet(() -> RelationNames.schemaName(environment(), oid));
            if (includeImplicit || explicitSystem || !name.equals("pg_catalog")) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public int backendPid() {
        return state.request().processId();
    }

    @Override
    public String clientAddress() {
        return state.request().clientAddress();
    }

    @Override
    public @Nullable String setting(String name) {
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "transaction_isolation" -> state.transactions().modes().isolationName();
            case "transaction_read_only" -> state.transactions().modes().readOnly() ? "on" : "off";
            case "trefoil.session" -> state.sessionIdentity();
            case "transaction_deferrable" -> state.transactions().modes().deferrable() ? "on" : "off";
            default ->
                state.settings().find(name) == null ? null : state.settings().display(name);
        };
    }

    @Override
    public void changeSetting(String name, String value, boolean local) {
        SettingCommands.set(state, name, value, local);
    }

    @Override
    public RandomGenerator random() {
        DrawnValues drawn = seeded ? null : state.transactions().drawn();
        return drawn == null ? random : drawn.random();
    }

    @Override
    public RandomGenerator secureRandom() {
        DrawnValues drawn = state.transactions().drawn();
        return drawn == null ? SystemContext.super.secureRandom() : drawn.secureRandom();
    }

    @Override
    public void seedRandom(double seed) {
        random = new SplittableRandom(Double.doubleToLongBits(seed));
        seeded = true;
    }

    @Override
    public long nextSequenceValue(int sequenceOid) {
        requireReadWrite("nextval()");
        requirePrivilege(sequenceOid, Privilege.USAGE.bit() | Privilege.UPDATE.bit());
        return state.sequences()
                .next(
                        catalog(),
                        sequenceOid,
                        state.transactions().current(),
                        state.transactions().drawn());
    }

    @Override
    public long currentSequenceValue(int sequenceOid) {
        requirePrivilege(sequenceOid, Privilege.USAGE.bit() | Privilege.SELECT.bit());
        return state.sequences().current(catalog(), sequenceOid);
    }

    @Override
    public long lastSequenceValue() {
        return state.sequences().last(catalog());
    }

    @Override
    public void setSequenceValue(int sequenceOid, long value, boolean called) {
        requireReadWrite("setval()");
        requirePrivilege(sequenceOid, Privilege.UPDATE.bit());
        state.sequences()
                .set(catalog(), sequenceOid, value, called, state.transactions().drawn());
    }

    private void requireReadWrite(String function) {
        if (state.transactions().readOnly()) {
            throw ReadOnlyRules.refusal(function);
        }
    }

    /** 42501 unless the role has one of the privileges; identity columns count for whoever may insert. */
    private void requirePrivilege(int sequenceOid, int privileges) {
        Role role = state.environment(catalog()).role();
        if (!role.superuser()
                && catalog().relation(sequenceOid).orElse(null) instanceof Sequence sequence
                && !sequence.identity()
                && !new AccessRights(catalog(), role.oid()).hasAny(sequence, privileges)) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for sequence " + sequence.name());
        }
    }

    @Override
    public void checkCanceled() {
        state.cancellation().check();
        StorageStatement open = view;
        if (open != null) {
            open.checkCanceled();
        }
    }

    @Override
    public SqlType type(int oid) {
        return catalog()
                .valueType(oid)
                .orElseThrow(() -> new SqlStateException(
                        SqlState.UNDEFINED_OBJECT,
                        "type with OID " + Integer.toUnsignedString(oid) + " does not exist"));
    }
}
