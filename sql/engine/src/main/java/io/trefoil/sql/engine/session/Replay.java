package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.storage.StorageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that one message, or one series of messages up to Sync, has run since its transaction began. When the
 * transaction cannot be placed in the serial order, and the client has not been sent any of the answers, they are taken
 * back and the statements run again, with the locks that they have: the client never learns of it.
 *
 * <p>Answers between two statements (BindComplete, RowDescription ...) are kept and put in their places again.
 */
final class Replay {
    private static final byte[] NOTHING = {};
    /** Longer transactions have sent answers anyway. */
    private static final int STEPS_MAX = 1000;

    private final SessionState state;
    private final List<Step> steps = new ArrayList<>();
    private boolean possible;

    /** Where the answers of a statement stand, and those of other messages that followed them. */
    private static final class Step {
        final Runnable work;
        final Runnable reset;
        final ResponseSink sink;
        long start;
        long end;
        byte[] followedBy = NOTHING;

        Step(Runnable work, Runnable reset, ResponseSink sink) {
            this.work = work;
            this.reset = reset;
            this.sink = sink;
        }
    }

    Replay(SessionState state) {
        this.state = state;
    }

    /** The client was told how the transaction ended, or what was done cannot be done twice. */
    void forget() {
        steps.clear();
        possible = false;
    }

    /**
     * Runs a statement.
     *
     * @param reset makes it as new before it runs again
     * @param repeatable whether it leaves nothing behind when its transaction is rolled back
     */
    void run(Runnable work, Runnable reset, boolean repeatable, ResponseSink sink) {
        if (state.transactions().phase() == TransactionControl.Phase.IDLE) {
            steps.clear();
            possible = true;
        }
        if (!repeatable || !possible || steps.size() == STEPS_MAX) {
            forget();
            work.run();
            return;
        }
        Step step = new Step(work, reset, sink);
        step.start = sink.position();
        steps.add(step);
        try {
            work.run();
            step.end = sink.position();
            if (state.locks().anyOfStatement()) {
                // They outlive their transaction and would be taken twice.
                forget();
            }
        } catch (StorageException.TransactionRetry retry) {
            again(retry, null);
        }
    }

    /** Ends the transaction that the statements ran in. */
    void end(Runnable commit) {
        try {
            commit.run();
        } catch (StorageException.TransactionRetry retry) {
            again(retry, commit);
        }
        forget();
    }

    private void again(StorageException.TransactionRetry first, @Nullable Runnable commit) {
        StorageException.TransactionRetry retry = first;
        if (!possible || steps.isEmpty() || !takeBack(commit == null)) {
            throw retry;
        }
        for (int attempt = 1; !state.retriesEnd(attempt); attempt++) {
            state.transactions().restart();
            state.cancellation().pause(attempt);
            try {
                runAll();
                if (commit != null) {
                    commit.run();
                    steps.forEach(step -> step.reset.run());
                }
                return;
            } catch (StorageException.TransactionRetry another) {
                retry = another;
                ResponseSink sink = steps.getFirst().sink;
                if (sink.takeBack(steps.getFirst().start) == null) {
                    break;
                }
            }
        }
        throw retry;
    }

    /** Takes the answers of all steps back and remembers what stood between them. */
    private boolean takeBack(boolean lastFailed) {
        Step firstStep = steps.getFirst();
        byte[] taken = firstStep.sink.takeBack(firstStep.start);
        if (taken == null) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean last = i == steps.size() - 1;
            if (last && lastFailed) {
                break;
            }
            int from = (int) (step.end - firstStep.start);
            int to = last ? taken.length : (int) (steps.get(i + 1).start - firstStep.start);
            step.followedBy = Arrays.copyOfRange(taken, from, to);
        }
        return true;
    }

    private void runAll() {
        steps.forEach(step -> step.reset.run());
        for (Step step : steps) {
            step.start = step.sink.position();
            step.work.run();
            step.end = step.sink.position();
            step.sink.giveBack(step.followedBy, 0, step.followedBy.length);
        }
    }
}
