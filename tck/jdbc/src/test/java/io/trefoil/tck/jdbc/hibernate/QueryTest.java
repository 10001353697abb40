package io.trefoil.tck.jdbc.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import io.trefoil.tck.jdbc.OnTrefoilDoors;
import io.trefoil.tck.jdbc.hibernate.Library.Author;
import io.trefoil.tck.jdbc.hibernate.Library.Book;
import io.trefoil.tck.jdbc.hibernate.Library.Rank;
import io.trefoil.tck.jdbc.hibernate.Library.Tag;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Join;
import jakarta.persistence.criteria.Root;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.hibernate.ScrollMode;
import org.hibernate.ScrollableResults;
import org.hibernate.SessionFactory;

/** HQL, criteria, native queries and entity graphs. */
class QueryTest {
    private static final List<String> QUERIES = List.of(
            "select a.name, count(b), sum(b.price), avg(b.price), max(b.published) from Author a left join a.books b"
                    + " group by a.id, a.name order by a.name",
            "select a.name from Author a join a.books b group by a.name having sum(b.price) > 30 order by 1",
            "select b.title from Book b where b.author.rank = Rank.FAMOUS and b.price between 5 and 15 order by"
                    + " b.title",
            "select b.title from Book b where exists (select 1 from b.tags t where t.word = 'space') order by b.title",
            "select b.title from Book b where 'war' member of b.author.emails or 'war' in (select t.word from b.tags"
                    + " t)",
            "select a.name, (select count(*) from Book b where b.author = a) from Author a order by a.name desc",
            "select upper(b.title), length(b.title), substring(b.title, 1, 3), locate('o', b.title),"
                    + " concat(b.title, '!'), trim(both ' ' from b.title) from Book b order by b.title",
            "select b.title, extract(year from b.published), extract(month from b.published) from Book b where"
                    + " b.published is not null order by b.title",
            "select b.title, b.published + 10 day, b.published - 1 month from Book b where b.published is not null"
                    + " order by b.title",
            "select case when b.price > 20 then 'dear' when b.price > 10 then 'fair' else 'cheap' end, count(*) from"
                    + " Book b group by 1 order by 1",
            "select coalesce(b.published, local date), nullif(b.title, 'Eden') from Book b where b.title = 'Eden'"
                    + " and b.published is not null",
            "select cast(b.price as Integer), cast(b.price as String), abs(-b.price), round(b.price, 1), mod(7, 4),"
                    + " power(2, 3), sqrt(16), floor(b.price) from Book b where b.title = 'Solaris'",
            "select b.title, row_number() over (partition by b.author.id order by b.price desc), rank() over (order by"
                    + " b.price), sum(b.price) over (order by b.title rows between unbounded preceding and current row)"
                    + " from Book b order by b.title",
            "select b.title, lag(b.title) over (order by b.title), first_value(b.price) over (order by b.title) from"
                    + " Book b order by b.title",
            "with dear as (select b.id as id, b.price as price from Book b where b.price > 10) select count(d.id),"
                    + " sum(d.price) from dear d",
            "select a.name from Author a where a.books is empty union select b.title from Book b where b.price > 20"
                    + " order by 1",
            "select b.title from Book b order by b.price desc, b.title limit 2 offset 1",
            "select b.title from Book b order by b.price desc fetch first 3 rows with ties",
            "select distinct a.rank from Author a order by a.rank",
            "select listagg(b.title, ', ') within group (order by b.title) from Book b",
            "select b.title from Book b where lower(b.title) like 's%' escape '!' or b.title ilike '%EN'"
                    + " order by b.title",
            "select count(distinct b.author) from Book b",
            "select b.title from Book b join Author a on a.id = b.author.id and a.name like 'S%' order by b.title",
            "select a.name, elements(a.emails) from Author a where size(a.emails) = 1",
            "select a.name, x.n from Author a join lateral (select count(*) as n from Book b where b.author = a) x"
                    + " order by a.name",
            "select b.title from Book b where array_contains(b.chapters, 2)",
            "select array_length(b.chapters), b.chapters[1] from Book b where b.chapters is not null",
            "select every(b.price > 0), any(b.price > 100), min(b.title) filter (where b.price > 10) from Book b",
            "select b.title from Book b where (b.title, b.price) in (('Eden', 12), ('Solaris', 10)) order by b.title",
            "select grouping(a.rank), a.rank, count(*) from Author a group by rollup(a.rank) order by 1, 2");

