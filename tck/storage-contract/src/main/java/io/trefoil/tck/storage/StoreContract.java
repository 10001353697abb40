package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.CounterStore;
import io.trefoil.sql.storage.Durability;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Mark;
import io.trefoil.sql.storage.RangeEstimate;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.StoreStatistics;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The store as a whole: counters, spaces, versions, statistics, closing and opening again. */
public abstract class StoreContract extends StoreTestCase {

    @Test
    void countersHandOutEachValueOnce() {
        CounterStore counters = store.counters();
        assertThat(counters.find(7)).isEmpty();
        assertThat(counters.reserve(7, 100, 10)).isEqualTo(100);
        assertThat(counters.reserve(7, 100, -3)).isEqualTo(110);
        assertThat(counters.find(7)).hasValue(107);
        counters.set(7, -5);
        assertThat(counters.reserve(7, 100, 1)).isEqualTo(-5);
        counters.delete(7);
        assertThat(counters.find(7)).isEmpty();
        counters.set(8, Long.MAX_VALUE);
        assertThatThrownBy(() -> counters.reserve(8, 0, 1)).isInstanceOf(ArithmeticException.class);
        List<CompletableFuture<List<Long>>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(async(() -> {
                List<Long> mine = new ArrayList<>();
                for (int j = 0; j < 30; j++) {
                    mine.add(counters.reserve(9, 1, 1));
                }
                return mine;
            }));
        }
        Set<Long> values = new HashSet<>();
        all.forEach(f -> values.addAll(join(f)));
        assertThat(values).hasSize(120).contains(1L, 120L);
    }

    @Test
    void commitPutsAnotherEntryOnlyWithWritesAndNeverConflicts() {
        byte[] key = {'k'};
        byte[] other = {'o'};
        try (StorageTransaction first = begin();
                StorageTransaction second = begin()) {
            try (StorageStatement statement = first.beginStatement()) {
                statement.put(2000, key, new byte[] {1});
            }
            try (StorageStatement statement = second.beginStatement()) {
                statement.put(2000, other, new byte[] {1});
            }
            first.commit(2001, key, new byte[] {1});
            second.commit(2001, key, new byte[] {2});
        }
        try (StorageTransaction reader = begin()) {
            try (StorageStatement statement = reader.beginStatement()) {
                assertThat(statement.get(2001, key, Access.READ)).containsExactly(2);
            }
            reader.commit(2001, key, new byte[] {3});
        }
        try (StorageTransaction undone = begin()) {
            Mark mark = undone.mark();
            try (StorageStatement statement = undone.beginStatement()) {
                statement.put(2000, key, new byte[] {9});
            }
            undone.rollbackTo(mark);
            undone.commit(2001, key, new byte[] {4});
        }
        try (StorageTransaction reader = begin();
                StorageStatement statement = reader.beginStatement()) {
            assertThat(statement.get(2001, key, Access.READ)).containsExactly(2);
        }
    }

    @Test
    void countersAndSpacesAreNotRolledBackAndSurvive() {
        int space = store.allocateSpace();
        assertThat(space).isGreaterThanOrEqualTo(1024);
        assertThat(store.allocateSpace()).isEqualTo(space + 1);
        try (StorageTransaction transaction = begin()) {
            store.counters().reserve(7, 1, 5);
            transaction.rollback();
        }
        assertThat(store.counters().find(7)).hasValue(6);
        assumeTrue(fixture().durable());
        reopen();
        assertThat(store.counters().find(7)).hasValue(6);
        assertThat(store.allocateSpace()).isGreaterThan(space + 1);
    }

    @Test
    void aTransactionCanWaitForACounterThatWasSetAhead() {
        long version = store.counters().setAhead(7, 100);
        assertThat(store.counters().find(7)).hasValue(100);
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY)) {
            transaction.dependOn(version);
            transaction.commit();
        }
        // Whoever starts from what is durable starts behind it now.
        try (StorageTransaction later = store.begin(TransactionOptions.READ_ONLY)) {
            later.beginStatement().close();
            assertThat(later.commit()).isGreaterThanOrEqualTo(version);
        }
        assumeTrue(fixture().durable());
        reopen();
        assertThat(store.counters().find(7)).hasValue(100);
    }

    @Test
    void committedWorkSurvivesClosingAndOpening() {
        assumeTrue(fixture().durable());
        given("a", "1", "b", "2");
        try (StorageTransaction transaction =
                store.begin(TransactionOptions.DEFAULT.withDurability(Durability.ASYNC))) {
            put(transaction, "c", "3");
            transaction.commit();
        }
        try (StorageTransaction transaction = begin()) {
            put(transaction, "d", "lost");
        }
        reopen();
        assertThat(committedList()).containsExactly("a=1", "b=2", "c=3");
        store.flush();
        given("a", "2");
        reopen();
        assertThat(committedList()).containsExactly("a=2", "b=2", "c=3");
        store.compact(KeyRange.all(TABLE));
        assertThat(committedList()).containsExactly("a=2", "b=2", "c=3");
    }

    @Test
    void anAsynchronousCommitIsSeenByThoseWhoAskForIt() {
        try (StorageTransaction transaction =
                store.begin(TransactionOptions.DEFAULT.withDurability(Durability.ASYNC))) {
            put(transaction, "a", "1");
            long version = transaction.commit();
            try (StorageTransaction reader = store.begin(TransactionOptions.READ_ONLY.withNotBefore(version))) {
                assertThat(get(reader, "a")).isEqualTo("1");
            }
        }
        try (StorageTransaction reader = begin()) {
            assertThat(get(reader, "a")).isEqualTo("1");
        }
        eventually(() -> "1".equals(committed("a")));
    }

    @Test
    void aDroppedSpaceIsGoneAfterCommitAndKeptForOlderSnapshots() {
        given("a", "1", "b", "1");
        try (StorageTransaction reader = store.begin(TransactionOptions.READ_ONLY)) {
            assertThat(get(reader, "a")).isEqualTo("1");
            try (StorageTransaction drop = begin()) {
                drop.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
                drop.dropSpace(TABLE);
                drop.commit();
            }
            pause(500);
            assertThat(list(reader, "", null)).containsExactly("a=1", "b=1");
        }
        eventually(() -> committedList().isEmpty());
        given("c", "a new life");
        pause(300);
        assertThat(committedList()).containsExactly("c=a new life");
        if (fixture().durable()) {
            reopen();
            assertThat(committedList()).containsExactly("c=a new life");
        }
    }

    @Test
    void aDropThatIsRolledBackDoesNothing() {
        given("a", "1");
        try (StorageTransaction drop = begin()) {
            Mark mark = drop.mark();
            drop.lockSpace(TABLE, SpaceLock.EXCLUSIVE, LockWait.BLOCK);
            drop.dropSpace(TABLE);
            drop.rollbackTo(mark);
            drop.commit();
        }
        pause(400);
        assertThat(committedList()).containsExactly("a=1");
    }

    @Test
    void whoReadADroppedSpaceConflicts() {
        given("a", "1");
        try (StorageTransaction reader = begin()) {
            assertThat(get(reader, "a")).isEqualTo("1");
            try (StorageTransaction drop = begin()) {
                drop.dropSpace(TABLE);
                drop.commit();
            }
            try (StorageStatement statement = reader.beginStatement()) {
                statement.put(TABLE + 1, bytes("x"), bytes("y"));
            }
            assertThatThrownBy(reader::commit).isInstanceOf(TransactionRetry.class);
        }
    }

    @Test
    void theVersionOfASpaceTellsWhetherItsContentChanged() {
        int watched = 1;
        try (StorageTransaction old = begin()) {
            long before = old.spaceVersion(watched);
            given("a", "1");
            assertThat(old.spaceVersion(watched)).as("another space changed").isEqualTo(before);
            try (StorageTransaction writer = begin();
                    StorageStatement statement = writer.beginStatement()) {
                statement.put(watched, bytes("k"), bytes("v"));
                assertThat(writer.commit()).isEqualTo(store.lastChange(watched));
            }
            assertThat(old.spaceVersion(watched)).isEqualTo(-1);
            assertThat(old.refresh()).isTrue();
            assertThat(old.spaceVersion(watched))
                    .isEqualTo(store.lastChange(watched))
                    .isGreaterThan(before);
        }
    }

    @Test
    void largeTransactionsConflictAsSpans() {
        try (StorageTransaction pointReader = begin();
                StorageTransaction rangeReader = begin();
                StorageTransaction outside = begin()) {
            get(pointReader, "k500");
            list(rangeReader, "k5", "k6");
            list(outside, "z", null);
            try (StorageTransaction bulk = begin()) {
                try (StorageStatement statement = bulk.beginStatement()) {
                    for (int i = 0; i < 12_000; i++) {
                        statement.put(TABLE, bytes("k" + i), bytes("v" + i));
                    }
                }
                bulk.commit();
            }
            try (StorageStatement statement = outside.beginStatement()) {
                assertThat(statement.insert(TABLE, bytes("k11999"), bytes("x"), LockWait.BLOCK))
                        .isEqualTo(bytes("v11999"));
                statement.put(TABLE, bytes("zz"), bytes("x"));
            }
            outside.commit();
            put(pointReader, "y1", "x");
            put(rangeReader, "y2", "x");
            assertThatThrownBy(pointReader::commit).isInstanceOf(TransactionRetry.class);
            assertThatThrownBy(rangeReader::commit).isInstanceOf(TransactionRetry.class);
        }
        assertThat(committedList()).hasSize(12_001);
        RangeEstimate estimate = store.estimate(KeyRange.all(TABLE));
        assertThat(estimate.entries()).isBetween(3_000L, 50_000L);
        assertThat(store.estimate(new KeyRange(TABLE, bytes("zz"), null)).entries())
                .isEqualTo(1);
    }

    @Test
    void transactionsOfManyMegabytesCommitAsAWhole() {
        int rows = 30_000;
        CompletableFuture<Void> small = async(() -> {
            for (int i = 0; i < 200; i++) {
                given("small", "" + i);
            }
            return null;
        });
        for (int round = 0; round < 2; round++) {
            try (StorageTransaction large = begin()) {
                assertThat(get(large, "absent" + round)).isNull();
                try (StorageStatement statement = large.beginStatement()) {
                    for (int i = 0; i < rows; i++) {
                        statement.put(TABLE + 1, bytes("k" + i), new byte[400 + round]);
                    }
                    statement.delete(TABLE + 1, bytes("k0"));
                }
                if (round == 0) {
                    large.commit();
                } else {
                    given("absent1", "present");
                    assertThatThrownBy(large::commit).isInstanceOf(TransactionRetry.class);
                }
            }
        }
        join(small);
        if (fixture().durable()) {
            reopen();
        }
        try (StorageTransaction reader = store.begin(TransactionOptions.READ_ONLY);
                StorageStatement statement = reader.beginStatement();
                KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.all(TABLE + 1)))) {
            int seen = 0;
            while (cursor.next()) {
                assertThat(cursor.valueLength()).isEqualTo(400);
                seen++;
            }
            assertThat(seen).isEqualTo(rows - 1);
        }
    }

    @Test
    void writesThatDoNotFitInMemoryBehaveTheSame() {
        StoreOptions tight = OPTIONS.withTransactionMemoryBytes(200_000);
        try (TransactionalStore small =
                TransactionalStore.open(fixture().location(directory.resolve("tight")), tight)) {
            try (StorageTransaction transaction = small.begin(TransactionOptions.DEFAULT)) {
                spillAndUndo(transaction);
                transaction.rollback();
            }
            try (StorageTransaction transaction = small.begin(TransactionOptions.DEFAULT)) {
                spillAndUndo(transaction);
                try (StorageTransaction other = small.begin(TransactionOptions.DEFAULT)) {
                    put(other, "z", "written meanwhile");
                    other.commit();
                }
                transaction.commit();
            }
            try (StorageTransaction reader = small.begin(TransactionOptions.READ_ONLY)) {
                checkSpilled(reader);
                assertThat(get(reader, "z")).isEqualTo("written meanwhile");
            }
            assertThat(small.statistics().spills() > 0).isEqualTo(fixture().durable());
        }
        if (fixture().durable()) {
            try (TransactionalStore again =
                            TransactionalStore.open(fixture().location(directory.resolve("tight")), tight);
                    StorageTransaction reader = again.begin(TransactionOptions.READ_ONLY)) {
                checkSpilled(reader);
            }
        }
    }

    /** Leaves "even" on even numbers, "odd" on odd ones, and no multiple of ten. */
    @Test
    void whatWasSpilledAndRolledBackLeavesNothingToCommit() {
        store.close();
        store = TransactionalStore.open(
                fixture().location(directory.resolve("spilled")), OPTIONS.withTransactionMemoryBytes(1000));
        try (StorageTransaction transaction = begin()) {
            Mark mark = transaction.mark();
            for (int i = 0; i < 20; i++) {
                put(transaction, "k" + i, "v");
            }
            transaction.rollbackTo(mark);
            transaction.commit();
        }
        given("a", "1");
        assertThat(committedList()).containsExactly("a=1");
    }

    private static void spillAndUndo(StorageTransaction transaction) {
        int rows = 8_000;
        try (StorageStatement statement = transaction.beginStatement()) {
            for (int i = 0; i < rows; i++) {
                statement.put(TABLE, row(i), bytes("even"));
                assertThat(statement.get(TABLE, row(i), Access.READ))
                        .as("a statement does not see its writes")
                        .isNull();
            }
            assertThat(statement.insert(TABLE, row(17), bytes("x"), LockWait.BLOCK))
                    .isEqualTo(bytes("even"));
            assertThat(statement.get(TABLE, row(0), Access.LATEST)).isEqualTo(bytes("even"));
        }
        Mark mark = transaction.mark();
        try (StorageStatement statement = transaction.beginStatement();
                KeyCursor cursor = statement.scan(ScanRequest.of(KeyRange.prefix(TABLE, bytes("row"))))) {
            while (cursor.next()) {
                statement.put(TABLE, cursor.key(), bytes("undone"));
            }
        }
        assertThat(list(transaction, ScanRequest.of(KeyRange.prefix(TABLE, bytes("row"))))
                        .getLast())
                .endsWith("=undone");
        transaction.rollbackTo(mark);
        int seen = 0;
        try (StorageStatement statement = transaction.beginStatement();
                KeyCursor cursor = statement.scan(
                        ScanRequest.of(KeyRange.prefix(TABLE, bytes("row"))).reversed())) {
            while (cursor.next()) {
                assertThat(cursor.value()).isEqualTo(bytes("even"));
                int number = rows - 1 - seen++;
                if (number % 10 == 0) {
                    statement.delete(TABLE, cursor.key());
                } else if (number % 2 == 1) {
                    statement.put(TABLE, cursor.key(), bytes("odd"));
                }
            }
        }
        assertThat(seen).isEqualTo(rows);
        checkSpilled(transaction);
    }

    private static byte[] row(int number) {
        return bytes(String.format("row%06d", number));
    }

    private static void checkSpilled(StorageTransaction transaction) {
        try (StorageStatement statement = transaction.beginStatement();
                KeyCursor forward = statement.scan(ScanRequest.of(KeyRange.prefix(TABLE, bytes("row"))));
                KeyCursor backward = statement.scan(
                        ScanRequest.of(KeyRange.prefix(TABLE, bytes("row"))).reversed())) {
            for (int i = 0; i < 8_000; i++) {
                if (i % 10 != 0) {
                    assertThat(forward.next()).isTrue();
                    assertThat(forward.key()).isEqualTo(row(i));
                    assertThat(forward.value()).isEqualTo(bytes(i % 2 == 0 ? "even" : "odd"));
                }
                int j = 7_999 - i;
                if (j % 10 != 0) {
                    assertThat(backward.next()).isTrue();
                    assertThat(backward.key()).isEqualTo(row(j));
                }
            }
            assertThat(forward.next()).isFalse();
            assertThat(backward.next()).isFalse();
            assertThat(statement.get(TABLE, row(10), Access.READ)).isNull();
            assertThat(statement.get(TABLE, row(11), Access.READ)).isEqualTo(bytes("odd"));
        }
    }

    @Test
    void aTransactionTooLargeForItsBoundIsRefused() {
        TransactionalStore other = fixture().durable()
                ? TransactionalStore.open(
                        fixture().location(directory.resolve("bounded")), OPTIONS.withTransactionBytesMax(100_000))
                : TransactionalStore.open(StoreLocation.parse("mem"), OPTIONS.withTransactionBytesMax(100_000));
        try (StorageTransaction transaction = other.begin(TransactionOptions.DEFAULT);
                StorageStatement statement = transaction.beginStatement()) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            statement.put(TABLE, bytes("k" + i), new byte[100]);
                        }
                    })
                    .isInstanceOf(StorageException.LimitExceeded.class);
        }
        other.close();
    }

    @Test
    void statisticsCount() {
        StoreStatistics before = store.statistics();
        given("a", "1");
        begin().rollback();
        committed("a");
        StoreStatistics after = store.statistics();
        assertThat(after.commits() - before.commits()).isEqualTo(1);
        assertThat(after.rollbacks() - before.rollbacks()).isGreaterThanOrEqualTo(1);
        assertThat(after.lastVersion()).isGreaterThan(before.lastVersion());
        assertThat(store.description()).isNotBlank();
    }

    @Test
    void anUnknownSchemeIsRefusedPlainly() {
        assertThatThrownBy(() -> TransactionalStore.open(StoreLocation.parse("nosuch:place"), StoreOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        StorageException.OpenFailed.class,
                        e -> assertThat(e.reason()).isEqualTo(StorageException.OpenFailed.Reason.UNKNOWN_SCHEME));
    }

    @Test
    void closingEndsWaitingTransactions() {
        TransactionalStore other = TransactionalStore.open(fixture().location(directory.resolve("other")), OPTIONS);
        StorageTransaction holder = other.begin(TransactionOptions.DEFAULT);
        put(holder, "a", "1");
        CompletableFuture<Void> waiter = async(() -> {
            try (StorageTransaction transaction = other.begin(TransactionOptions.DEFAULT)) {
                put(transaction, "a", "2");
            }
            return null;
        });
        awaitLockWaiters();
        CompletableFuture<Void> closing = async(() -> {
            other.close();
            return null;
        });
        assertThatThrownBy(() -> join(waiter)).isInstanceOf(StorageException.Canceled.class);
        holder.rollback();
        join(closing);
        assertThatThrownBy(() -> other.begin(TransactionOptions.DEFAULT)).isInstanceOf(StorageException.class);
    }

    @Test
    void groupsServeTheirOwnMembersOnly() {
        int threads = 12;
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            all.add(async(() -> {
                long worst = 0;
                for (int i = 0; i < 50; i++) {
                    long start = System.nanoTime();
                    given("t" + thread, "" + i);
                    worst = Math.max(worst, System.nanoTime() - start);
                }
                return worst;
            }));
        }
        all.forEach(StoreTestCase::join);
        StoreStatistics statistics = store.statistics();
        assertThat(statistics.commits()).isEqualTo(threads * 50L);
        assertThat(statistics.groups()).isLessThanOrEqualTo(statistics.commits());
        assertThat(statistics.syncs()).isLessThanOrEqualTo(statistics.commits() + 1);
        assertThat(committedList()).hasSize(threads);
    }

    @Test
    void noCommitIsForgottenWhenLeadersChange() {
        int threads = 6;
        int each = fixture().durable() ? 3_000 : 20_000;
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            byte[] key = bytes("t" + t);
            CompletableFuture<Void> done = new CompletableFuture<>();
            all.add(done);
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    try (StorageTransaction transaction =
                                    store.begin(TransactionOptions.DEFAULT.withDurability(Durability.ASYNC));
                            StorageStatement statement = transaction.beginStatement()) {
                        statement.put(TABLE, key, key);
                        transaction.commit();
                    }
                }
                done.complete(null);
            });
        }
        all.forEach(StoreTestCase::join);
        assertThat(store.statistics().commits()).isEqualTo((long) threads * each);
    }

    @Test
    void aScanOfManyRowsGoesBothWays() {
        int rows = 5_000;
        try (StorageTransaction transaction = begin()) {
            try (StorageStatement statement = transaction.beginStatement()) {
                for (int i = 0; i < rows; i++) {
                    statement.put(TABLE, bytes(String.format("%06d", i)), bytes("v"));
                }
            }
            transaction.commit();
        }
        try (StorageTransaction transaction = store.begin(TransactionOptions.READ_ONLY)) {
            List<String> forward = list(transaction, ScanRequest.of(KeyRange.all(TABLE)));
            List<String> backward =
                    list(transaction, ScanRequest.of(KeyRange.all(TABLE)).reversed());
            assertThat(forward).hasSize(rows).isSorted();
            assertThat(backward).isEqualTo(forward.reversed());
        }
    }
}
