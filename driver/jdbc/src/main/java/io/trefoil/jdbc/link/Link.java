package io.trefoil.jdbc.link;

import io.trefoil.jdbc.url.RetrySettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;

/**
 * The wire between pgjdbc and a server. Messages pass through; those of the open transaction are kept. When it fails with
 * 40001 or 40P01, or with its connection, it is sent again, and if the answers that pgjdbc already has come out the same,
 * pgjdbc gets the rest of them and never learns of the failure.
 *
 * <p>One thread at a time, that of pgjdbc. Silent until {@link #activate}: signing in is left to pgjdbc.
 */
public final class Link {
    private static final Logger LOG = Logger.getLogger("io.trefoil.jdbc.retry");

    /** SQLSTATE object_in_use. */
    static final String IN_USE = "55006";

    private final RetrySettings policy;
    private final RetryEvents events;
    private final RetryBudget budget;
    final TransactionLog log = new TransactionLog();
    final PreparedStatements prepared = new PreparedStatements();
    final Savepoints savepoints = new Savepoints();
    final SessionSettings settings = new SessionSettings();
    final Tracker tracker = new Tracker(log);

    private @Nullable Wire wire;
    private @Nullable Reconnector reconnector;
    private @Nullable PgConnection owner;
    /** Kept, because pgjdbc closes the socket of a connection that nobody holds. */
    private @Nullable PgConnection adopted;

    private byte[] backendKey = {};
    private boolean active;
    /** A write that failed since pgjdbc last read. */
    private @Nullable IOException broken;

    private volatile boolean closed;

    /** What pgjdbc is given before anything else. */
    private final Deque<byte[]> injected = new ArrayDeque<>();

    private int injectedAt;
    /** The batch that pgjdbc is sending. */
    private @Nullable Batch batch;
    /** What pgjdbc is answered in the name of the server while a batch is on its way. */
    private final Deque<byte[]> fakes = new ArrayDeque<>();

    /** Bytes of a long message that pass without being looked at. */
    private int passing;

    /** Of the last ReadyForQuery that pgjdbc saw. */
    private char status = 'I';
    /** ReadyForQuery messages since the session began, the first one included. */
    private long readyCount;

    private String sessionId = "";
    /** Cycles sent and not answered. */
    private int outstanding;
    /** Whether the cycle that is answered is in the log. */
    private boolean tracking;

    /** Why the open transaction must not be run again; null while it may. */
    private @Nullable String refusal;
    /** Whether the log misses something of the open transaction. */
    private boolean incomplete;

    /** How far pgjdbc had come when the cycle failed that is answered once more; null in an ordinary cycle. */
    private @Nullable Position delivered;

    private Replay.@Nullable Recovery recovering;
    /** Whether the application has gone back to the restart savepoint by itself: what it saw before is forgotten. */
    private boolean restarted;

    /** A place in a cycle's answers, and the digest up to it. */
    record Position(int message, int seen, long digest) {}

    public Link(RetrySettings policy, RetryEvents events) {
        this.policy = policy;
        this.events = events;
        this.budget = new RetryBudget(policy.maxAttempts(), policy.budgetMillis());
    }

    /** Listeners and counters. */
    public RetryEvents events() {
        return events;
    }

    /** What the open transaction may still spend. */
    public RetryBudget budget() {
        return budget;
    }

    RetrySettings policy() {
        return policy;
    }

    /** A socket that carries this link over another. */
    Socket over(Socket raw) throws IOException {
        return new LinkSocket(this, raw);
    }

    void attach(Wire fresh) {
        wire = fresh;
    }

    Wire wire() throws IOException {
        Wire current = wire;
        if (current == null) {
            throw new IOException("not connected");
        }
        return current;
    }

    /** Where a socket's bytes go: its own wire, or the one that took its place. */
    OutputStream out(Wire own) throws IOException {
        Wire current = wire;
        return current == null || !active ? own.out() : current.out();
    }

    /** The socket that carries the session: another one than at first, once it was lost. */
    Socket socket(Socket own) {
        Wire current = wire;
        return current == null || adopted == null ? own : current.socket();
    }

    /** The socket of a cancel request, which must go to wherever the session is now. */
    Socket forCancel(Socket raw) throws IOException {
        SocketAddress place = adopted == null ? null : wire().socket().getRemoteSocketAddress();
        return place == null ? raw : new CancelSocket(place);
    }

