package io.trefoil.sql.engine.outcome;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.Spaces;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store's side of commit outcomes: one entry a session, put blindly with each of its commits, so that it costs neither a
 * lock nor a check. Thread-safe.
 *
 * <table>
 * <caption>Entries of {@link Spaces#COMMIT_OUTCOMES}, numbers big-endian</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>{@code 'M'}</td><td>the store's name (8 bytes) and a time (8 bytes): records from before it may be gone</td></tr>
 * <tr><td>{@code 'S'} + session's number (8 bytes)</td><td>{@link CommitRecord}</td></tr>
 * </table>
 *
 * <p>What is provable: a session that has ended commits nothing more; records are only removed when they are older than the
 * time of {@code 'M'}, which is stored before; and none is older than the start of its session. So a session that began
 * after that time and has no record has committed nothing.
 */
public final class CommitOutcomes {
    private static final Logger LOGGER = LoggerFactory.getLogger(CommitOutcomes.class);
    private static final long EPOCH_SECONDS = 946_684_800L;
    private static final byte[] META = {'M'};
    private static final byte SESSION = 'S';
    private static final int PRUNED_AT_ONCE = 1000;
    private static final long PRUNE_EVERY_MICROS_MAX = 600_000_000L;
    private static final int ATTEMPTS_MAX = 100;

    private final TransactionalStore store;
    private final AtomicLong lastNumber = new AtomicLong();
    private final AtomicLong lastPrune = new AtomicLong(Long.MIN_VALUE / 2);
    private volatile long name;

    /** The entry {@code 'M'}. */
    private record Meta(long name, long prunedBefore) {}

    public CommitOutcomes(TransactionalStore store) {
        this.store = store;
    }

    /** Microseconds since 2000-01-01 00:00 UTC. */
    public static long nowMicros() {
        Instant now = Instant.now();
        return (now.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + now.getNano() / 1000;
    }

    public SessionIdentity newIdentity() {
        SessionIdentity drawn = SessionIdentity.of(
                name(), nowMicros(), ThreadLocalRandom.current().nextLong());
        return new SessionIdentity(drawn.store(), lastNumber.updateAndGet(last -> Math.max(last + 1, drawn.number())));
    }

    public static byte[] key(SessionIdentity session) {
        return key(session.number());
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(9).put(SESSION).putLong(number).array();
    }

    /** The store's own name, made when it is first asked for. */
    private long name() {
        long known = name;
        if (known == 0) {
            known = makeName();
            name = known;
        }
        return known;
    }

    private synchronized long makeName() {
        return name != 0 ? name : changeMeta(0).name();
    }

    /** The entry, made if it is missing, with at least this time. */
    private Meta changeMeta(long prunedBefore) {
        for (int attempt = 1; ; attempt++) {
            try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
                Meta now;
                try (StorageStatement statement = transaction.beginStatement()) {
                    Meta before = meta(statement);
                    now = before == null
                            ? new Meta(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), prunedBefore)
                            : new Meta(before.name(), Math.max(before.prunedBefore(), prunedBefore));
                    if (!now.equals(before)) {
                        byte[] value = ByteBuffer.allocate(16)
                                .putLong(now.name())
                                .putLong(now.prunedBefore())
                                .array();
                        statement.put(Spaces.COMMIT_OUTCOMES, META, value);
                    }
                }
                transaction.commit();
                return now;
            } catch (StorageException.TransactionRetry | StorageException.StatementRetry retry) {
                if (attempt == ATTEMPTS_MAX) {
                    throw retry;
                }
            }
        }
    }

    private static @Nullable Meta meta(StorageStatement statement) {
        byte[] value = statement.get(Spaces.COMMIT_OUTCOMES, META, Access.READ);
        if (value == null) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        return new Meta(in.getLong(), in.getLong());
    }

    /** What is known of a session's commits. */
    public record Known(@Nullable CommitRecord record, boolean complete) {
        /**
         * What became of the transaction whose COMMIT the session ran in a cycle: {@code committed}, with the tag of the one
         * statement that it was and that returned nothing else ({@code committed: UPDATE 3}), {@code aborted}, {@code
         * ambiguous} if it has committed several there, {@code unknown} if nothing can be proved.
         */
        public String outcome(long cycle) {
            if (record == null || record.cycle() < cycle) {
                return record != null || complete ? "aborted" : "unknown";
            }
            if (record.cycle() > cycle) {
                return "unknown";
            }
            if (record.commits() != 1) {
                return "ambiguous";
            }
            return record.result().isEmpty() ? "committed" : "committed: " + record.result();
        }

        /** The messages that were the answer of the transaction that a cycle has committed; null when they are not kept. */
        public byte @Nullable [] answer(long cycle) {
            if (record == null || record.cycle() != cycle || record.commits() != 1 || record.answer().length == 0) {
                return null;
            }
            return CommitAnswer.messages(record.answer());
        }
    }

    /** Reads the newest state, and answers when it is safe on the device. The session must have ended. */
    public Known find(SessionIdentity session) {
        if (session.store() != name()) {
            return new Known(null, false);
        }
        for (int attempt = 1; ; attempt++) {
            // not read-only: such a transaction may stand before commits that nobody has waited for
            try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
                Known known;
                try (StorageStatement statement = transaction.beginStatement()) {
                    byte[] value = statement.get(Spaces.COMMIT_OUTCOMES, key(session), Access.READ);
                    Meta meta = meta(statement);
                    boolean complete = meta != null
                            && session.startMicros() >= meta.prunedBefore()
                            && session.startMicros() <= nowMicros();
                    known = new Known(value == null ? null : CommitRecord.decode(value), complete);
                }
                transaction.commit();
                return known;
            } catch (StorageException.TransactionRetry | StorageException.StatementRetry retry) {
                if (attempt == ATTEMPTS_MAX) {
                    throw retry;
                }
            }
        }
    }

    /**
     * Removes old records in the background, unless that was done a short while ago.
     *
     * @param live whether the session of a number is open: its records stay
     */
    public void pruneNowAndThen(long ageMicros, LongPredicate live) {
        long now = nowMicros();
        long last = lastPrune.get();
        boolean due = now - last >= Math.min(PRUNE_EVERY_MICROS_MAX, ageMicros / 4);
        if (due && lastPrune.compareAndSet(last, now)) {
            Thread thread = new Thread(() -> prune(now - ageMicros, live), "trefoil-commit-outcomes");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void prune(long before, LongPredicate live) {
        try {
            byte[] from = {SESSION};
            while (from != null) {
                from = pruneFrom(from, before, live);
            }
        } catch (StorageException e) {
            // A store that is being closed, or out of order: it is tried again some time.
            LOGGER.debug("old commit outcomes were not removed", e);
        }
    }

    /** @return where to go on, null at the end */
    private byte @Nullable [] pruneFrom(byte[] from, long before, LongPredicate live) {
        List<byte[]> old = new ArrayList<>();
        byte[] last = null;
        // Sessions lie in the order in which they began, and no record is older than the start of its session.
        KeyRange range = new KeyRange(Spaces.COMMIT_OUTCOMES, from, key(SessionIdentity.numberAt(before)));
        TransactionOptions options = TransactionOptions.DEFAULT.withIsolation(Isolation.READ_COMMITTED);
        try (StorageTransaction transaction = store.begin(options)) {
            try (StorageStatement statement = transaction.beginStatement();
                    KeyCursor cursor = statement.scan(ScanRequest.of(range).with(Access.UNTRACKED))) {
                while (old.size() < PRUNED_AT_ONCE && cursor.next()) {
                    last = cursor.key();
                    if (CommitRecord.decode(cursor.value()).micros() < before) {
                        old.add(last);
                    }
                }
            }
            boolean more = old.size() == PRUNED_AT_ONCE && last != null;
            // Who is not open now writes no more: what a new statement reads of him is his last.
            old.removeIf(key -> live.test(ByteBuffer.wrap(key).getLong(1)));
            if (!old.isEmpty()) {
                changeMeta(before);
                try (StorageStatement statement = transaction.beginStatement()) {
                    for (byte[] key : old) {
                        byte[] value = statement.get(Spaces.COMMIT_OUTCOMES, key, Access.READ);
                        if (value != null && CommitRecord.decode(value).micros() < before) {
                            statement.delete(Spaces.COMMIT_OUTCOMES, key);
                        }
                    }
                }
                transaction.commit();
            }
            return more && last != null ? KeyRange.successor(last) : null;
        }
    }

    /** Looks at every entry as this transaction's statement sees it. @param problems takes what is wrong with one */
    public static void check(StorageStatement statement, Consumer<String> problems) {
        try (KeyCursor cursor = statement.scan(
                ScanRequest.of(KeyRange.all(Spaces.COMMIT_OUTCOMES)).with(Access.UNTRACKED))) {
            while (cursor.next()) {
                byte[] key = cursor.key();
                boolean meta = key.length == 1 && key[0] == META[0] && cursor.valueLength() == 16;
                boolean session = key.length == 9 && key[0] == SESSION && isRecord(cursor.value());
                if (!session && !meta) {
                    problems.accept("an entry of the commit outcomes cannot be read: "
                            + HexFormat.of().formatHex(key));
                }
            }
        }
    }

    private static boolean isRecord(byte[] value) {
        try {
            CommitRecord record = CommitRecord.decode(value);
            return record.cycle() > 0 && record.commits() > 0;
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
