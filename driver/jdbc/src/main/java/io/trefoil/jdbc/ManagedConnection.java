package io.trefoil.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.logging.Level;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.xa.PGXAConnection;

/**
 * A connection whose transactions somebody else begins and ends. pgjdbc knows the protocol and its states; this adds what
 * the handle must see (a connection that does not commit by itself) and says in XA's words what went wrong.
 */
final class ManagedConnection extends LoanedConnection implements XAConnection, XAResource {
    private static final Set<String> OF_THE_MANAGER = Set.of("commit", "rollback", "setSavepoint", "setAutoCommit");
    private static final Set<String> NO_TWO_PHASES = Set.of("42601", "55000");

    private final BaseConnection base;
    private final PGXAConnection branches;
    private boolean inBranch;

    ManagedConnection(Connection physical) throws SQLException {
        super(physical);
        this.base = physical.unwrap(BaseConnection.class);
        this.branches = new PGXAConnection(base);
    }

    @Override
    public XAResource getXAResource() {
        return this;
    }

    @Override
    void reset() throws SQLException {
        if (!inBranch) {
            super.reset();
        }
    }

    @Override
    void end() throws SQLException {
        if (!inBranch) {
            super.end();
        }
    }

    @Override
    void check(String method) throws SQLException {
        if (inBranch && OF_THE_MANAGER.contains(method)) {
            throw new SQLException(method + " is the transaction manager's while it has a transaction here", "2D000");
        }
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        if (flags == TMNOFLAGS && !inBranch && base.getTransactionState() != TransactionState.IDLE) {
            throw failure(XAException.XAER_OUTSIDE, "a transaction of its own is open on this connection", null);
        }
        setAutoCommit(false);
        try {
            branches.start(xid, flags);
            inBranch = true;
        } catch (XAException refused) {
            setAutoCommit(!inBranch);
            throw refused;
        }
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        branches.end(xid, flags);
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        try {
            int vote = branches.prepare(xid);
            over();
            return vote;
        } catch (XAException failed) {
            if (failed.getCause() instanceof SQLException cause && NO_TWO_PHASES.contains(cause.getSQLState())) {
                throw failure(
                        XAException.XAER_RMERR,
                        "this server does not prepare transactions (" + cause.getMessage()
                                + "): only a transaction with one resource can be committed",
                        failed);
            }
            throw explained(xid, failed);
        }
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        try {
            branches.commit(xid, onePhase);
            over();
        } catch (XAException failed) {
            throw onePhase ? explained(xid, failed) : failed;
        }
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        branches.rollback(xid);
        over();
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        return branches.recover(flag);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        branches.forget(xid);
    }

    /** Only itself: a branch is ended on the connection that began it. */
    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return branches.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return branches.setTransactionTimeout(seconds);
    }

    /** A server that cannot serialize has rolled back: the manager is told so, and may run it again. */
    private XAException explained(Xid xid, XAException failed) throws XAException {
        if (!(failed.getCause() instanceof SQLException cause)) {
            return failed;
        }
        String state = String.valueOf(cause.getSQLState());
        if (!state.startsWith("40") && !state.startsWith("23")) {
            return failed;
        }
        rollback(xid);
        int code = state.equals("40P01")
                ? XAException.XA_RBDEADLOCK
                : state.startsWith("23") ? XAException.XA_RBINTEGRITY : XAException.XA_RBTRANSIENT;
        return failure(code, cause.getMessage(), failed);
    }

    private void over() throws XAException {
        inBranch = false;
        setAutoCommit(true);
    }

    private void setAutoCommit(boolean on) throws XAException {
        try {
            physical().setAutoCommit(on);
        } catch (SQLException lost) {
            TrefoilDriver.LOGGER.log(Level.FINE, "a managed connection is lost", lost);
            throw failure(XAException.XAER_RMFAIL, "the connection is lost: " + lost.getMessage(), lost);
        }
    }

    private static XAException failure(int code, @Nullable String message, @Nullable Throwable cause) {
        XAException failure = new XAException(message);
        failure.errorCode = code;
        if (cause != null) {
            failure.initCause(cause);
        }
        return failure;
    }
}