    /** Connects to one place only. */
    private static final class CancelSocket extends Socket {
        private final SocketAddress place;

        CancelSocket(SocketAddress place) {
            this.place = place;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            super.connect(place, timeout);
        }
    }

    /** pgjdbc has signed in: from now on messages are looked at. */
    public void activate() {
        active = true;
    }

    boolean isActive() {
        return active;
    }

    /** The open transaction does something that must not happen twice. */
    public void refuseReplay(String reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }

    @Nullable
    String refusal() {
        return refusal;
    }

    char status() {
        return status;
    }

    int outstanding() {
        return outstanding;
    }

    // --- what pgjdbc sends ---

    /**
     * Looks at a message.
     *
     * @return whether it goes to the server now
     */
    boolean sending(byte[] buffer, int start, int end) throws IOException {
        char type = (char) buffer[start];
        switch (type) {
            case 'd', 'c', 'f' -> {
                return true;
            }
            case 'X' -> {
                closed = true;
                return true;
            }
            case 'C' -> {
                if (buffer[start + 5] == 'S') {
                    return closing(buffer, start, end);
                }
            }
            default -> {}
        }
        Batch current = batch;
        if (current != null && type == 'S' && current.sync() == Batch.Sync.SWALLOWED) {
            return false;
        }
        if (log.size() == 0 && prepared.hasClosings()) {
            wire().out().write(prepared.takeClosings());
        }
        int at = log.size();
        log.append(buffer, start, end);
        if (current != null && type != 'S' && type != 'Q') {
            current.sending(type, at);
        }
        switch (type) {
            case 'P' -> parsing(at);
            case 'B' -> binding(at);
            case 'Q' -> {
                inspect(log.string(at, 0), null);
                endCycle();
            }
            case 'F' -> {
                refuseReplay("a function was called by the fast path (large objects)");
                endCycle();
            }
            case 'S' -> endCycle();
            default -> {}
        }
        return true;
    }

    private void endCycle() {
        log.endCycle();
        outstanding++;
    }

    /** A long message passes without being kept. */
    void sendingUnseen(char type) {
        if (type != 'd') {
            incomplete = true;
            refuseReplay("it is longer than retryBufferBytes=" + policy.bufferBytes());
        }
    }

    private boolean closing(byte[] buffer, int start, int end) {
        if (log.size() > 0) {
            prepared.closeLater(buffer, start, end);
            return false;
        }
        int from = start + 6;
        int to = from;
        while (buffer[to] != 0) {
            to++;
        }
        prepared.closed(new String(buffer, from, to - from, StandardCharsets.UTF_8));
        return true;
    }

    private void parsing(int at) {
        String name = log.string(at, 0);
        String text = log.string(at, 1);
        if (!name.isEmpty()) {
            prepared.parsing(name, log.copy(at));
        }
        inspect(text, name);
    }

    private void binding(int at) {
        if (prepared.hasSpecial()) {
            String text = prepared.special(log.string(at, 1));
            if (text != null) {
                inspect(text, null);
            }
        }
    }

    /** Notes what a statement does to a replay and to a move to another session. */
    private void inspect(String text, @Nullable String name) {
        SqlText.Care care = SqlText.care(text);
        if (care == SqlText.Care.NONE) {
            return;
        }
        if (name != null && !name.isEmpty()) {
            prepared.special(name, text);
        }
        if (care.pinsSession()) {
            settings.pin(care.what());
        }
        if (care.forbidsReplay()) {
            refuseReplay(care.what());
        }
    }

    // --- what the server answers ---

