package io.trefoil.sql.engine.session;

import io.trefoil.sql.parser.ast.TransactionStatement;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;

/** BEGIN, COMMIT, SAVEPOINT and the rest of transaction control. */
final class TransactionCommands {
    private final SessionState state;

    TransactionCommands(SessionState state) {
        this.state = state;
    }

    /** Runs the statement and answers its tag. */
    String run(TransactionStatement statement) {
        return switch (statement) {
            case TransactionStatement.Begin begin -> begin(begin);
            case TransactionStatement.Commit commit -> commit(commit.chain());
            case TransactionStatement.Rollback rollback -> rollback(rollback.chain());
            case TransactionStatement.Savepoint savepoint -> {
                requireBlock("SAVEPOINT");
                state.transactions().savepoint(savepoint.name());
                yield "SAVEPOINT";
            }
            case TransactionStatement.Release release -> {
                requireBlock("RELEASE SAVEPOINT");
                state.transactions().release(release.name());
                yield "RELEASE";
            }
            case TransactionStatement.RollbackTo rollback -> {
                requireBlock("ROLLBACK TO SAVEPOINT");
                state.transactions().rollbackTo(rollback.name());
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
            case TransactionStatement.PrepareTransaction prepare -> throw noTwoPhase();
            case TransactionStatement.CommitPrepared prepared -> throw noTwoPhase();
            case TransactionStatement.RollbackPrepared prepared -> throw noTwoPhase();
        };
    }

    private static SqlStateException noTwoPhase() {
        return new SqlStateException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "prepared transactions are disabled")
                .withHint("Set max_prepared_transactions to a nonzero value.");
    }

    private void requireBlock(String command) {
        if (!state.transactions().inBlock()) {
            throw new SqlStateException(
                    SqlState.NO_ACTIVE_SQL_TRANSACTION, command + " can only be used in transaction blocks");
        }
    }

    private String begin(TransactionStatement.Begin begin) {
        if (!state.transactions().begin()) {
            state.warn(SqlState.ACTIVE_SQL_TRANSACTION, "there is already a transaction in progress");
        }
        applyModes(begin.modes());
        return begin.start() ? "START TRANSACTION" : "BEGIN";
    }

    private void applyModes(List<TransactionStatement.TransactionMode> modes) {
        for (TransactionStatement.TransactionMode mode : modes) {
            switch (mode) {
                case TransactionStatement.Isolation isolation ->
                    state.transactions().isolation(level(isolation));
                case TransactionStatement.Access access -> state.transactions().readOnly(access.readOnly());
                case TransactionStatement.Deferrability deferrability -> {
                    // read-only transactions never wait or fail here, so that there is nothing to defer
                }
            }
        }
    }

    private static Isolation level(TransactionStatement.Isolation isolation) {
        return switch (isolation.level()) {
            case READ_UNCOMMITTED, READ_COMMITTED -> Isolation.READ_COMMITTED;
            case REPEATABLE_READ -> Isolation.REPEATABLE_READ;
            case SERIALIZABLE -> Isolation.SERIALIZABLE;
        };
    }

    private String commit(boolean chain) {
        TransactionControl transactions = state.transactions();
        requireBlockFor(chain, "COMMIT");
        if (!transactions.inBlock()) {
            state.warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
        }
        Isolation isolation = transactions.isolation();
        boolean readOnly = transactions.readOnly();
        boolean committed = transactions.commit();
        chain(chain, isolation, readOnly);
        return committed ? "COMMIT" : "ROLLBACK";
    }

    private String rollback(boolean chain) {
        TransactionControl transactions = state.transactions();
        requireBlockFor(chain, "ROLLBACK");
        if (!transactions.inBlock()) {
            state.warn(SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
        }
        boolean wasCommitted = transactions.phase() == TransactionControl.Phase.COMMITTED;
        Isolation isolation = transactions.isolation();
        boolean readOnly = transactions.readOnly();
        transactions.rollback();
        chain(chain, isolation, readOnly);
        return wasCommitted ? "COMMIT" : "ROLLBACK";
    }

    private void requireBlockFor(boolean chain, String command) {
        if (chain && !state.transactions().inBlock()) {
            throw new SqlStateException(
                    SqlState.NO_ACTIVE_SQL_TRANSACTION, command + " AND CHAIN can only be used in transaction blocks");
        }
    }

    private void chain(boolean chain, Isolation isolation, boolean readOnly) {
        if (chain) {
            state.transactions().begin();
            state.transactions().isolation(isolation);
            state.transactions().readOnly(readOnly);
        }
    }

    private void setTransaction(TransactionStatement.SetTransaction set) {
        if (!set.session()) {
            if (!state.transactions().inBlock()) {
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
                    SettingCommands.set(
                            state,
                            "default_transaction_isolation",
                            isolation
                                    .level()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' '),
                            false);
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
