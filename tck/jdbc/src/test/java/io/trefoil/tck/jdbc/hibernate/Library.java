package io.trefoil.tck.jdbc.hibernate;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedAttributeNode;
import jakarta.persistence.NamedEntityGraph;
import jakarta.persistence.NamedSubgraph;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.NaturalId;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Authors, their books, and what else a mapping can say. */
final class Library {
    static final List<Class<?>> ENTITIES = List.of(
            Author.class,
            Book.class,
            Tag.class,
            Loan.class,
            Payment.class,
            CardPayment.class,
            CashPayment.class,
            Shelf.class);

    private Library() {}

    enum Rank {
        NEW,
        KNOWN,
        FAMOUS
    }

    @Entity(name = "Author")
    @NamedEntityGraph(
            name = "author-with-books",
            attributeNodes = @NamedAttributeNode(value = "books", subgraph = "tags"),
            subgraphs = @NamedSubgraph(name = "tags", attributeNodes = @NamedAttributeNode("tags")))
    static class Author {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @Nullable
        Long id;

        @Version
        int version;

        @Column(nullable = false, length = 80)
        String name = "";

        @Enumerated(EnumType.STRING)
        Rank rank = Rank.NEW;

        @OneToMany(mappedBy = "author", cascade = CascadeType.ALL, orphanRemoval = true)
        @OrderBy("title")
        List<Book> books = new ArrayList<>();

        @ElementCollection
        Set<String> emails = new HashSet<>();

        Author() {}

        Author(String name, Rank rank) {
            this.name = name;
            this.rank = rank;
        }

        Book write(String title, String price) {
            Book book = new Book(this, title, new BigDecimal(price));
            books.add(book);
            return book;
        }
    }

    @Entity(name = "Book")
    @Table(indexes = @Index(name = "book_title", columnList = "title"))
    static class Book {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Nullable
        Long id;

        @Version
        long version;

        @NaturalId
        String isbn = UUID.randomUUID().toString();

        String title = "";

        @Column(precision = 12, scale = 2)
        BigDecimal price = BigDecimal.ZERO;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        @Nullable
        Author author;

        @ManyToMany(cascade = CascadeType.PERSIST)
        @JoinTable(name = "book_tag")
        Set<Tag> tags = new HashSet<>();

        @Nullable
        LocalDate published;

        @Nullable
        Instant created;

        @Nullable
        OffsetDateTime sold;

        @Nullable
        LocalDateTime read;

        @Nullable
        LocalTime opens;

        @Nullable
        Duration length;

        @Nullable
        UUID token;

        byte @Nullable [] cover;

        @Nullable
        Boolean available;

        @Nullable
        Double weight;

        @Nullable
        Short pages;

        int @Nullable [] chapters;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> facts = new HashMap<>();

        Book() {}

        Book(Author author, String title, BigDecimal price) {
            this.author = author;
            this.title = title;
            this.price = price;
        }
    }

    @Entity(name = "Tag")
    static class Tag {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        @Nullable
        UUID id;

        @Column(unique = true)
        String word = "";

        @ManyToMany(mappedBy = "tags")
        Set<Book> books = new HashSet<>();

        Tag() {}

        Tag(String word) {
            this.word = word;
        }
    }

    @Embeddable
    record LoanId(String reader, int number) implements Serializable {}

    @Entity(name = "Loan")
    static class Loan {
        @EmbeddedId
        LoanId id = new LoanId("", 0);

        @ManyToOne
        @Nullable
        Book book;

        Loan() {}

        Loan(LoanId id, @Nullable Book book) {
            this.id = id;
            this.book = book;
        }
    }

    @Entity(name = "Payment")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Payment {
        @Id
        long id;

        BigDecimal amount = BigDecimal.ZERO;
    }

    @Entity(name = "CardPayment")
    static class CardPayment extends Payment {
        String card = "";
    }

    @Entity(name = "CashPayment")
    static class CashPayment extends Payment {
        boolean exact;
    }

    @Entity(name = "Shelf")
    static class Shelf {
        @Id
        long id;

        @Nullable
        String label;
    }
}
