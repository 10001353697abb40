package io.trefoil.sql.engine.session;

import io.trefoil.sql.parser.ast.TransactionStatement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import java.util.Locale;

/** BEGIN, COMMIT, SAVEPOINT and the rest of transaction control. */
final class TransactionCommands {
    private final SessionState state;
    private final TwoPhase twoPhase;

    TransactionCommands(SessionState state) {
        this.state = state;
        this.twoPhase = new TwoPhase(state);
    }

    /** Runs the statement and answers its tag. */
    String run(TransactionStatement statement) {
        return switch (statement) {
            case TransactionStatement.Begin begin -> begin(begin);
            case TransactionStatement.Commit commit -> commit(commit.chain());
            case TransactionStatement.Rollback rollback -> rollback(rollback.chain());
            case TransactionStatement.Savepoint savepoint -> {
                requireBlock("SAVEPOINT");
                state.transactions().savepoint(savepoint.name(), state.portals().made());
                yield "SAVEPOINT";
            }
            case TransactionStatement.Release release -> {
                requireBlock("RELEASE SAVEPOINT");
                state.transactions().release(release.name());
                if (state.transactions().phase() == TransactionControl.Phase.COMMITTED) {
                    state.portals().closeAll();
                }
                yield "RELEASE";
            }
            case TransactionStatement.RollbackTo rollback -> {
                requireBlock("ROLLBACK TO SAVEPOINT");
                state.portals().returnTo(state.transactions().rollbackTo(rollback.name()));
                yield "ROLLBACK";
            }
            case TransactionStatement.SetTransaction set -> {
                setTransaction(set);
                yield "SET";
            }
            case TransactionStatement.SetConstraints constraints ->
                throw new IllegalStateException("SET CONSTRAINTS is run with its checks");
            case TransactionStatement.SetTransactionSnapshot snapshot ->
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "invalid snapshot identifier: \"" + snapshot.id() + "\"");
            case TransactionStatement.PrepareTransaction prepare -> prepare(prepare.id());
            case TransactionStatement.CommitPrepared prepared -> twoPhase.finish(prepared.id(), true);
            case TransactionStatement.RollbackPrepared prepared -> twoPhase.finish(prepared.id(), false);
        };
    }

    private String prepare(String gid) {
        TransactionControl transactions = state.transactions();
        if (!transactions.inBlock()) {
            state.warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
        }
        if (transactions.phase() == TransactionControl.Phase.IDLE) {
            return "ROLLBACK";
        }
        state.portals().closeAll();
        return twoPhase.prepare(gid);
    }

    private void requireBlock(String command) {
        if (!state.transactions().inBlock()) {
            throw new SqlStateException(
                    SqlState.NO_ACTIVE_SQL_TRANSACTION, command + " can only be used in transaction blocks");
        }
    }

    private String begin(TransactionStatement.Begin begin) {
        boolean fresh = state.transactions().begin();
        if (!fresh) {
            state.warn(SqlState.ACTIVE_SQL_TRANSACTION, "there is already a transaction in progress");
        }
        applyModes(begin.modes());
        if (fresh) {
            state.transactions().begun();
        }
        return begin.start() ? "START TRANSACTION" : "BEGIN";
    }

    private void applyModes(List<TransactionStatement.TransactionMode> modes) {
        TransactionControl transactions = state.transactions();
        for (TransactionStatement.TransactionMode mode : modes) {
            TransactionModes before = transactions.modes();
            transactions.modes(
                    switch (mode) {
                        case TransactionStatement.Isolation isolation -> before.withIsolation(name(isolation));
                        case TransactionStatement.Access access -> before.withReadOnly(access.readOnly());
                        case TransactionStatement.Deferrability deferrability ->
                            before.withDeferrable(deferrability.deferrable());
                    });
        }
    }

    private static String name(TransactionStatement.Isolation isolation) {
        return isolation.level().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private String commit(boolean chain) {
        TransactionControl transactions = state.transactions();
        requireBlockFor(chain, "COMMIT");
        if (!transactions.inBlock()) {
            state.warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
        }
        TransactionModes modes = transactions.modes();
        state.portals().closeAll();
        boolean committed = transactions.commit();
        chain(chain, modes);
        return committed ? "COMMIT" : "ROLLBACK";
    }

    private String rollback(boolean chain) {
        TransactionControl transactions = state.transactions();
        requireBlockFor(chain, "ROLLBACK");
        if (!transactions.inBlock()) {
            state.warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
        }
        boolean wasCommitted = transactions.phase() == TransactionControl.Phase.COMMITTED;
        TransactionModes modes = transactions.modes();
        state.portals().closeAll();
        transactions.rollback();
        chain(chain, modes);
        return wasCommitted ? "COMMIT" : "ROLLBACK";
    }

    private void requireBlockFor(boolean chain, String command) {
        if (chain && !state.transactions().inBlock()) {
            throw new SqlStateException(
                    SqlState.NO_ACTIVE_SQL_TRANSACTION, command + " AND CHAIN can only be used in transaction blocks");
        }
    }

    private void chain(boolean chain, TransactionModes modes) {
        if (chain) {
            state.transactions().begin();
            state.transactions().modes(modes);
            state.transactions().begun();
        }
    }

    private void setTransaction(TransactionStatement.SetTransaction set) {
        if (!set.session()) {
            if (!state.transactions().inBlock() && !state.oneOfSeveral()) {
                state.warn(
                        SqlState.NO_ACTIVE_SQL_TRANSACTION, "SET TRANSACTION can only be used in transaction blocks");
                return;
            }
            applyModes(set.modes());
            return;
        }
        for (TransactionStatement.TransactionMode mode : set.modes()) {
            switch (mode) {
                case TransactionStatement.Isolation isolation ->
                    SettingCommands.set(state, "default_transaction_isolation", name(isolation), false);
                case TransactionStatement.Access access ->
                    SettingCommands.set(
                            state, "default_transaction_read_only", access.readOnly() ? "on" : "off", false);
                case TransactionStatement.Deferrability deferrability ->
                    SettingCommands.set(
                            state, "default_transaction_deferrable", deferrability.deferrable() ? "on" : "off", false);
            }
        }
    }
}
