package io.trefoil.tck.jdbc.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import io.trefoil.tck.jdbc.hibernate.Library.Author;
import io.trefoil.tck.jdbc.hibernate.Library.Book;
import io.trefoil.tck.jdbc.hibernate.Library.CardPayment;
import io.trefoil.tck.jdbc.hibernate.Library.CashPayment;
import io.trefoil.tck.jdbc.hibernate.Library.Loan;
import io.trefoil.tck.jdbc.hibernate.Library.LoanId;
import io.trefoil.tck.jdbc.hibernate.Library.Payment;
import io.trefoil.tck.jdbc.hibernate.Library.Rank;
import io.trefoil.tck.jdbc.hibernate.Library.Tag;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Hibernate;
import org.hibernate.SessionFactory;
import org.hibernate.exception.ConstraintViolationException;

/** Entities and their associations, stored in one session and found by the next. */
class MappingTest {
    @OnEveryDoor
    void valuesOfAllTypesComeBack(Door door) {
        LocalDate day = LocalDate.of(2024, 2, 29);
        Instant instant = Instant.parse("2024-02-29T23:59:59.123456Z");
        OffsetDateTime offset = OffsetDateTime.of(2024, 2, 29, 1, 2, 3, 0, ZoneOffset.ofHours(5));
        UUID uuid = UUID.randomUUID();
        try (SessionFactory factory = Factory.library(door)) {
            Long id = factory.fromTransaction(session -> {
                Author author = new Author("Ursula", Rank.FAMOUS);
                author.emails.addAll(Set.of("a@example.org", "b@example.org"));
                Book book = author.write("Values", "12345.67");
                book.published = day;
                book.created = instant;
                book.sold = offset;
                book.read = day.atTime(12, 30, 0, 5000);
                book.opens = LocalTime.of(23, 59, 58);
                book.length = Duration.ofMinutes(90).plusNanos(7);
                book.token = uuid;
                book.cover = new byte[] {0, 1, -1, 127};
                book.available = true;
                book.weight = 0.1;
                book.pages = (short) 321;
                book.chapters = new int[] {3, 1, 2};
                book.facts = Map.of("language", "en", "quote", "\"it's\" ✓");
                session.persist(author);
                return book.id;
            });
            factory.inTransaction(session -> {
                Book book = session.find(Book.class, id);
                assertThat(book.price).isEqualByComparingTo("12345.67");
                assertThat(book.published).isEqualTo(day);
                assertThat(book.created).isEqualTo(instant);
                assertThat(book.sold)
                        .satisfies(sold -> assertThat(sold.toInstant()).isEqualTo(offset.toInstant()));
                assertThat(book.read).isEqualTo(LocalDateTime.of(2024, 2, 29, 12, 30, 0, 5000));
                assertThat(book.opens).isEqualTo(LocalTime.of(23, 59, 58));
                assertThat(book.length).isEqualTo(Duration.ofMinutes(90).plusNanos(7));
                assertThat(book.token).isEqualTo(uuid);
                assertThat(book.cover).containsExactly(0, 1, -1, 127);
                assertThat(book.available).isTrue();
                assertThat(book.weight).isEqualTo(0.1);
                assertThat(book.pages).isEqualTo((short) 321);
                assertThat(book.chapters).containsExactly(3, 1, 2);
                assertThat(book.facts).containsEntry("quote", "\"it's\" ✓").hasSize(2);
                Author author = (Author) Hibernate.unproxy(book.author);
                assertThat(author.rank).isEqualTo(Rank.FAMOUS);
                assertThat(author.emails).containsExactlyInAnyOrder("a@example.org", "b@example.org");
            });
        }
    }

    @OnEveryDoor
    void cascadesReachTheChildrenAndOrphansGo(Door door) {
        try (SessionFactory factory = Factory.library(door)) {
            Long id = factory.fromTransaction(session -> {
                Author author = new Author("Stanisław", Rank.KNOWN);
                author.write("Solaris", "10.00");
                author.write("Fiasco", "11.00");
                author.write("Eden", "12.00");
                author.emails.add("s@example.org");
                session.persist(author);
                return author.id;
            });
            factory.inTransaction(session -> {
                Author author = session.find(Author.class, id);
                assertThat(author.books).extracting(book -> book.title).containsExactly("Eden", "Fiasco", "Solaris");
                author.books.removeFirst();
                author.books.getFirst().price = new BigDecimal("1.00");
                author.emails.clear();
            });
            factory.inTransaction(session -> {
                Author author = session.find(Author.class, id);
                assertThat(author.version).isEqualTo(1);
                assertThat(author.emails).isEmpty();
                assertThat(author.books)
                        .extracting(book -> book.price)
                        .containsExactly(new BigDecimal("1.00"), new BigDecimal("10.00"));
                session.remove(author);
            });
            factory.inTransaction(
                    session -> assertThat(session.createSelectionQuery("select count(*) from Book", Long.class)
                                    .getSingleResult())
                            .isZero());
        }
    }

