package io.trefoil.jdbc.link;

import io.trefoil.jdbc.api.TransactionRetry;
import io.trefoil.jdbc.api.TransactionRetry.Scope;
import io.trefoil.jdbc.url.RetrySettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a failed transaction again: goes back to a savepoint or to the beginning, sends the cycles that were answered and
 * compares their answers, then sends the cycle that failed, whose answers the link goes on with.
 */
final class Replay {
    private static final String CHANGED = "what the transaction has read was changed by others";
    private static final String RESTART = "ROLLBACK TO SAVEPOINT cockroach_restart";

    private final Link link;
    private final Conversation conversation;
    private final TransactionLog log;
    private final PreparedStatements prepared;
    private final Recovery recovery;

    /** What the attempts since one failure have in common. */
    static final class Recovery {
        private final ErrorMessage first;
        private final @Nullable Scope scope;
        private boolean savepointTried;
        private @Nullable TransactionRetry last;

        /** @param scope what listeners are told, when it is not seen from where the repetition begins */
        Recovery(ErrorMessage first, @Nullable Scope scope) {
            this.first = first;
            this.scope = scope;
        }

        ErrorMessage first() {
            return first;
        }

        void succeeded(RetryEvents events) {
            TransactionRetry retry = last;
            if (retry != null) {
                events.recovered(retry);
            }
        }
    }

    /** How a cycle that was sent again ended. */
    private record Outcome(char status, @Nullable ErrorMessage error) {}

    /** From where a transaction is sent again. */
    private enum From {
        SAVEPOINT,
        RESTART_SAVEPOINT,
        BEGIN,
        NOWHERE
    }

    Replay(Link link, Recovery recovery) {
        this.link = link;
        this.conversation = link.conversation();
        this.log = conversation.log();
        this.prepared = conversation.prepared();
        this.recovery = recovery;
    }

    static void refused(RetryEvents events, ErrorMessage error, String reason) {
        events.gaveUp(
                new TransactionRetry(0, 0, 0, Scope.TRANSACTION, error.sqlState(), error.text(), reason),
                RetryEvents.GivenUp.REFUSED);
    }

    /**
     * A cycle has failed in a way that repeating may cure.
     *
     * @param after the server's state since
     * @param reached what pgjdbc has got of the cycle's answers
     * @param stale whether the cycle failed for a plan that no longer fits: pgjdbc will send it again by itself
     * @param failed the cycle; those behind it were not answered at all
     */
    void afterFailure(char after, Conversation.Position reached, boolean stale, int failed) throws IOException {
        conversation.repeating(reached);
        char now = after;
        ErrorMessage error = recovery.first;
        while (true) {
            From from = now == 'I' ? (failed == 0 ? From.NOWHERE : From.BEGIN) : chooseFrom(failed, reached, stale);
            if (link.policy().mode() == RetrySettings.Mode.SAVEPOINT
                    && from != From.SAVEPOINT
                    && from != From.NOWHERE) {
                giveUp(now, "retry=savepoint and no savepoint helps", RetryEvents.GivenUp.REFUSED);
                return;
            }
            if (!link.budget().take()) {
                giveUp(now, "given up after " + link.budget().used(), RetryEvents.GivenUp.EXHAUSTED);
                return;
            }
            begin(from, error);
            Outcome outcome = goBack(from, failed);
            for (int cycle = outcome.error == null ? first(from, failed) : failed; cycle < failed; cycle++) {
                outcome = again(cycle);
                if (outcome.error != null && outcome.error.isRetryable()) {
                    break;
                }
                if (outcome.error != null && outcome.error.isInterruption()) {
                    link.answerWithError(outcome.error, outcome.status);
                    return;
                }
                if (conversation.tracker().isLost() || conversation.tracker().digest() != log.digest(cycle)) {
                    if (from != From.SAVEPOINT || link.policy().mode() == RetrySettings.Mode.SAVEPOINT) {
                        giveUpChanged(outcome.status);
                        return;
                    }
                    // A cursor from before the savepoint does not go back with it; from BEGIN on it is opened again.
                    outcome = new Outcome(outcome.status, error);
                    break;
                }
                outcome = new Outcome(outcome.status, null);
            }
            if (outcome.error == null) {
                if (stale) {
                    link.answerStale(recovery.first);
                    recovery.succeeded(link.events());
                } else {
                    conversation.resume(failed, sendLast(failed), reached, recovery);
                }
                return;
            }
            now = outcome.status;
            error = outcome.error;
            if (!error.isRetryable()) {
                giveUp(now, "going back failed: " + error.text(), RetryEvents.GivenUp.REFUSED);
                return;
            }
        }
    }

