package io.trefoil.tck.storage;

import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.Mark;
import io.trefoil.sql.storage.Preparation;
import io.trefoil.sql.storage.PreparedTransaction;
import io.trefoil.sql.storage.StorageException.StatementRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.core.SeenVersion;
import io.trefoil.tck.storage.History.Committed;
import io.trefoil.tck.storage.History.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs random transactions over a few keys and writes down what the committed ones saw. */
final class HistoryWorker {
    private static final int ATTEMPTS = 6;

    private final TransactionalStore store;
    private final Random random;
    private final @Nullable Isolation isolation;
    private final List<Committed> committed = new ArrayList<>();
    /** Of the transaction that is running; cut back with marks and restarts. */
    private final List<Event> events = new ArrayList<>();

    private final HistorySteps steps;
    private int failed;
    private LongSupplier synced = () -> Long.MAX_VALUE;

    /** @param isolation of all transactions, or null for a mixture */
    HistoryWorker(TransactionalStore store, long seed, int keys, @Nullable Isolation isolation) {
        this.store = store;
        this.isolation = isolation;
        random = new Random(seed);
        steps = new HistorySteps(random, keys, events);
    }

    List<Committed> committed() {
        return committed;
    }

    int failed() {
        return failed;
    }

    /** Complains of every acknowledged commit that a crash could still take back. */
    void watchSyncs(LongSupplier syncedVersion) {
        synced = syncedVersion;
    }

    void run(long untilNanos) {
        while (System.nanoTime() < untilNanos) {
            transaction();
        }
    }

    void transaction() {
        boolean readOnly = random.nextInt(8) == 0;
        Isolation level = isolation;
        if (level == null) {
            level = Isolation.values()[random.nextInt(3)];
        }
        steps.isolation(level);
        TransactionOptions options = TransactionOptions.DEFAULT
                .withIsolation(level)
                .withReadOnly(readOnly)
                .withDurability(random.nextInt(3) == 0 ? Durability.ASYNC : Durability.SYNC);
        long began = System.nanoTime();
        try (StorageTransaction transaction = store.begin(options)) {
            attempts(transaction, readOnly, began);
        }
    }

    /** One transaction that sees the whole state. */
    void readEverything() {
        long began = System.nanoTime();
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            statement(transaction, steps::readEverything);
            add(transaction, transaction.commit(), began);
        }
    }

    /** One transaction that leaves nothing; not part of the history. */
    void removeEverything() {
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            statement(transaction, steps::removeEverything);
            transaction.commit();
        }
        events.clear();
    }

    private void attempts(StorageTransaction transaction, boolean readOnly, long began) {
        int statements = 1 + random.nextInt(4);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            events.clear();
            try {
                for (int i = 0; i < statements; i++) {
                    step(transaction, readOnly);
                }
                if (random.nextInt(15) == 0) {
                    return;
                }
                add(transaction, commit(transaction), readOnly ? Long.MIN_VALUE : began);
                return;
            } catch (TransactionRetry e) {
                failed++;
                if (e.why() == TransactionRetry.Why.DEADLOCK && random.nextBoolean()) {
                    return;
                }
                transaction.restart();
            }
        }
    }

    /** In one phase or in two; what is rolled back after its preparation has no version. */
    private long commit(StorageTransaction transaction) {
        // Beside writers of other levels the reads of a prepared one are not protected.
        boolean mayPrepare = isolation != null || transaction.options().isolation() != Isolation.SERIALIZABLE;
        if (!mayPrepare || random.nextInt(4) > 0) {
            return transaction.commit();
        }
        String name = "p" + transaction.id();
        if (transaction.prepare(name, new byte[] {1}, null) != Preparation.PREPARED) {
            throw new AssertionError("the name is not in use");
        }
        PreparedTransaction prepared = store.prepared().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        if (random.nextInt(5) == 0) {
            prepared.rollback(null);
            return 0;
        }
        long version = prepared.commit(null).orElseThrow();
        boolean wrote = events.stream().anyMatch(e -> e instanceof Event.Write);
        return wrote ? version : 0;
    }

    private void add(StorageTransaction transaction, long version, long began) {
        if (version <= 0) {
            return;
        }
        // A commit that nobody waited for may be passed by a reader of the durable state: not promised otherwise.
        boolean synchronous = transaction.options().durability() == Durability.SYNC;
        if (synchronous && version > synced.getAsLong()) {
            events.add(new Event.Disagreement("acknowledged, but safe only up to " + synced.getAsLong()));
        }
        committed.add(new Committed(
                version,
                transaction.options().isolation(),
                events.stream().anyMatch(e -> e instanceof Event.Write),
                began,
                synchronous ? System.nanoTime() : Long.MAX_VALUE,
                List.copyOf(events)));
    }

    private void step(StorageTransaction transaction, boolean readOnly) {
        if (readOnly) {
            statement(transaction, steps.anyReading());
        } else if (random.nextInt(10) == 0) {
            undone(transaction);
        } else {
            statement(transaction, steps.any());
        }
    }

    /** A step that is rolled back to a savepoint: its writes vanish, and its events with them. */
    private void undone(StorageTransaction transaction) {
        Mark mark = transaction.mark();
        int before = events.size();
        step(transaction, false);
        transaction.rollbackTo(mark);
        events.subList(before, events.size()).clear();
        statement(transaction, steps::read);
    }

    private void statement(StorageTransaction transaction, HistorySteps.Step body) {
        try (StorageStatement statement = transaction.beginStatement()) {
            int before = events.size();
            while (true) {
                try {
                    body.run(statement);
                    events.add(new Event.Statement(SeenVersion.of(transaction)));
                    return;
                } catch (StatementRetry e) {
                    events.subList(before, events.size()).clear();
                    statement.restart();
                }
            }
        }
    }
}
