package io.trefoil.tck.jdbc.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.tool.schema.Action;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Java enums as enum types of the database. */
class NamedEnumTest {
    private static final List<Class<?>> ENTITIES = List.of(Day.class);

    enum Weather {
        RAIN,
        CLOUDS,
        SUN
    }

    @Entity(name = "Day")
    static class Day {
        @Id
        int id;

        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        Weather weather = Weather.RAIN;

        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        @Nullable
        Weather forecast;

        Day() {}

        Day(int id, Weather weather) {
            this.id = id;
            this.weather = weather;
        }
    }

    @OnEveryDoor
    void theSchemaIsMadeAndIsValid(Door door) {
        Factory.of(door, Action.CREATE_ONLY, ENTITIES).close();
        Factory.of(door, Action.VALIDATE, ENTITIES).close();
        Factory.of(door, Action.UPDATE, ENTITIES).close();
        Factory.of(door, Action.CREATE_DROP, ENTITIES).close();
    }

    @OnEveryDoor
    void constantsAreWrittenReadAndCompared(Door door) {
        try (SessionFactory factory = Factory.of(door, Action.CREATE_DROP, ENTITIES, "hibernate.jdbc.batch_size=20")) {
            factory.inTransaction(session -> {
                for (int i = 0; i < 60; i++) {
                    session.persist(new Day(i, Weather.values()[i % 3]));
                }
            });
            factory.inTransaction(session -> {
                Day day = session.find(Day.class, 2);
                assertThat(day.weather).isEqualTo(Weather.SUN);
                day.forecast = Weather.CLOUDS;
            });
            factory.inTransaction(session -> {
                for (int i = 0; i < 7; i++) {
                    assertThat(session.createSelectionQuery(
                                            "select id from Day where weather = :w and weather > RAIN order by id",
                                            Integer.class)
                                    .setParameter("w", Weather.SUN)
                                    .getResultList())
                            .hasSize(20)
                            .startsWith(2, 5);
                }
                assertThat(session.createSelectionQuery(
                                        "select distinct weather from Day order by weather desc", Weather.class)
                                .getResultList())
                        .containsExactly(Weather.SUN, Weather.RAIN, Weather.CLOUDS);
                assertThat(session.createSelectionQuery("select id from Day where forecast in (:all)", Integer.class)
                                .setParameterList("all", List.of(Weather.CLOUDS, Weather.RAIN))
                                .getSingleResult())
                        .isEqualTo(2);
                assertThat(session.createMutationQuery("update Day set forecast = SUN where weather = CLOUDS")
                                .executeUpdate())
                        .isEqualTo(20);
            });
            factory.inStatelessTransaction(session -> {
                session.upsert(new Day(2, Weather.RAIN));
                session.upsert(new Day(100, Weather.SUN));
                assertThat(session.get(Day.class, 2).weather).isEqualTo(Weather.RAIN);
            });
            assertThatThrownBy(() -> factory.inTransaction(session -> session.createNativeMutationQuery(
                                    "insert into Day (id, weather) values (7, 'SUN')")
                            .executeUpdate()))
                    .isInstanceOf(ConstraintViolationException.class);
        }
    }
}