    /** Gives pgjdbc bytes; waits until there are some. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (!injected.isEmpty()) {
                return takeInjected(target, offset, length);
            }
            Batch current = batch;
            BackendStream in = wire().in();
            if (in.approved() > 0) {
                return in.deliver(target, offset, length);
            }
            if (current != null && current.isAnswering(outstanding)) {
                answerBatch(current);
                continue;
            }
            try {
                IOException failedBefore = broken;
                if (failedBefore != null) {
                    throw failedBefore;
                }
                advance(in);
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                lost(e);
            }
        }
    }

    int available() throws IOException {
        return injected.isEmpty() ? wire().in().available() : injected.getFirst().length - injectedAt;
    }

    private int takeInjected(byte[] target, int offset, int length) {
        byte[] first = injected.getFirst();
        int count = Math.min(length, first.length - injectedAt);
        System.arraycopy(first, injectedAt, target, offset, count);
        injectedAt += count;
        if (injectedAt == first.length) {
            injected.removeFirst();
            injectedAt = 0;
        }
        return count;
    }

    void inject(byte[] message) {
        injected.addLast(message);
    }

    private void advance(BackendStream in) throws IOException {
        do {
            if (passing > 0) {
                in.await(1);
                passing -= in.approveBytes(passing);
            } else if (!step(in)) {
                return;
            }
        } while (injected.isEmpty()
                && !(batch != null && batch.isAnswering(outstanding))
                && (passing > 0 ? in.hasUnseen() : in.holdsMessage()));
    }

    /** One message; false when it has to wait until those before it are delivered. */
    private boolean step(BackendStream in) throws IOException {
        in.await(5);
        byte type = in.type();
        if (type == 'd' || (type == 'D' && !tracking())) {
            passing = in.messageBytes();
            return true;
        }
        in.await(in.messageBytes());
        switch (type) {
            case 'S', 'A', 'N', 'K', 'R', 'v' -> {
                noteSignIn(in, type);
                in.approve();
            }
            case 'Z' -> {
                if (in.approved() > 0 && needsCare()) {
                    return false;
                }
                ready(in);
            }
            case 'E' -> {
                if (in.approved() > 0) {
                    return false;
                }
                failed(in);
            }
            default -> {
                return answer(in, type);
            }
        }
        return true;
    }

    private boolean needsCare() {
        return recovering != null;
    }

    private void noteSignIn(BackendStream in, byte type) {
        if (type == 'K') {
            backendKey = Arrays.copyOfRange(in.buffer(), in.scan() + 5, in.messageEnd());
        } else if (type == 'S') {
            int from = in.scan() + 5;
            String name = zeroTerminated(in.buffer(), from);
            if (name.equals("trefoil.session")) {
                sessionId = zeroTerminated(in.buffer(), from + name.length() + 1);
            }
        }
    }

    private static String zeroTerminated(byte[] buffer, int from) {
        int to = from;
        while (buffer[to] != 0) {
            to++;
        }
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }

    /** Whether the answers that come now belong to the first cycle of the log that has none. */
    private boolean tracking() {
        if (!active || outstanding == 0 || incomplete) {
            return false;
        }
        if (!tracking) {
            tracker.begin(log.cycles() - outstanding, Set.of());
            tracking = true;
        }
        return true;
    }

    private boolean answer(BackendStream in, byte type) throws IOException {
        if (!tracking()) {
            in.approve();
            return true;
        }
        Position before = delivered;
        if (before != null && in.approved() > 0) {
            return false;
        }
        boolean known = before != null
                && (tracker.message() < before.message()
                        || (tracker.message() == before.message() && tracker.seen() < before.seen()));
        if (before != null && !known && tracker.digest() != before.digest()) {
            changed(in);
            return true;
        }
        if (before != null && !known) {
            delivered = null;
        }
        switch (type) {
            case 'G', 'H', 'W' -> {
                refuseReplay("COPY was used");
                incomplete = true;
                in.approve();
                return true;
            }
            case '1' -> noteParsed();
            case 'T' -> noteShape(in);
            case 'C' -> noteTag(in);
            default -> {}
        }
        tracker.answered(type, in.buffer(), in.scan(), in.messageEnd());
        if (tracker.isLost()) {
            refuseReplay("the server answered in an unexpected order");
            incomplete = true;
        }
        if (known) {
            in.drop();
        } else {
            in.approve();
        }
        return true;
    }

    void noteParsed() {
        if (log.type(tracker.message()) == 'P') {
            String name = log.string(tracker.message(), 0);
            if (!name.isEmpty()) {
                prepared.parsed(name);
            }
        }
    }