    private static final Map<String, String> EXPECTED = new LinkedHashMap<>();

    @OnTrefoilDoors
    void queriesInHibernatesLanguageAreAnsweredAsByPostgresql(Door door) {
        Map<String, String> actual = answers(door);
        if (EXPECTED.isEmpty()) {
            EXPECTED.putAll(answers(Door.POSTGRESQL));
            assertThat(EXPECTED.values()).noneMatch(answer -> answer.contains("Exception"));
        }
        assertThat(actual).containsExactlyEntriesOf(EXPECTED);
    }

    private static Map<String, String> answers(Door door) {
        Map<String, String> answers = new LinkedHashMap<>();
        try (SessionFactory factory = library(door)) {
            QUERIES.forEach(query -> answers.put(query, answer(factory, query)));
        }
        return answers;
    }

    private static String answer(SessionFactory factory, String query) {
        try {
            return factory.fromTransaction(
                    session -> session.createSelectionQuery(query, Object[].class).getResultList().stream()
                            .map(Arrays::deepToString)
                            .collect(Collectors.joining("\n")));
        } catch (PersistenceException | IllegalArgumentException e) {
            return e.toString();
        }
    }

    @OnEveryDoor
    void pagesAndScrollingAndStreams(Door door) {
        try (SessionFactory factory = library(door)) {
            factory.inTransaction(session -> {
                assertThat(session.createSelectionQuery("from Book order by title", Book.class)
                                .setFirstResult(2)
                                .setMaxResults(2)
                                .getResultList())
                        .extracting(book -> book.title)
                        .containsExactly("Fiasco", "Solaris");
                assertThat(session.createSelectionQuery("from Book", Book.class).getResultCount())
                        .isEqualTo(5);
                try (ScrollableResults<String> titles = session.createSelectionQuery(
                                "select title from Book order by title", String.class)
                        .setFetchSize(2)
                        .scroll(ScrollMode.SCROLL_INSENSITIVE)) {
                    assertThat(titles.last()).isTrue();
                    assertThat(titles.get()).isEqualTo("The Dispossessed");
                    assertThat(titles.previous()).isTrue();
                    assertThat(titles.get()).isEqualTo("Solaris");
                }
                try (Stream<String> titles = session.createSelectionQuery("select title from Book", String.class)
                        .setFetchSize(2)
                        .getResultStream()) {
                    assertThat(titles.count()).isEqualTo(5);
                }
            });
        }
    }

    @OnEveryDoor
    void changesByStatement(Door door) {
        try (SessionFactory factory = library(door)) {
            factory.inTransaction(session -> {
                assertThat(session.createMutationQuery("update Book set price = price * 2 where price < :limit")
                                .setParameter("limit", new BigDecimal("11"))
                                .executeUpdate())
                        .isEqualTo(2);
                assertThat(session.createMutationQuery("update versioned Book b set b.title = b.title || '!' where"
                                        + " b.author.id in (select a.id from Author a where a.rank = 'FAMOUS')")
                                .executeUpdate())
                        .isEqualTo(2);
                assertThat(session.createMutationQuery(
                                        "insert into Author (id, version, name, rank) select a.id + 500, 0, a.name,"
                                                + " a.rank from Author a")
                                .executeUpdate())
                        .isEqualTo(3);
                assertThat(session.createMutationQuery("insert into Author (id, version, name, rank) values"
                                        + " (1000, 0, 'A', NEW), (1001, 0, 'B', NEW)")
                                .executeUpdate())
                        .isEqualTo(2);
                assertThat(session.createMutationQuery("insert into Author (id, version, name, rank) values (1000, 0,"
                                        + " 'A', NEW) on conflict (id) do update set name = excluded.name || ' again'")
                                .executeUpdate())
                        .isEqualTo(1);
                assertThat(session.createMutationQuery("delete from Author a where a.books is empty and a.id < 1000")
                                .executeUpdate())
                        .isEqualTo(4);
            });
            factory.inTransaction(session -> {
                assertThat(session.find(Author.class, 1000L).name).isEqualTo("A again");
                assertThat(session.createSelectionQuery("select sum(price) from Book", BigDecimal.class)
                                .getSingleResult())
                        .isEqualByComparingTo("82.50");
            });
        }
    }