    @OnEveryDoor
    void manyToManyFromBothSides(Door door) {
        try (SessionFactory factory = Factory.library(door)) {
            factory.inTransaction(session -> {
                Author author = new Author("Iain", Rank.KNOWN);
                Tag space = new Tag("space");
                Tag war = new Tag("war");
                author.write("Consider Phlebas", "9.00").tags.addAll(Set.of(space, war));
                author.write("Excession", "8.00").tags.add(space);
                session.persist(author);
            });
            factory.inTransaction(session -> {
                Tag space = session.createSelectionQuery("from Tag where word = 'space'", Tag.class)
                        .getSingleResult();
                assertThat(space.books).hasSize(2);
                space.books.forEach(book -> book.tags.remove(space));
                session.remove(space);
            });
            factory.inTransaction(session -> assertThat(
                            session.createSelectionQuery("select t.word, size(t.books) from Tag t", Object[].class)
                                    .getResultList())
                    .containsExactly(new Object[] {"war", 1}));
        }
    }

    @OnEveryDoor
    void embeddedIdentifiersAndBrokenConstraints(Door door) {
        try (SessionFactory factory = Factory.library(door)) {
            factory.inTransaction(session -> {
                session.persist(new Loan(new LoanId("ann", 1), null));
                session.persist(new Loan(new LoanId("ann", 2), null));
            });
            factory.inTransaction(session -> {
                assertThat(session.find(Loan.class, new LoanId("ann", 2))).isNotNull();
                assertThat(session.find(Loan.class, new LoanId("bob", 2))).isNull();
                assertThat(session.findMultiple(
                                Loan.class, List.of(new LoanId("ann", 1), new LoanId("ann", 2), new LoanId("ann", 3))))
                        .hasSize(3);
            });
            assertThatThrownBy(() -> factory.inTransaction(session -> {
                        session.persist(new Tag("twice"));
                        session.persist(new Tag("twice"));
                        session.flush();
                    }))
                    .isInstanceOfSatisfying(ConstraintViolationException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("23505");
                        assertThat(e.getConstraintName()).isNotBlank();
                    });
            assertThatThrownBy(() -> factory.inTransaction(session -> session.createNativeMutationQuery(
                                    "insert into Loan (reader, number, book_id) values ('c', 1, 999)")
                            .executeUpdate()))
                    .isInstanceOfSatisfying(
                            ConstraintViolationException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("23503"));
        }
    }

    @OnEveryDoor
    void classesJoinedOverTables(Door door) {
        try (SessionFactory factory = Factory.library(door)) {
            factory.inTransaction(session -> {
                for (int i = 1; i <= 6; i++) {
                    Payment payment;
                    if (i % 2 == 0) {
                        CardPayment card = new CardPayment();
                        card.card = "card " + i;
                        payment = card;
                    } else {
                        CashPayment cash = new CashPayment();
                        cash.exact = i == 3;
                        payment = cash;
                    }
                    payment.id = i;
                    payment.amount = BigDecimal.valueOf(i);
                    session.persist(payment);
                }
            });
            factory.inTransaction(session -> {
                List<Payment> payments = session.createSelectionQuery("from Payment order by id", Payment.class)
                        .getResultList();
                assertThat(payments).hasSize(6);
                assertThat(payments.get(2))
                        .isInstanceOfSatisfying(
                                CashPayment.class,
                                cash -> assertThat(cash.exact).isTrue());
                assertThat(session.createSelectionQuery(
                                        "select count(*) from Payment p where type(p) = CardPayment", Long.class)
                                .getSingleResult())
                        .isEqualTo(3);
                // One statement over several tables: Hibernate writes them as one WITH of several changes.
                assertThat(session.createMutationQuery(
                                        "update CardPayment set card = 'new', amount = amount + 1 where id > 2")
                                .executeUpdate())
                        .isEqualTo(2);
                assertThat(session.createMutationQuery("delete from CashPayment where exact = false")
                                .executeUpdate())
                        .isEqualTo(2);
            });
            factory.inTransaction(session -> assertThat(session
                            .createSelectionQuery(
                                    "select p.id, p.amount, treat(p as CardPayment).card from Payment p order by p.id",
                                    Object[].class)
                            .getResultList()
                            .stream()
                            .map(row -> row[0] + " " + ((BigDecimal) row[1]).intValue() + " " + row[2])
                            .toList())
                    .containsExactly("2 2 card 2", "3 3 null", "4 5 new", "6 7 new"));
        }
    }
}