    /** Command tags that change what a replay has to do. */
    private void noteTag(BackendStream in) {
        byte[] buffer = in.buffer();
        int at = in.scan();
        byte first = buffer[at + 5];
        if (first == 'S') {
            if (Tracker.isTag("SAVEPOINT\0", buffer, at)) {
                savepoints.set(SqlText.savepoint(textNow()), tracker.cycle());
            } else if (Tracker.isTag("SET\0", buffer, at)) {
                settings.changed(textNow());
            }
        } else if (first == 'R') {
            if (Tracker.isTag("RELEASE\0", buffer, at)) {
                released(textNow());
            } else if (Tracker.isTag("ROLLBACK\0", buffer, at)) {
                rolledBack(SqlText.rolledBackTo(textNow()));
            } else if (Tracker.isTag("RESET\0", buffer, at)) {
                settings.changed(textNow());
            }
        } else if (first == 'D') {
            if (Tracker.isTag("DISCARD ALL\0", buffer, at)) {
                settings.clear();
                prepared.clear();
            } else if (Tracker.isTag("DEALLOCATE ALL\0", buffer, at)) {
                prepared.clear();
            }
        } else if (first == 'C' && Tracker.isTag("COMMIT\0", buffer, at)) {
            settings.committed();
        }
    }

    private String textNow() {
        String text = log.text(tracker.message(), prepared);
        return text == null ? "" : text;
    }

    private void released(String text) {
        String name = SqlText.released(text);
        if (name != null && SqlText.isRestartSavepoint(name)) {
            refuseReplay("it is committed");
        } else {
            savepoints.released(name);
        }
    }

    private void rolledBack(@Nullable String name) {
        if (name != null && SqlText.isRestartSavepoint(name)) {
            restarted = true;
        } else {
            savepoints.rolledBack(name);
        }
    }

    private void ready(BackendStream in) throws IOException {
        readyCount++;
        if (!active) {
            in.approve();
            return;
        }
        if (tracking && delivered != null && tracker.digest() != delivered.digest()) {
            changed(in);
            return;
        }
        char now = (char) in.buffer()[in.scan() + 5];
        Replay.Recovery recovery = recovering;
        if (recovery != null) {
            recovering = null;
            recovery.succeeded(events);
        }
        finishCycle(now);
        in.approve();
    }

    /** A cycle's answers are complete. */
    private void finishCycle(char now) {
        if (outstanding > 0) {
            if (tracking) {
                log.digest(tracker.cycle(), tracker.digest());
            }
            outstanding--;
        }
        tracking = false;
        delivered = null;
        boolean block = status != 'I';
        status = now;
        if (now == 'I' && outstanding == 0) {
            transactionEnded(block);
        } else if (restarted && outstanding == 0) {
            applicationRestarted();
        } else if (incomplete && outstanding == 0) {
            log.clear();
        } else if (refusal == null && log.size() > policy.bufferBytes()) {
            refuseReplay("it is longer than retryBufferBytes=" + policy.bufferBytes());
            incomplete = true;
            log.clear();
            inject(ErrorMessage.warning("the transaction has sent more than retryBufferBytes=" + policy.bufferBytes()
                            + ": it cannot be run again")
                    .encode('N'));
        }
    }

    /** The transaction is as it was after BEGIN (and SAVEPOINT of the restart savepoint), whatever went before. */
    private void applicationRestarted() {
        restarted = false;
        savepoints.clear();
        settings.forgetPending();
        refusal = null;
        incomplete = false;
        int kept = 0;
        while (kept < log.cycles() && Replay.opens(log, kept, prepared)) {
            kept++;
        }
        if (kept == 0) {
            refuseReplay("it began together with its first statement");
            incomplete = true;
        } else {
            log.dropFrom(kept);
        }
    }

    private void transactionEnded(boolean block) {
        log.clear();
        savepoints.clear();
        settings.ended(block);
        restarted = false;
        refusal = null;
        incomplete = false;
        budget.reset();
    }

    private void failed(BackendStream in) throws IOException {
        ErrorMessage error = ErrorMessage.parse(in.buffer(), in.scan(), in.messageEnd());
        if (!active) {
            in.approve();
            return;
        }
        if (error.endsSession()) {
            throw new SessionEnded(in.copyMessage(), error);
        }
        boolean retryable = error.isRetryable() || (error.isStalePlan() && status == 'T');
        if (!retryable || policy.mode() == RetrySettings.Mode.OFF || outstanding == 0) {
            deliverError(in, error, null);
            return;
        }
        String reason = refusal;
        if (reason == null && (outstanding != 1 || !tracking())) {
            reason = "more was sent after the statement that failed";
        }
        if (reason != null) {
            Replay.refused(events, error, reason);
            deliverError(in, error, reason);
            return;
        }
        recover(in, error);
    }