    private From chooseFrom(int failed, Conversation.Position reached, boolean stale) {
        Savepoints.Savepoint savepoint = conversation.savepoints().last();
        if (savepoint != null
                && savepoint.cycle() < failed
                && !recovery.savepointTried
                && (stale || !log.isCommit(reached.message(), prepared))) {
            recovery.savepointTried = true;
            return From.SAVEPOINT;
        }
        return From.RESTART_SAVEPOINT;
    }

    private void begin(From from, ErrorMessage error) {
        long pause = link.budget().pauseMillis();
        Scope undone = from == From.SAVEPOINT ? Scope.SAVEPOINT : Scope.TRANSACTION;
        Scope scope = recovery.scope != null ? recovery.scope : undone;
        TransactionRetry retry = link.budget().report(scope, pause, error.sqlState(), error.text(), null);
        recovery.last = retry;
        link.events().retrying(retry);
        RetryBudget.pause(pause);
    }

    /** Brings the server to where the repetition begins. */
    private Outcome goBack(From from, int failed) throws IOException {
        switch (from) {
            case SAVEPOINT -> {
                Savepoints.Savepoint savepoint = conversation.savepoints().last();
                return command("ROLLBACK TO SAVEPOINT " + (savepoint == null ? "" : savepoint.name()));
            }
            case RESTART_SAVEPOINT -> {
                if (log.opens(0, prepared)) {
                    Outcome restarted = command(RESTART);
                    if (restarted.error == null || !restarted.error.sqlState().equals("3B001")) {
                        return restarted;
                    }
                }
                // There is none: the server is no Trefoil, or BEGIN came with the first statement.
                Outcome ended = command("ROLLBACK");
                return ended.error == null ? resendOpening(failed) : ended;
            }
            case BEGIN -> {
                return resendOpening(failed);
            }
            case NOWHERE -> {
                return new Outcome('I', null);
            }
        }
        throw new IllegalStateException();
    }

    /** BEGIN again, when it is a cycle of its own. */
    private Outcome resendOpening(int failed) throws IOException {
        Outcome outcome = new Outcome('I', null);
        for (int cycle = 0; cycle < failed && log.opens(cycle, prepared) && outcome.error == null; cycle++) {
            outcome = again(cycle);
        }
        return outcome;
    }

    /** The first cycle that is sent again after going back. */
    private int first(From from, int failed) {
        if (from == From.SAVEPOINT) {
            Savepoints.Savepoint savepoint = conversation.savepoints().last();
            return savepoint == null ? 0 : savepoint.cycle() + 1;
        }
        int cycle = 0;
        while (cycle < failed && log.opens(cycle, prepared)) {
            cycle++;
        }
        return cycle;
    }

    private Outcome again(int cycle) throws IOException {
        Set<Integer> left = new HashSet<>(0);
        write(request(cycle, left));
        conversation.tracker().begin(cycle, left);
        return await(true);
    }

