package io.trefoil.jdbc.link;

import io.trefoil.jdbc.api.TransactionRetry.Scope;
import io.trefoil.jdbc.url.RetrySettings;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connection was lost while an answer was awaited. What only read, and what had not been told to commit, is done again
 * in another session. Of a commit the server is asked how it ended: it keeps outcomes by session and cycle.
 */
final class LostConnection {
    private static final Logger LOG = Logger.getLogger("io.trefoil.jdbc.retry");
    private static final long PAUSE_MILLIS = 200;
    /** The server itself waits for up to 5 s until the lost session has ended. */
    private static final long ASK_MILLIS = 10_000;

    /** What the server answers for a transaction that did not commit, and never will. */
    private static final String ABORTED = "aborted";
    /** How its answer ends for a transaction that was promised to commit. */
    private static final String PREPARED = ": PREPARE TRANSACTION";

    private final Link link;
    private final Conversation conversation;
    private final TransactionLog log;
    private final Reconnector reconnector;
    private final IOException failure;
    private final boolean meant;

    /** @param meant whether what was going on must end: nothing is done again, only a commit's outcome is found out */
    LostConnection(Link link, Reconnector reconnector, IOException failure, boolean meant) {
        this.link = link;
        this.conversation = link.conversation();
        this.log = conversation.log();
        this.reconnector = reconnector;
        this.failure = failure;
        this.meant = meant;
    }

    /** What is to be done about the cycle that was not answered. */
    private enum Task {
        /** It may be sent again. */
        AGAIN,
        /** It may have committed. */
        ASK,
        /** Nothing helps. */
        NONE
    }

    /**
     * Makes the session whole again, or pgjdbc an answer.
     *
     * @throws IOException the failure, when nothing can be done
     */
    void recover() throws IOException {
        Task task = task();
        if (task == Task.NONE || (task == Task.AGAIN && (meant || !canRepeat()))) {
            throw failure;
        }
        LOG.log(Level.FINE, "the connection was lost, connecting again", failure);
        String lostSession = link.session().name();
        long cycle = link.session().cycle() + conversation.outstanding() - 1;
        Conversation.Position reached = link.reachedAfterLoss();
        String outcome = null;
        for (Reconnector.SignedIn session = connect(); session != null; session = reconnect()) {
            link.adopt(session);
            try {
                if (task == Task.AGAIN) {
                    repeat(reached, scope());
                    return;
                }
                // A later session knows nothing of the lost one's commit: only an answer ends the question.
                outcome = outcome == null ? ask(lostSession, cycle) : outcome;
                LOG.log(Level.FINE, "the lost commit is {0}", outcome);
                if (meant && outcome.equals(ABORTED)) {
                    break;
                }
                afterCommit(outcome, lostSession, cycle, reached);
                return;
            } catch (IOException lostAgain) {
                failure.addSuppressed(lostAgain);
            }
        }
        if (task == Task.AGAIN || ABORTED.equals(outcome)) {
            throw failure;
        }
        link.answerUnknown("the server cannot be reached to ask how the transaction ended", false);
    }

    /** The next session, after this one was lost as well. */
    private Reconnector.@Nullable SignedIn reconnect() {
        return link.budget().take() ? connect() : null;
    }

    private Task task() {
        if (conversation.outstanding() == 0 || conversation.status() == 'E') {
            return Task.NONE;
        }
        int first = log.cycles() - conversation.outstanding();
        if (first < 0) {
            return Task.NONE;
        }
        boolean block = conversation.status() == 'T' || first > 0;
        for (int cycle = first; cycle < log.cycles(); cycle++) {
            if (log.commits(cycle, conversation.prepared())) {
                return Task.ASK;
            }
            block |= log.opens(cycle, conversation.prepared());
        }
        return block || onlyReads(first) ? Task.AGAIN : Task.ASK;
    }

    private boolean onlyReads(int first) {
        for (int at = log.start(first); at < log.size(); at = log.next(at)) {
            if (log.type(at) == 'E' || log.type(at) == 'Q') {
                String text = log.text(at, conversation.prepared());
                if (text == null || !SqlText.isRead(text)) {
                    return false;
                }
            } else if (log.type(at) == 'F') {
                return false;
            }
        }
        return true;
    }

    private boolean canRepeat() {
        return link.policy().mode() == RetrySettings.Mode.REPLAY
                && conversation.refusal() == null
                && !conversation.isIncomplete()
                && conversation.settings().pinned() == null;
    }

    private Scope scope() {
        return conversation.status() == 'T' || log.cycles() > 1 ? Scope.TRANSACTION : Scope.READ;
    }

    /** Another session, within the budget; null when there is none. */
    private Reconnector.@Nullable SignedIn connect() {
        link.budget().take();
        do {
            try {
                return reconnector.connect(link.budget().remainingMillis());
            } catch (SQLException e) {
                failure.addSuppressed(e);
                String state = String.valueOf(e.getSQLState());
                if (!state.startsWith("08") && !state.startsWith("57") && !state.startsWith("53")) {
                    return null;
                }
                RetryBudget.pause(ThreadLocalRandom.current().nextLong(PAUSE_MILLIS));
            }
        } while (link.budget().remainingMillis() > 0
                && !link.isClosing()
                && !Thread.currentThread().isInterrupted());
        return null;
    }