    /** pgjdbc gets the error. */
    private void deliverError(BackendStream in, ErrorMessage error, @Nullable String reason) {
        if (tracking()) {
            tracker.failed(error.sqlState());
        }
        delivered = null;
        if (reason == null) {
            in.approve();
        } else {
            in.drop();
            inject(error.withAppended(" (not run again by the driver: " + reason + ")")
                    .encode('E'));
        }
    }

    private void recover(BackendStream in, ErrorMessage error) throws IOException {
        Position reached = reached();
        boolean stale = error.isStalePlan();
        in.drop();
        char after = drain(in);
        Replay.Recovery recovery = recovering;
        if (recovery == null) {
            recovery = new Replay.Recovery(error);
        }
        recovering = null;
        new Replay(this, recovery).afterFailure(after, reached, stale, log.cycles() - 1);
    }

    /** How far pgjdbc has come in the cycle that failed. */
    private Position reached() {
        Position before = delivered;
        return before != null ? before : new Position(tracker.message(), tracker.seen(), tracker.digest());
    }

    /** Leaves behind what the server still says of a cycle; its state afterwards. */
    char drain(BackendStream in) throws IOException {
        while (true) {
            in.awaitMessage();
            byte type = in.type();
            if (type == 'S' || type == 'A') {
                inject(in.copyMessage());
            }
            char now = type == 'Z' ? (char) in.buffer()[in.scan() + 5] : 0;
            in.drop();
            if (type == 'Z') {
                readyCount++;
                return now;
            }
        }
    }

    /** The cycle that failed was sent again; its answers come next. */
    void resume(int cycle, Set<Integer> left, Position reached, Replay.Recovery recovery) {
        tracker.begin(cycle, left);
        tracking = true;
        delivered = reached;
        recovering = recovery;
    }

    /** The application has seen what no longer holds. */
    private void changed(BackendStream in) throws IOException {
        Replay.Recovery recovery = recovering;
        recovering = null;
        delivered = null;
        char after = in.type() == 'Z' ? (char) in.buffer()[in.scan() + 5] : 0;
        if (after == 0) {
            after = drain(in);
        } else {
            in.drop();
            readyCount++;
        }
        if (recovery == null) {
            throw new IOException("answers were compared without a replay");
        }
        new Replay(this, recovery).giveUpChanged(after);
    }

    /** pgjdbc gets an error as the answer of the cycle that is open, and the state that the server is in. */
    void answerWithError(ErrorMessage error, char now) {
        tracker.failed(error.sqlState());
        inject(error.encode('E'));
        inject(Frames.ready(now));
        recovering = null;
        outstanding = 1;
        finishCycle(now);
    }

    /** The last cycle did not happen: pgjdbc will send it again by itself. */
    void answerStale(ErrorMessage error) {
        log.dropFrom(log.cycles() - 1);
        outstanding = 0;
        tracking = false;
        delivered = null;
        recovering = null;
        inject(error.encode('E'));
        inject(Frames.ready('T'));
    }

    void noteReady() {
        readyCount++;
    }

    // --- batches ---

    /**
     * The entries that pgjdbc sends next are one batch.
     *
     * @param returning whether they return rows
     */
    public Batch beginBatch(int entries, boolean returning) {
        Batch begun = new Batch(this, entries, returning);
        batch = begun;
        return begun;
    }

    /** pgjdbc has got all answers of the batch, or has failed. */
    public void endBatch() {
        batch = null;
        fakes.clear();
    }

    /** An answer for pgjdbc that the server has not given, or not yet. */
    void fake(byte[] message) {
        fakes.addLast(message);
    }

    private void noteShape(BackendStream in) {
        if (batch != null) {
            batch.shape(in.copyMessage());
        }
    }

