package io.trefoil.tck.jdbc.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import io.trefoil.tck.jdbc.hibernate.Library.Author;
import io.trefoil.tck.jdbc.hibernate.Library.Rank;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Timeout;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Timeouts;
import org.hibernate.exception.LockTimeoutException;

/** Two sessions that want the same row. */
class LockTest {
    @OnEveryDoor
    void theSecondWriterOfAnOldVersionFails(Door door) {
        try (SessionFactory factory = Factory.library(door)) {
            Long id = author(factory, "Optimist");
            Author stale = factory.fromTransaction(session -> session.find(Author.class, id));
            factory.inTransaction(session -> session.find(Author.class, id).name = "First");
            stale.name = "Second";
            assertThatThrownBy(() -> factory.inTransaction(session -> session.merge(stale)))
                    .isInstanceOf(OptimisticLockException.class);
            factory.inTransaction(session -> {
                Author author = session.find(Author.class, id);
                assertThat(author.name).isEqualTo("First");
                assertThat(author.version).isEqualTo(1);
                session.lock(author, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
            });
            factory.inTransaction(session ->
                    assertThat(session.find(Author.class, id).version).isEqualTo(2));
        }
    }

    @OnEveryDoor
    void aLockedRowIsWaitedForPassedOverOrRefused(Door door) throws Exception {
        try (SessionFactory factory = Factory.library(door);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Long first = author(factory, "First");
            Long second = author(factory, "Second");
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch tried = new CountDownLatch(1);
            Future<?> holder = threads.submit(() -> factory.inTransaction(session -> {
                Author author = session.find(Author.class, first, LockModeType.PESSIMISTIC_WRITE);
                locked.countDown();
                await(tried);
                author.name = "Changed under lock";
            }));
            await(locked);
            try {
                assertThatThrownBy(() -> factory.inTransaction(session ->
                                session.find(Author.class, first, LockModeType.PESSIMISTIC_WRITE, Timeouts.NO_WAIT)))
                        .isInstanceOf(LockTimeoutException.class);
                assertThatThrownBy(() -> factory.inTransaction(session -> session.find(
                                Author.class, first, LockModeType.PESSIMISTIC_WRITE, Timeout.milliseconds(100))))
                        .isInstanceOf(LockTimeoutException.class);
                factory.inTransaction(
                        session -> assertThat(session.createSelectionQuery("from Author order by id", Author.class)
                                        .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                                        .getResultList())
                                .extracting(author -> author.id)
                                .containsExactly(second));
                // Reading without a lock goes on.
                factory.inTransaction(session ->
                        assertThat(session.find(Author.class, first).name).isEqualTo("First"));
            } finally {
                tried.countDown();
            }
            holder.get();
            factory.inTransaction(
                    session -> assertThat(session.find(Author.class, first, LockModeType.PESSIMISTIC_WRITE).name)
                            .isEqualTo("Changed under lock"));
        }
    }

    @OnEveryDoor
    void lockedReadModifyWriteLosesNothing(Door door) throws Exception {
        try (SessionFactory factory = Factory.library(door, "hibernate.connection.isolation=2");
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Long id = author(factory, "0");
            List<Future<?>> writers = Stream.<Future<?>>generate(() -> threads.submit(() -> {
                        for (int i = 0; i < 10; i++) {
                            factory.inTransaction(session -> {
                                Author author = session.find(Author.class, id, LockModeType.PESSIMISTIC_WRITE);
                                author.name = String.valueOf(Integer.parseInt(author.name) + 1);
                            });
                        }
                    }))
                    .limit(4)
                    .toList();
            for (Future<?> writer : writers) {
                writer.get();
            }
            factory.inTransaction(
                    session -> assertThat(session.find(Author.class, id).name).isEqualTo("40"));
        }
    }

    @OnEveryDoor
    void rowsLockedForSharingAreSharedByReaders(Door door) {
        try (SessionFactory factory = Factory.library(door)) {
            Long id = author(factory, "Shared");
            try (Session one = factory.openSession();
                    Session two = factory.openSession()) {
                one.beginTransaction();
                two.beginTransaction();
                one.find(Author.class, id, LockModeType.PESSIMISTIC_READ);
                Author author = two.find(Author.class, id, LockModeType.PESSIMISTIC_READ);
                assertThat(author.name).isEqualTo("Shared");
                two.getTransaction().commit();
                one.refresh(one.find(Author.class, id), LockModeType.PESSIMISTIC_WRITE);
                one.getTransaction().commit();
            }
        }
    }

    private static Long author(SessionFactory factory, String name) {
        Author author = new Author(name, Rank.NEW);
        factory.inTransaction(session -> session.persist(author));
        return Objects.requireNonNull(author.id);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
