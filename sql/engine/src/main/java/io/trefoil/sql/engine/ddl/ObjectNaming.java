package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Names that PostgreSQL makes up: {@code t_pkey}, {@code t_a_key}, {@code t_id_seq}, numbered when taken. */
final class ObjectNaming {
    /** NAMEDATALEN - 1. */
    static final int NAME_BYTES_MAX = 63;

    private final CatalogSnapshot catalog;
    private final int schemaOid;
    private final Set<String> takenRelations = new HashSet<>();
    private final Set<String> takenConstraints = new HashSet<>();

    /** Names for the objects of one statement in one schema. */
    ObjectNaming(CatalogSnapshot catalog, int schemaOid) {
        this.catalog = catalog;
        this.schemaOid = schemaOid;
        for (CatalogObject object : catalog.objects()) {
            if (object instanceof Table table && table.schemaOid() == schemaOid) {
                for (Constraint constraint : table.constraints()) {
                    takenConstraints.add(constraint.name());
                }
            }
        }
    }

    /** Keeps a relation name that the statement gives itself. */
    void takeRelation(String name) {
        takenRelations.add(name);
    }

    void takeConstraint(String name) {
        takenConstraints.add(name);
    }

    /** A name that no relation of the schema has. */
    String relation(String first, String second, String label) {
        for (int number = 0; ; number++) {
            String name = compose(first, second, number == 0 ? label : label + number);
            if (isFreeRelation(name)) {
                takenRelations.add(name);
                return name;
            }
        }
    }

    /** A name for a constraint with an index: free for both. */
    String key(String first, String second, String label) {
        for (int number = 0; ; number++) {
            String name = compose(first, second, number == 0 ? label : label + number);
            if (isFreeRelation(name) && takenConstraints.add(name)) {
                takenRelations.add(name);
                return name;
            }
        }
    }

    /** A name that no constraint of the schema has. */
    String constraint(String first, String second, String label) {
        for (int number = 0; ; number++) {
            String name = compose(first, second, number == 0 ? label : label + number);
            if (takenConstraints.add(name)) {
                return name;
            }
        }
    }

    private boolean isFreeRelation(String name) {
        return catalog.relationOrNull(schemaOid, name) == null && !takenRelations.contains(name);
    }

    /** {@code first_second_label}; the longer of the first two is cut until all fits. An empty second is left out. */
    static String compose(String first, String second, String label) {
        int rest = NAME_BYTES_MAX - (label.isEmpty() ? 0 : bytes(label) + 1) - (second.isEmpty() ? 0 : 1);
        int left = bytes(first);
        int right = bytes(second);
        while (left + right > rest) {
            if (left > right) {
                left--;
            } else {
                right--;
            }
        }
        StringBuilder name = new StringBuilder(cut(first, left));
        if (!second.isEmpty()) {
            name.append('_').append(cut(second, right));
        }
        if (!label.isEmpty()) {
            name.append('_').append(label);
        }
        return name.toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The longest start of a text that takes no more than so many bytes. */
    private static String cut(String text, int bytesMax) {
        String kept = text;
        while (bytes(kept) > bytesMax) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept;
    }
}