    /** Bytes went to the server: of a batch no more may be on their way than fit into buffers. */
    void written(int bytes) throws IOException {
        Batch current = batch;
        if (current == null || !current.written(bytes)) {
            return;
        }
        wire().send(Frames.FLUSH);
        BackendStream in = wire().in();
        if (in.approved() > 0) {
            inject(in.takeApproved());
        }
        while (outstanding > 0) {
            settle(in);
        }
        while (current.isWaiting()) {
            in.awaitMessage();
            batchAnswer(current, in);
        }
    }

    /** Takes the answers to what preceded the batch (BEGIN) out of its way. */
    private void settle(BackendStream in) throws IOException {
        in.awaitMessage();
        inject(in.copyMessage());
        byte type = in.type();
        if (type == 'Z') {
            readyCount++;
            finishCycle((char) in.buffer()[in.scan() + 5]);
        } else if (type == 'E') {
            tracker.failed("");
        } else if (type != 'S' && type != 'A' && type != 'N' && tracking()) {
            tracker.answered(type, in.buffer(), in.scan(), in.messageEnd());
        }
        in.drop();
    }

    private void answerBatch(Batch current) throws IOException {
        if (!fakes.isEmpty()) {
            inject(fakes.removeFirst());
            return;
        }
        if (!current.isLastSyncSent()) {
            throw new IOException("pgjdbc awaits an answer inside of a batch");
        }
        try {
            IOException failedBefore = broken;
            if (failedBefore != null) {
                throw failedBefore;
            }
            finishBatch(current, wire().in());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            lost(e);
        }
    }

    /** One answer that belongs to a batch. */
    private void batchAnswer(Batch current, BackendStream in) throws IOException {
        if (!tracking && !incomplete) {
            tracker.begin(current.isLastSyncSent() ? log.cycles() - 1 : log.cycles(), Set.of());
            tracking = true;
        }
        byte type = in.type();
        switch (type) {
            case 'S', 'A', 'N' -> inject(in.copyMessage());
            case 'E' -> {
                ErrorMessage error = ErrorMessage.parse(in.buffer(), in.scan(), in.messageEnd());
                if (error.endsSession()) {
                    throw new SessionEnded(in.copyMessage(), error);
                }
                current.failed(error);
            }
            default -> {
                if (type == '1' && tracking) {
                    noteParsed();
                }
                if (tracking) {
                    tracker.answered(type, in.buffer(), in.scan(), in.messageEnd());
                }
                current.take(in);
            }
        }
        in.drop();
    }

    /** Reads to the end of a batch, whose last Sync was sent. */
    private void finishBatch(Batch current, BackendStream in) throws IOException {
        in.awaitMessage();
        while (in.type() != 'Z') {
            batchAnswer(current, in);
            in.awaitMessage();
        }
        char now = (char) in.buffer()[in.scan() + 5];
        in.drop();
        readyCount++;
        delivered = null;
        ErrorMessage error = current.error();
        if (error == null) {
            current.finish();
            Replay.Recovery recovery = recovering;
            if (recovery != null) {
                recovering = null;
                recovery.succeeded(events);
            }
            fake(Frames.ready(now));
            endBatchCycle(now);
        } else if (error.isRetryable() && policy.mode() != RetrySettings.Mode.OFF && refusal == null && !incomplete) {
            Replay.Recovery recovery = recovering == null ? new Replay.Recovery(error) : recovering;
            recovering = null;
            Position start = startOfCycle(log.cycles() - 1);
            current.again();
            new Replay(this, recovery).afterFailure(now, start, false, log.cycles() - 1);
        } else {
            String reason = refusal;
            boolean told = error.isRetryable() && reason != null;
            if (told) {
                Replay.refused(events, error, String.valueOf(reason));
            }
            tracker.failed(error.sqlState());
            recovering = null;
            fake((told ? error.withAppended(notRunAgain(String.valueOf(reason))) : error).encode('E'));
            fake(Frames.ready(now));
            endBatchCycle(now);
        }
    }

    /** What was made up reaches pgjdbc as if the server had just said it. */
    private void endBatchCycle(char now) {
        fakes.forEach(this::inject);
        fakes.clear();
        finishCycle(now);
    }

    private Position startOfCycle(int cycle) {
        return new Position(log.start(cycle), 0, new Digest().value());
    }

    private static String notRunAgain(String reason) {
        return " (not run again by the driver: " + reason + ")";
    }

    // --- when the connection is gone ---