    @OnEveryDoor
    void criteriaQueries(Door door) {
        try (SessionFactory factory = library(door)) {
            factory.inTransaction(session -> {
                CriteriaBuilder builder = session.getCriteriaBuilder();
                CriteriaQuery<Object[]> query = builder.createQuery(Object[].class);
                Root<Author> author = query.from(Author.class);
                Join<Author, Book> book = author.join("books");
                query.select(builder.array(author.get("name"), builder.count(book), builder.sum(book.get("price"))))
                        .where(builder.or(
                                builder.like(author.get("name"), "S%"),
                                builder.greaterThan(book.<BigDecimal>get("price"), new BigDecimal("20"))))
                        .groupBy(author.get("name"))
                        .having(builder.ge(builder.count(book), 1L))
                        .orderBy(builder.desc(builder.sum(book.<BigDecimal>get("price"))));
                assertThat(session.createQuery(query).getResultList())
                        .extracting(Arrays::toString)
                        .containsExactly("[Stanislaw, 3, 33.00]", "[Ursula, 1, 21.50]");
            });
        }
    }

    @OnEveryDoor
    void nativeQueries(Door door) {
        try (SessionFactory factory = library(door)) {
            factory.inTransaction(session -> {
                assertThat(session.createNativeQuery(
                                        "select b.* from Book b where b.price > :price order by b.title", Book.class)
                                .setParameter("price", 11)
                                .getResultList())
                        .extracting(book -> book.title)
                        .containsExactly("Eden", "The Dispossessed");
                assertThat(session.createNativeQuery(
                                        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5)"
                                                + " select i from n",
                                        Integer.class)
                                .getResultList())
                        .containsExactly(1, 2, 3, 4, 5);
                assertThat(session.createNativeMutationQuery("update Book set price = price + ?1 where title = ?2")
                                .setParameter(1, BigDecimal.ONE)
                                .setParameter(2, "Eden")
                                .executeUpdate())
                        .isEqualTo(1);
            });
        }
    }

    @OnEveryDoor
    void entityGraphsAndFetchJoins(Door door) {
        try (SessionFactory factory = library(door)) {
            Author author = factory.fromSession(
                    session -> session.createSelectionQuery("from Author where name = 'Ursula'", Author.class)
                            .setEntityGraph(
                                    session.createEntityGraph(Author.class, "author-with-books"),
                                    org.hibernate.graph.GraphSemantic.LOAD)
                            .getSingleResult());
            assertThat(Hibernate.isInitialized(author.books)).isTrue();
            assertThat(author.books)
                    .allSatisfy(book ->
                            assertThat(Hibernate.isInitialized(book.tags)).isTrue());
            assertThat(Hibernate.isInitialized(author.emails)).isFalse();
            List<Author> fetched = factory.fromSession(session -> session.createSelectionQuery(
                            "from Author a left join fetch a.books b left join fetch a.emails order by a.name",
                            Author.class)
                    .getResultList());
            assertThat(fetched)
                    .hasSize(3)
                    .allSatisfy(each ->
                            assertThat(Hibernate.isInitialized(each.books)).isTrue());
        }
    }

    private static SessionFactory library(Door door) {
        SessionFactory factory = Factory.library(door);
        factory.inTransaction(session -> {
            Tag space = new Tag("space");
            Tag war = new Tag("war");
            Author ursula = new Author("Ursula", Rank.FAMOUS);
            ursula.emails.add("ursula@example.org");
            Book dispossessed = ursula.write("The Dispossessed", "21.50");
            dispossessed.published = LocalDate.of(1974, 5, 31);
            dispossessed.tags.add(space);
            Book darkness = ursula.write("Darkness", "9.00");
            darkness.published = LocalDate.of(1969, 3, 1);
            darkness.chapters = new int[] {1, 2, 3};
            Author stanislaw = new Author("Stanislaw", Rank.KNOWN);
            stanislaw.write("Solaris", "10.00").tags.add(space);
            stanislaw.write("Fiasco", "11.00").tags.add(war);
            stanislaw.write("Eden", "12.00").published = LocalDate.of(1959, 12, 31);
            session.persist(ursula);
            session.persist(stanislaw);
            session.persist(new Author("Nobody", Rank.NEW));
        });
        return factory;
    }
}
