package io.trefoil.sql.engine.session;

import io.trefoil.sql.engine.outcome.CommitOutcomes;
import io.trefoil.sql.engine.outcome.CommitRecord;
import io.trefoil.sql.engine.outcome.SessionIdentity;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * trefoil_catalog.commit_outcome and commit_answer: a client that has lost its connection asks what became of its COMMIT, or
 * of the statement that committed by itself.
 */
final class OutcomeQuestion {
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long LOOK_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(10);

    private final SessionState asking;

    OutcomeQuestion(SessionState asking) {
        this.asking = asking;
    }

    /** How the transaction ended. */
    String outcome(String session, long cycle) {
        return known(session, cycle).outcome(cycle);
    }

    /** What its statements were answered; null when it is not kept. */
    byte @Nullable [] answer(String session, long cycle) {
        return known(session, cycle).answer(cycle);
    }

    private CommitOutcomes.Known known(String session, long cycle) {
        SessionIdentity identity = SessionIdentity.parse(session);
        if (cycle < 1) {
            throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "cycle must be greater than zero");
        }
        end(identity);
        CommitOutcomes.Known known = asking.engine().outcomes().find(identity);
        CommitRecord record = known.record();
        if (record != null) {
            requireOwn(record.role());
        }
        return known;
    }

    /**
     * Ends the session if it is open. Who asks has lost his connection, so nobody is served by it any more, but the server may
     * not have noticed, or may not even have read the COMMIT: only what has ended commits nothing more.
     */
    private void end(SessionIdentity identity) {
        EngineSession open = find(identity);
        if (open == null) {
            return;
        }
        if (open.state() == asking) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "a session cannot ask for its own commit outcome");
        }
        requireOwn(open.state().loginRole());
        open.terminate();
        long end = System.nanoTime() + WAIT_NANOS;
        long pause = 100_000;
        while (asking.engine().sessions().isOpen(open)) {
            asking.cancellation().check();
            if (System.nanoTime() - end > 0) {
                throw new SqlStateException(
                                SqlState.OBJECT_IN_USE, "session \"" + identity.text() + "\" has not ended yet")
                        .withHint("It has been asked to end. Ask again for the outcome of its commit.");
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LOOK_NANOS_MAX);
        }
    }

    private @Nullable EngineSession find(SessionIdentity identity) {
        for (EngineSession session : asking.engine().sessions().all()) {
            if (identity.equals(session.state().commitTrace().identity())) {
                return session;
            }
        }
        return null;
    }

    /** 42501 unless the asking session is of the same user, or a superuser's. */
    private void requireOwn(int role) {
        if (role != asking.loginRole() && !asking.context().role().superuser()) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for the commit outcomes of another user");
        }
    }
}