    /** A write failed: found out about when the answer is awaited. */
    void writeFailed(IOException failure) {
        if (broken == null) {
            broken = failure;
        }
    }

    private void lost(IOException failure) throws IOException {
        broken = null;
        Reconnector again = reconnector;
        if (active && !closed && again != null && policy.mode() != RetrySettings.Mode.OFF) {
            try {
                new LostConnection(this, again, failure).recover();
                return;
            } catch (IOException e) {
                if (e != failure) {
                    throw e;
                }
            }
        }
        active = false;
        if (!(failure instanceof SessionEnded ended)) {
            throw failure;
        }
        inject(ended.message());
    }

    /** How to get another session, and whose it is. */
    public void reconnectBy(Reconnector reconnector, PgConnection owner) {
        this.reconnector = reconnector;
        this.owner = owner;
    }

    Position reachedAfterLoss() {
        if (batch != null) {
            batch.again();
            return startOfCycle(Math.max(0, log.cycles() - outstanding));
        }
        return tracking() ? reached() : new Position(0, 0, new Digest().value());
    }

    boolean isIncomplete() {
        return incomplete;
    }

    String sessionId() {
        return sessionId;
    }

    long readyCount() {
        return readyCount;
    }

    /** Goes on over the wire of another session; what lies in the buffers of the lost one is forgotten. */
    void adopt(Reconnector.Session session) throws IOException {
        Wire lost = wire();
        Wire fresh = session.link().wire();
        fresh.socket().setSoTimeout(timeoutOf(lost));
        wire = fresh;
        adopted = session.owner();
        sessionId = session.link().sessionId;
        readyCount = session.link().readyCount;
        backendKey = session.link().backendKey;
        PgConnection mine = owner;
        if (mine != null && backendKey.length >= 8 && mine.getQueryExecutor() instanceof QueryExecutorBase executor) {
            ByteBuffer key = ByteBuffer.wrap(backendKey);
            int processId = key.getInt();
            executor.setBackendKeyData(processId, Arrays.copyOfRange(backendKey, 4, backendKey.length));
        }
        try {
            lost.socket().close();
        } catch (IOException e) {
            LOG.log(Level.FINEST, "closing what was lost", e);
        }
    }

    private static int timeoutOf(Wire lost) {
        try {
            return lost.socket().getSoTimeout();
        } catch (IOException closed) {
            return 0;
        }
    }

    /** Gives a new session the statements and settings of the lost one. */
    void restoreSession() throws IOException {
        if (prepared.size() > 0) {
            wire().out().write(prepared.parseAll());
            wire().send(Frames.SYNC);
            drain(wire().in());
        }
        for (String setting : settings.statements()) {
            wire().send(Frames.query(setting));
            drain(wire().in());
        }
    }

    /** One value from the server, outside of what pgjdbc knows; "unknown" after an error. */
    String value(String sql) throws IOException {
        wire().send(Frames.query(sql));
        BackendStream in = wire().in();
        String value = "unknown";
        while (true) {
            in.awaitMessage();
            byte type = in.type();
            if (type == 'D') {
                value = LostConnection.firstValue(in.buffer(), in.scan());
            } else if (type == 'E') {
                ErrorMessage error = ErrorMessage.parse(in.buffer(), in.scan(), in.messageEnd());
                value = error.sqlState().equals(IN_USE) ? IN_USE : "unknown (" + error.text() + ")";
            }
            in.drop();
            if (type == 'Z') {
                readyCount++;
                return value;
            }
        }
    }

    /** The commit that was not answered has happened; what precedes ReadyForQuery was injected. */
    void answerCommitted() {
        settings.committed();
        inject(Frames.ready('I'));
        outstanding = 1;
        finishCycle('I');
    }

    /** The transaction is gone with its connection. */
    void answerLost(ErrorMessage error) {
        inject(error.encode('E'));
        inject(Frames.ready('I'));
        outstanding = 1;
        finishCycle('I');
    }

    /** Nobody knows how a commit ended (SQLSTATE 08007). */
    void answerUnknown(String text, boolean alive) {
        answerLost(ErrorMessage.of("ERROR", "08007", text));
        if (!alive) {
            active = false;
        }
    }

    /** The application closes its connection; from any thread. */
    void closing() {
        closed = true;
    }
}
