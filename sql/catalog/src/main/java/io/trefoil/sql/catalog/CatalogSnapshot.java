package io.trefoil.sql.catalog;

import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that users created, at one moment. Immutable: DDL derives the next snapshot with {@link #with}. What
 * PostgreSQL ships (types, functions, operators) is not here but in {@code catalog.builtin}.
 */
public final class CatalogSnapshot {
    /** The schema pg_catalog, which every database shares. */
    public static final int PG_CATALOG_OID = 11;

    private final long version;
    private final Map<Integer, CatalogObject> objects;
    private final Map<String, Database> databases;
    private final Map<String, Role> roles;
    private final List<RoleSettings> roleSettings = new ArrayList<>(0);
    private final Map<Name, Schema> schemas;
    private final Map<Name, Relation> relations;
    private final Map<Name, UserType> types;
    private final Map<Integer, List<Reference>> references;
    private final Map<Integer, List<Sequence>> ownedSequences;
    /** Types of values that users made, and the arrays over them, by OID. */
    private final Map<Integer, SqlType> valueTypes = new HashMap<>(0);

    private final Map<ObjectAddress, String> comments;
    private final Map<Integer, TableStatistics> statistics;

    /** Names are unique within their parent: schemas in a database, relations and types in a schema. */
    private record Name(int parentOid, String name) {}

    /** A foreign key and the table that has it. */
    public record Reference(Table table, Constraint.ForeignKey key) {}

    /** A snapshot of just these objects. */
    public CatalogSnapshot(
            long version,
            Collection<CatalogObject> objects,
            Map<ObjectAddress, String> comments,
            Map<Integer, TableStatistics> statistics) {
        this.version = version;
        this.objects = new HashMap<>(objects.size() * 2);
        this.databases = new HashMap<>();
        this.roles = new HashMap<>();
        this.schemas = new HashMap<>();
        this.relations = new HashMap<>();
        this.types = new HashMap<>();
        this.references = new HashMap<>();
        this.ownedSequences = new HashMap<>();
        this.comments = Map.copyOf(comments);
        this.statistics = Map.copyOf(statistics);
        for (CatalogObject object : objects) {
            if (object instanceof UserType type && type.isEnum()) {
                EnumType values = type.enumType();
                valueTypes.put(type.oid(), values);
                valueTypes.put(type.arrayOid(), SqlTypes.arrayOf(values));
            }
        }
        for (CatalogObject object : objects) {
            add(valueTypes.isEmpty() ? object : ofToday(object));
        }
    }

    /** The object with the types of its columns as they are in this snapshot: labels come, types are renamed. */
    private CatalogObject ofToday(CatalogObject object) {
        return switch (object) {
            case Table table when isOld(table.columns()) -> table.withColumns(ofToday(table.columns()));
            case View view when isOld(view.columns()) -> view.withColumns(ofToday(view.columns()));
            default -> object;
        };
    }

    private boolean isOld(List<Column> columns) {
        return columns.stream().anyMatch(column -> typeOfToday(column) != column.type());
    }

    private List<Column> ofToday(List<Column> columns) {
        return columns.stream()
                .map(column -> column.withType(typeOfToday(column)))
                .toList();
    }

    private SqlType typeOfToday(Column column) {
        return valueTypes.getOrDefault(column.type().oid(), column.type());
    }

    private void add(CatalogObject object) {
        objects.put(object.oid(), object);
        switch (object) {
            case Database database -> databases.put(database.name(), database);
            case Role role -> roles.put(role.name(), role);
            case Schema schema -> schemas.put(new Name(schema.databaseOid(), schema.name()), schema);
            case Relation relation -> addRelation(relation);
            case UserType type -> types.put(new Name(type.schemaOid(), type.name()), type);
            case RoleSettings settings -> roleSettings.add(settings);
            case Extension extension -> {
                // found by a walk over all objects; there are few
            }
        }
    }

    private void addRelation(Relation relation) {
        relations.put(new Name(relation.schemaOid(), relation.name()), relation);
        if (relation instanceof Table table) {
            for (Constraint constraint : table.constraints()) {
                if (constraint instanceof Constraint.ForeignKey key) {
                    references
                            .computeIfAbsent(key.referencedTableOid(), oid -> new ArrayList<>(1))
                            .add(new Reference(table, key));
                }
            }
        } else if (relation instanceof Sequence sequence && sequence.ownedByTable() != 0) {
            ownedSequences
                    .computeIfAbsent(sequence.ownedByTable(), oid -> new ArrayList<>(1))
                    .add(sequence);
        }
    }

    /** The next snapshot: objects put in or replaced by OID, others removed. */
    public CatalogSnapshot with(
            long nextVersion, Collection<? extends CatalogObject> put, Collection<Integer> removed) {
        Map<Integer, CatalogObject> next = new HashMap<>(objects);
        removed.forEach(next::remove);
        for (CatalogObject object : put) {
            next.put(object.oid(), object);
        }
        return new CatalogSnapshot(nextVersion, next.values(), comments, statistics);
    }

    /** The next snapshot with other comments. */
    public CatalogSnapshot withComments(long nextVersion, Map<ObjectAddress, String> replaced) {
        return new CatalogSnapshot(nextVersion, objects.values(), replaced, statistics);
    }

    /** The next snapshot with other statistics. */
    public CatalogSnapshot withStatistics(long nextVersion, Map<Integer, TableStatistics> replaced) {
        return new CatalogSnapshot(nextVersion, objects.values(), comments, replaced);
    }

    /** Grows with every change; equal versions mean equal content, also across transactions. */
    public long version() {
        return version;
    }

    public Collection<CatalogObject> objects() {
        return objects.values();
    }

    public Optional<CatalogObject> find(int oid) {
        return Optional.ofNullable(objects.get(oid));
    }

    public Optional<Database> database(String name) {
        return Optional.ofNullable(databases.get(name));
    }

    public Collection<Database> databases() {
        return databases.values();
    }

    public Optional<Role> role(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    public Optional<Role> role(int oid) {
        return objects.get(oid) instanceof Role role ? Optional.of(role) : Optional.empty();
    }

    /** ALTER DATABASE ... SET and ALTER ROLE ... IN DATABASE ... SET. */
    public List<RoleSettings> roleSettings() {
        return Collections.unmodifiableList(roleSettings);
    }

    public Collection<Role> roles() {
        return roles.values();
    }

    public Optional<Schema> schema(int databaseOid, String name) {
        return Optional.ofNullable(schemas.get(new Name(databaseOid, name)));
    }

    public Optional<Schema> schema(int oid) {
        return objects.get(oid) instanceof Schema schema ? Optional.of(schema) : Optional.empty();
    }

    /** All schemas of one database. */
    public List<Schema> schemas(int databaseOid) {
        return schemas.values().stream()
                .filter(schema -> schema.databaseOid() == databaseOid)
                .toList();
    }

    public Optional<Relation> relation(int schemaOid, String name) {
        return Optional.ofNullable(relations.get(new Name(schemaOid, name)));
    }

    public @Nullable Relation relationOrNull(int schemaOid, String name) {
        return relations.get(new Name(schemaOid, name));
    }

    public Optional<Relation> relation(int oid) {
        return objects.get(oid) instanceof Relation relation ? Optional.of(relation) : Optional.empty();
    }

    public Optional<Table> table(int oid) {
        return objects.get(oid) instanceof Table table ? Optional.of(table) : Optional.empty();
    }

    /** All relations of the schemas of one database. */
    public List<Relation> relations(int databaseOid) {
        return relations.values().stream()
                .filter(relation -> schema(relation.schemaOid())
                        .map(s -> s.databaseOid() == databaseOid)
                        .orElse(false))
                .toList();
    }

    public Optional<UserType> type(int schemaOid, String name) {
        return Optional.ofNullable(types.get(new Name(schemaOid, name)));
    }

    /** The type of values with this OID, PostgreSQL's own or a user's; empty for types that have no values here. */
    public Optional<SqlType> valueType(int oid) {
        Optional<SqlType> builtin = SqlTypes.find(oid);
        return builtin.isPresent() ? builtin : Optional.ofNullable(valueTypes.get(oid));
    }

    /** Whether there are types of users that values can have. */
    public boolean hasValueTypes() {
        return !valueTypes.isEmpty();
    }

    /** The indexes of a table, in the table's own order (primary key first). */
    public List<Index> indexes(Table table) {
        List<Index> found = new ArrayList<>(table.indexes().size());
        for (int oid : table.indexes()) {
            if (objects.get(oid) instanceof Index index) {
                found.add(index);
            }
        }
        return found;
    }

    /** The foreign keys that point at a table, its own among them. */
    public List<Reference> references(int tableOid) {
        return Collections.unmodifiableList(references.getOrDefault(tableOid, List.of()));
    }

    /** The sequences that belong to columns of a table. */
    public List<Sequence> ownedSequences(int tableOid) {
        return Collections.unmodifiableList(ownedSequences.getOrDefault(tableOid, List.of()));
    }

    public Optional<String> comment(ObjectAddress address) {
        return Optional.ofNullable(comments.get(address));
    }

    public Map<ObjectAddress, String> comments() {
        return comments;
    }

    public Optional<TableStatistics> statistics(int tableOid) {
        return Optional.ofNullable(statistics.get(tableOid));
    }

    public Map<Integer, TableStatistics> allStatistics() {
        return statistics;
    }
}
