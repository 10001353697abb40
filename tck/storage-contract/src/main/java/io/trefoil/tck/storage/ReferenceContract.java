package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.Isolation;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.StorageException.StatementRetry;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreStatistics;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.storage.core.InterleavedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Foreign keys: a child's insert depends on the parent's being there and on nothing else of it. That this is serializable
 * too is shown by the histories, which note what each check was told.
 */
public abstract class ReferenceContract extends StoreTestCase {
    private static final int CHILDREN = TABLE + 1;

    private static boolean check(StorageTransaction transaction, String parent) {
        try (StorageStatement statement = transaction.beginStatement()) {
            return statement.get(TABLE, bytes(parent), Access.REFERENCE_CHECK) != null;
        }
    }

    private static void addChild(StorageTransaction transaction, String parent, String child) {
        assertThat(check(transaction, parent)).isTrue();
        try (StorageStatement statement = transaction.beginStatement()) {
            assertThat(statement.insert(CHILDREN, bytes(parent + child), bytes("c"), LockWait.BLOCK))
                    .isNull();
        }
    }

    private static void updateParent(StorageTransaction transaction, String parent, String value) {
        get(transaction, parent, Access.FOR_NO_KEY_UPDATE);
        put(transaction, parent, value);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void aParentsUpdateAndAChildsInsertPassEachOther(Isolation isolation) {
        given("p", "1");
        try (StorageTransaction update = begin(isolation);
                StorageTransaction insert = begin(isolation);
                StorageTransaction second = begin(isolation)) {
            updateParent(update, "p", "2");
            addChild(insert, "p", "1");
            addChild(second, "p", "2");
            insert.commit();
            update.commit();
            second.commit();
        }
        try (StorageTransaction insert = begin(isolation);
                StorageTransaction update = begin(isolation)) {
            addChild(insert, "p", "3");
            updateParent(update, "p", "3");
            update.commit();
            addChild(insert, "p", "4");
            insert.commit();
        }
        StoreStatistics statistics = store.statistics();
        assertThat(statistics.lockWaits()).isZero();
        assertThat(statistics.statementRestarts()).isZero();
        assertThat(statistics.readConflicts() + statistics.writeConflicts()).isZero();
        assertThat(committed("p")).isEqualTo("3");
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void aParentCannotGoBetweenTheCheckAndTheCommit(Isolation isolation) {
        given("p", "1");
        StorageTransaction insert = begin(isolation);
        addChild(insert, "p", "1");
        CompletableFuture<Void> delete = async(() -> {
            given("other", "1");
            try (StorageTransaction transaction = begin(isolation)) {
                delete(transaction, "p");
                transaction.commit();
            }
            return null;
        });
        awaitLockWaiters();
        assertThat(delete).isNotDone();
        insert.commit();
        join(delete);
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void aCheckWaitsForADeleteAndIsToldTheOutcome(Isolation isolation) {
        given("p", "1", "q", "1");
        StorageTransaction kept = begin();
        delete(kept, "p");
        StorageTransaction gone = begin();
        delete(gone, "q");
        CompletableFuture<List<Boolean>> insert = async(() -> {
            try (StorageTransaction transaction = begin(isolation)) {
                return List.of(check(transaction, "p"), check(transaction, "q"));
            }
        });
        awaitLockWaiters();
        assertThat(insert).isNotDone();
        kept.rollback();
        gone.commit();
        assertThat(join(insert)).containsExactly(true, false);
    }

    @Test
    void whatACheckTellsFitsWhatWasReadBefore() {
        given("p", "1", "x", "old");
        try (StorageTransaction transaction = begin()) {
            assertThat(get(transaction, "x")).isEqualTo("old");
            given("x", "new");
            try (StorageTransaction delete = begin()) {
                delete(delete, "p");
                delete.commit();
            }
            // Nobody could see the old x and no parent: the parent went after x had changed.
            try (StorageStatement statement = transaction.beginStatement()) {
                assertThatThrownBy(() -> statement.get(TABLE, bytes("p"), Access.REFERENCE_CHECK))
                        .isInstanceOf(StatementRetry.class);
                assertThatThrownBy(statement::restart).isInstanceOf(TransactionRetry.class);
            }
        }
        try (StorageTransaction transaction = begin()) {
            assertThat(get(transaction, "x")).isEqualTo("new");
            given("p", "2");
            assertThat(check(transaction, "p"))
                    .as("nothing that was read stands in the way of moving on")
                    .isTrue();
            transaction.commit();
        }
    }

    @ParameterizedTest
    @EnumSource(Isolation.class)
    void noOrderOfStepsMakesUpdatesAndInsertsFail(Isolation isolation) {
        given("p", "1");
        long first = Seeds.next("references at " + isolation);
        int seeds = fixture().durable() ? 10 : 60;
        try (InterleavedStore interleaved = new InterleavedStore(store, OPTIONS)) {
            TransactionalStore inner = interleaved.store();
            TransactionOptions options = TransactionOptions.DEFAULT.withIsolation(isolation);
            for (long seed = first; seed < first + seeds; seed++) {
                List<Runnable> tasks = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    String child = seed + "/" + i;
                    boolean updates = i == 0;
                    tasks.add(() -> {
                        for (int j = 0; j < 4; j++) {
                            try (StorageTransaction transaction = inner.begin(options)) {
                                if (updates) {
                                    updateParent(transaction, "p", child + j);
                                } else {
                                    addChild(transaction, "p", child + j);
                                }
                                transaction.commit();
                            }
                        }
                    });
                }
                interleaved.run(seed, tasks);
            }
            StoreStatistics statistics = inner.statistics();
            assertThat(statistics.commits()).isEqualTo(seeds * 16);
            assertThat(statistics.lockWaits()).isZero();
            assertThat(statistics.statementRestarts()).isZero();
        }
    }
}
