package io.trefoil.tck.jdbc.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import io.trefoil.tck.jdbc.hibernate.Library.Author;
import io.trefoil.tck.jdbc.hibernate.Library.Loan;
import io.trefoil.tck.jdbc.hibernate.Library.LoanId;
import io.trefoil.tck.jdbc.hibernate.Library.Rank;
import io.trefoil.tck.jdbc.hibernate.Library.Shelf;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Many rows at once. */
class BatchTest {
    private static final int ROWS = 1000;

    @OnEveryDoor
    void insertsUpdatesAndDeletesTravelInBatches(Door door) {
        try (SessionFactory factory = Factory.library(
                door,
                "hibernate.jdbc.batch_size=50",
                "hibernate.order_inserts=true",
                "hibernate.order_updates=true",
                "hibernate.jdbc.batch_versioned_data=true")) {
            factory.inTransaction(session -> {
                for (int i = 0; i < ROWS; i++) {
                    session.persist(new Author("author " + i, Rank.NEW));
                }
            });
            factory.getStatistics().clear();
            factory.inTransaction(session -> {
                List<Author> authors = session.createSelectionQuery("from Author order by id", Author.class)
                        .getResultList();
                assertThat(authors).hasSize(ROWS);
                authors.forEach(author -> author.rank = Rank.KNOWN);
            });
            // One statement for the query and one for the updates, which is bound a thousand times.
            assertThat(factory.getStatistics().getPrepareStatementCount()).isLessThan(ROWS / 50 + 5);
            factory.inTransaction(session -> {
                assertThat(session.createSelectionQuery(
                                        "select count(*) from Author where rank = KNOWN and version = 1", Long.class)
                                .getSingleResult())
                        .isEqualTo(ROWS);
                session.createSelectionQuery("from Author", Author.class)
                        .getResultList()
                        .forEach(session::remove);
            });
            factory.inTransaction(session -> assertThat(session.createSelectionQuery("from Author", Author.class)
                            .getResultCount())
                    .isZero());
        }
    }

    @OnEveryDoor
    void aBatchWithADuplicateChangesNothing(Door door) {
        try (SessionFactory factory = Factory.library(door, "hibernate.jdbc.batch_size=20")) {
            factory.inTransaction(session -> session.persist(new Loan(new LoanId("ann", 30), null)));
            assertThatThrownBy(() -> factory.inTransaction(session -> {
                        for (int i = 0; i < 50; i++) {
                            session.persist(new Loan(new LoanId("ann", i), null));
                        }
                    }))
                    .isInstanceOf(PersistenceException.class);
            factory.inTransaction(session -> assertThat(session.createSelectionQuery("from Loan", Loan.class)
                            .getResultCount())
                    .isEqualTo(1));
        }
    }

    @OnEveryDoor
    void sessionsWithoutState(Door door) {
        try (SessionFactory factory = Factory.library(door, "hibernate.jdbc.batch_size=50")) {
            factory.inStatelessTransaction(session -> {
                session.insertMultiple(IntStream.range(0, 120)
                        .mapToObj(i -> new Loan(new LoanId("reader", i), null))
                        .toList());
                Author author = new Author("Stateless", Rank.NEW);
                session.insert(author);
                author.name = "Changed";
                session.update(author);
                assertThat(session.getMultiple(Loan.class, List.of(new LoanId("reader", 7), new LoanId("nobody", 7))))
                        .element(1)
                        .isNull();
            });
            factory.inStatelessTransaction(session -> {
                assertThat(session.createSelectionQuery("select name from Author", String.class)
                                .getSingleResult())
                        .isEqualTo("Changed");
                deleteAll(session);
            });
        }
    }

    private static void deleteAll(StatelessSession session) {
        List<Loan> loans = new ArrayList<>(
                session.createSelectionQuery("from Loan", Loan.class).getResultList());
        assertThat(loans).hasSize(120);
        session.deleteMultiple(loans);
    }

    /** Hibernate writes it as MERGE. */
    @OnEveryDoor
    void anUpsertInsertsOrUpdates(Door door) {
        try (SessionFactory factory = Factory.library(door, "hibernate.jdbc.batch_size=10")) {
            factory.inStatelessTransaction(session -> {
                session.upsert(shelf(7, "first"));
                session.upsert(shelf(7, "second"));
                session.upsert(shelf(8, null));
            });
            factory.inStatelessTransaction(session -> {
                session.upsertMultiple(IntStream.range(0, 100)
                        .mapToObj(id -> shelf(id, "many"))
                        .toList());
                assertThat(session.get(Shelf.class, 7L).label).isEqualTo("many");
                assertThat(session.createSelectionQuery("from Shelf", Shelf.class)
                                .getResultCount())
                        .isEqualTo(100);
            });
        }
    }

    @OnEveryDoor
    void aQueryInsertsOrUpdates(Door door) {
        try (SessionFactory factory = Factory.library(door)) {
            for (String label : List.of("one", "two")) {
                factory.inTransaction(
                        session -> session.createMutationQuery("insert into Shelf (id, label) values (1, :label)"
                                        + " on conflict (id) do update set label = excluded.label")
                                .setParameter("label", label)
                                .executeUpdate());
            }
            factory.inTransaction(
                    session -> assertThat(session.find(Shelf.class, 1L).label).isEqualTo("two"));
        }
    }

    private static Shelf shelf(long id, @Nullable String label) {
        Shelf shelf = new Shelf();
        shelf.id = id;
        shelf.label = label;
        return shelf;
    }
}