    /**
     * Sends the cycle that failed, and those that followed it. A COMMIT among them may arrive even when writing fails: that
     * is found out about when the answer is awaited.
     */
    private Set<Integer> sendLast(int failed) throws IOException {
        Set<Integer> left = new HashSet<>(0);
        ByteArrayOutputStream request = request(failed, left);
        for (int cycle = failed + 1; cycle < log.cycles(); cycle++) {
            request(cycle, new HashSet<>(0)).writeTo(request);
        }
        try {
            write(request);
        } catch (IOException e) {
            link.writeFailed(e);
        }
        return left;
    }

    private void write(ByteArrayOutputStream request) throws IOException {
        OutputStream out = link.wire().out();
        request.writeTo(out);
        out.flush();
    }

    /**
     * A cycle of the log, to be sent again.
     *
     * @param left gets the messages that are left out, by where they begin
     */
    private ByteArrayOutputStream request(int cycle, Set<Integer> left) {
        ByteArrayOutputStream request = new ByteArrayOutputStream(log.end(cycle) - log.start(cycle));
        for (int at = log.start(cycle); at < log.end(cycle); at = log.next(at)) {
            if (isThere(at)) {
                left.add(at);
            } else {
                request.write(log.bytes(), at, log.next(at) - at);
            }
        }
        return request;
    }

    /** Named statements outlive what failed. */
    private boolean isThere(int message) {
        if (log.type(message) != 'P') {
            return false;
        }
        String name = log.string(message, 0);
        return !name.isEmpty() && prepared.isOnServer(name);
    }

    private Outcome command(String sql) throws IOException {
        link.wire().send(Frames.query(sql));
        return await(false);
    }

    /** Reads the answers of a cycle; pgjdbc gets none of them. */
    private Outcome await(boolean tracked) throws IOException {
        BackendStream in = link.wire().in();
        Tracker tracker = conversation.tracker();
        ErrorMessage error = null;
        while (true) {
            in.awaitMessage();
            byte type = in.type();
            switch (type) {
                case 'Z' -> {
                    char status = in.status();
                    in.drop();
                    link.session().ready();
                    return new Outcome(status, error);
                }
                case 'E' -> {
                    error = ErrorMessage.parse(in);
                    if (error.endsSession()) {
                        throw new SessionEnded(in.takeMessage(), error);
                    }
                    if (tracked) {
                        tracker.failed(error.sqlState());
                    }
                }
                case 'S', 'A' -> link.delivery().add(in.copyMessage());
                case 'N' -> {}
                default -> {
                    if (tracked) {
                        if (type == '1') {
                            conversation.parsed();
                        }
                        tracker.answered(type, in.buffer(), in.scan(), in.messageEnd());
                    }
                }
            }
            in.drop();
        }
    }

    /** The application has seen something that is no longer so. */
    void giveUpChanged(char now) throws IOException {
        if (!log.opens(0, prepared)) {
            giveUp(now, CHANGED, RetryEvents.GivenUp.CHANGED);
            return;
        }
        if (now != 'I') {
            command("ROLLBACK");
        }
        // The application has not rolled back yet: until it does, its statements must be refused.
        command("BEGIN");
        Outcome refused = command("SELECT 1/0");
        giveUp(refused.status, "what the transaction has read was changed by others", RetryEvents.GivenUp.CHANGED);
    }

    private void giveUp(char now, String reason, RetryEvents.GivenUp why) throws IOException {
        char status = now;
        int failed = log.cycles() - 1;
        if (status != 'I' && failed >= 0 && log.commits(failed, prepared)) {
            status = command("ROLLBACK").status;
        }
        TransactionRetry last = recovery.last;
        Scope scope = last == null ? Scope.TRANSACTION : last.scope();
        link.events()
                .gaveUp(link.budget().report(scope, 0, recovery.first.sqlState(), recovery.first.text(), reason), why);
        ErrorMessage told = recovery.first.sqlState().startsWith("08")
                ? ErrorMessage.of("ERROR", "40001", "restart transaction: the connection was lost")
                : recovery.first;
        link.answerWithError(told.notRunAgain(reason), status);
    }
}
