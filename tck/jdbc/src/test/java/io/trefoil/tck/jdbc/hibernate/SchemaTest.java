package io.trefoil.tck.jdbc.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.tck.jdbc.Door;
import io.trefoil.tck.jdbc.OnEveryDoor;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.tool.schema.Action;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.jspecify.annotations.Nullable;

/** Hibernate makes, checks, extends and drops tables; it reads the catalog through DatabaseMetaData. */
class SchemaTest {
    /** A table as it was. */
    @Entity(name = "GadgetOfYesterday")
    @Table(name = "gadget")
    static class Yesterday {
        @Id
        int id;

        @Nullable
        String name;
    }

    /** The same table today. */
    @Entity(name = "Gadget")
    @Table(
            name = "gadget",
            indexes = @Index(name = "gadget_weight", columnList = "weight desc, name"),
            uniqueConstraints = @UniqueConstraint(name = "gadget_code", columnNames = "code"),
            comment = "a thing")
    static class Today {
        @Id
        int id;

        @Nullable
        String name;

        @Column(length = 20)
        @Nullable
        String code;

        @Column(precision = 10, scale = 3, check = @CheckConstraint(constraint = "weight > 0"))
        @ColumnDefault("1.5")
        @Nullable
        BigDecimal weight;

        @ManyToOne
        @Nullable
        Today part;
    }

    @OnEveryDoor
    void theSchemaThatWasCreatedIsValid(Door door) throws SQLException {
        Factory.of(door, Action.CREATE_ONLY, Library.ENTITIES).close();
        try (SessionFactory validated = Factory.of(door, Action.VALIDATE, Library.ENTITIES)) {
            assertThat(validated.isOpen()).isTrue();
        }
        try (Connection connection = door.open()) {
            assertThat(names(connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"}), 3))
                    .contains("author", "author_emails", "book", "book_tag", "loan", "tag", "cardpayment");
            assertThat(names(connection.getMetaData().getTables(null, null, "%", new String[] {"SEQUENCE"}), 3))
                    .contains("author_seq", "book_id_seq");
        }
        try (SessionFactory dropped = Factory.of(door, Action.CREATE_DROP, Library.ENTITIES)) {
            assertThat(dropped.isOpen()).isTrue();
        }
        try (Connection connection = door.open()) {
            assertThat(names(connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"}), 3))
                    .isEmpty();
        }
    }

    @OnEveryDoor
    void aMissingColumnIsFoundByValidateAndAddedByUpdate(Door door) throws SQLException {
        try (SessionFactory yesterday = Factory.of(door, Action.CREATE_ONLY, List.of(Yesterday.class))) {
            yesterday.inTransaction(session -> {
                Yesterday row = new Yesterday();
                row.id = 1;
                row.name = "old";
                session.persist(row);
            });
        }
        assertThatThrownBy(() -> Factory.of(door, Action.VALIDATE, List.of(Today.class)))
                .hasRootCauseInstanceOf(SchemaManagementException.class)
                .rootCause()
                .hasMessageContaining("missing column");
        try (SessionFactory today = Factory.of(door, Action.UPDATE, List.of(Today.class))) {
            today.inTransaction(session -> {
                Today old = session.find(Today.class, 1);
                Today row = new Today();
                row.id = 2;
                row.code = "new";
                row.weight = new BigDecimal("2.125");
                row.part = old;
                session.persist(row);
            });
        }
        // A second update finds everything in place.
        Factory.of(door, Action.UPDATE, List.of(Today.class)).close();
        Factory.of(door, Action.VALIDATE, List.of(Today.class)).close();
        try (Connection connection = door.open()) {
            assertThat(names(connection.getMetaData().getColumns(null, null, "gadget", "%"), 4))
                    .containsExactlyInAnyOrder("id", "name", "code", "weight", "part_id");
            assertThat(names(connection.getMetaData().getIndexInfo(null, null, "gadget", false, true), 6))
                    .containsOnly("gadget_pkey", "gadget_code", "gadget_weight");
            assertThat(names(connection.getMetaData().getImportedKeys(null, null, "gadget"), 8))
                    .containsExactly("part_id");
        }
    }

    private static List<String> names(ResultSet rows, int column) throws SQLException {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
            names.add(rows.getString(column));
        }
        rows.close();
        return names;
    }
}