    private String ask(String session, long cycle) throws IOException {
        if (session.isEmpty()) {
            return "unknown";
        }
        Socket socket = link.wire().socket();
        int timeoutMillis = socket.getSoTimeout();
        try {
            socket.setSoTimeout(
                    (int) Math.max(1_000, Math.min(ASK_MILLIS, link.budget().remainingMillis())));
            return outcome(session, cycle);
        } finally {
            socket.setSoTimeout(timeoutMillis);
        }
    }

    private String outcome(String session, long cycle) throws IOException {
        String question = "SELECT trefoil_catalog.commit_outcome('" + session + "', " + cycle + ")";
        String outcome = link.value(question);
        // The lost session may take its time to end.
        while (outcome.equals(Link.IN_USE) && link.budget().remainingMillis() > 0) {
            outcome = link.value(question);
        }
        return outcome;
    }

    private void afterCommit(String outcome, String session, long cycle, Conversation.Position reached)
            throws IOException {
        if (outcome.startsWith("committed")) {
            link.events().commitResolved();
            committed(reached, answer(outcome, session, cycle));
        } else if (outcome.equals(ABORTED)) {
            link.events().commitResolved();
            if (canRepeat()) {
                repeat(reached, Scope.COMMIT);
            } else {
                link.restoreSession();
                link.answerLost(ErrorMessage.of(
                        "ERROR",
                        "40001",
                        "restart transaction: the connection was lost and the transaction was not committed"
                                + " (not run again by the driver: " + why() + ")"));
            }
        } else {
            link.restoreSession();
            link.answerUnknown("the connection was lost during the commit, and its outcome is " + outcome, true);
        }
    }

    private String why() {
        String reason = conversation.refusal();
        if (reason == null) {
            reason = conversation.settings().pinned();
        }
        return reason == null ? "retry=" + link.policy().mode().name().toLowerCase(java.util.Locale.ROOT) : reason;
    }

    /** What was lost; null when it cannot be known. */
    private @Nullable KeptAnswer answer(String outcome, String session, long cycle) throws IOException {
        int last = log.cycles() - 1;
        if (conversation.outstanding() != 1 || conversation.isIncomplete()) {
            return null;
        }
        KeptAnswer answer;
        int colon = outcome.indexOf(": ");
        if (log.commits(last, conversation.prepared()) && !outcome.endsWith(PREPARED)) {
            answer = KeptAnswer.ofTag("COMMIT");
        } else if (colon >= 0) {
            answer = KeptAnswer.ofTag(outcome.substring(colon + 2));
        } else {
            String kept =
                    "SELECT pg_catalog.encode(trefoil_catalog.commit_answer('" + session + "', " + cycle + "), 'hex')";
            answer = KeptAnswer.parse(link.value(kept));
        }
        return answer != null && answer.fits(log, last) ? answer : null;
    }

    /** The commit happened: pgjdbc gets the answers that were lost, if they can be known. */
    private void committed(Conversation.Position reached, @Nullable KeptAnswer answer) throws IOException {
        int last = log.cycles() - 1;
        for (int at = log.start(last); answer != null && at < log.end(last); at = log.next(at)) {
            // pgjdbc will be told that the statement was prepared.
            if (log.type(at) == 'P' && !log.string(at, 0).isEmpty()) {
                conversation.prepared().parsed(log.string(at, 0));
            }
        }
        link.restoreSession();
        Map<Integer, List<byte[]>> described = answer == null ? null : describe(reached, last);
        if (answer == null || described == null) {
            link.answerUnknown(
                    "the statement was committed, but its result was lost with the connection,"
                            + " and the server has not kept it: it keeps no more than 64 KB",
                    true);
            return;
        }
        link.answerCommitted(answer.messages(log, last, reached, at -> described.getOrDefault(at, List.of())));
    }

    /** What the statements are of which pgjdbc wants a description; null when the server does not know them. */
    private @Nullable Map<Integer, List<byte[]>> describe(Conversation.Position reached, int cycle) throws IOException {
        Map<Integer, List<byte[]>> described = new HashMap<>(0);
        byte[] unnamed = {};
        for (int at = log.start(cycle); at < log.end(cycle); at = log.next(at)) {
            if (log.type(at) == 'P' && log.string(at, 0).isEmpty()) {
                unnamed = log.copy(at);
            } else if (log.type(at) == 'D' && log.targetKind(at) == 'S' && at >= reached.message()) {
                byte[] ask = log.copy(at);
                boolean named = ask[6] != 0;
                List<byte[]> answers = link.describe(named ? ask : Frames.joined(unnamed, ask));
                if (answers == null) {
                    return null;
                }
                described.put(at, answers);
            }
        }
        return described;
    }

    private void repeat(Conversation.Position reached, Scope scope) throws IOException {
        link.restoreSession();
        ErrorMessage error = ErrorMessage.of("ERROR", "08006", String.valueOf(failure.getMessage()));
        Replay.Recovery recovery = new Replay.Recovery(error, scope);
        int open = log.cycles() - conversation.outstanding();
        new Replay(link, recovery).afterFailure('I', reached, false, open);
    }

    /** The text of the first column of the first row. */
    static String firstValue(byte[] buffer, int message) {
        int columns = (buffer[message + 5] & 0xFF) << 8 | buffer[message + 6] & 0xFF;
        if (columns == 0) {
            return "unknown";
        }
        int at = message + 7;
        int length = Frames.integer(buffer, at);
        return length < 0 ? "unknown" : new String(buffer, at + 4, length, StandardCharsets.UTF_8);
    }
}
