package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.api.Notice;
import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.catalog.builtin.StoredNames;
import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes with the objects that are dropped. Indexes and owned sequences go silently with their table; foreign keys of
 * other tables, views and defaults are dependents, which RESTRICT refuses (2BP01) and CASCADE drops with a notice.
 */
final class DropPlan {
    private final DdlContext context;
    private final CatalogSnapshot catalog;
    private final Map<Integer, CatalogObject> removed = new LinkedHashMap<>();
    private final Map<Integer, Set<Integer>> removedConstraints = new HashMap<>();
    private final Map<Integer, Set<Integer>> removedDefaults = new HashMap<>();
    private final Map<Integer, Set<Integer>> removedColumns = new LinkedHashMap<>();
    private final List<Dependent> dependents = new ArrayList<>();

    /**
     * Something that has to go, and because of what.
     *
     * @param table OID of the table that it is part of, 0 for an object of its own; with the table it goes silently
     */
    private record Dependent(int table, String what, String on) {}

    DropPlan(DdlContext context) {
        this.context = context;
        this.catalog = context.catalog();
    }

    /** Adds an object that the statement names. */
    void add(CatalogObject object) {
        if (removed.putIfAbsent(object.oid(), object) == null) {
            follow(object);
        }
    }

    private void addDependent(CatalogObject object, String on) {
        if (!removed.containsKey(object.oid())) {
            dependents.add(new Dependent(0, describe(object), on));
            add(object);
        }
    }

    private void follow(CatalogObject object) {
        switch (object) {
            case Table table -> followTable(table);
            case View view -> followReaders(view);
            case Sequence sequence -> followSequence(sequence);
            case Index index -> followIndex(index);
            case Schema schema -> followSchema(schema);
            case UserType type -> followType(type);
            case Extension extension -> {}
            default -> throw new IllegalArgumentException("not dropped through a plan: " + object);
        }
    }

    private void followTable(Table table) {
        // The indexes first: foreign keys to them are found through the table.
        catalog.indexes(table).forEach(index -> removed.putIfAbsent(index.oid(), index));
        OwnedSequences.of(catalog, table.oid(), 0).forEach(this::add);
        followForeignKeys(table, 0);
        followReaders(table);
    }

    /** Foreign keys of other tables that refer to a table, or to one index of it. */
    private void followForeignKeys(Table table, int indexOid) {
        for (CatalogObject object : byOid()) {
            if (!(object instanceof Table other) || removed.containsKey(other.oid())) {
                continue;
            }
            for (Constraint constraint : other.constraints()) {
                if (constraint instanceof Constraint.ForeignKey key
                        && key.referencedTableOid() == table.oid()
                        && (indexOid == 0 || key.referencedIndexOid() == indexOid)
                        && removedConstraints
                                .computeIfAbsent(other.oid(), o -> new LinkedHashSet<>())
                                .add(key.oid())) {
                    String on = indexOid == 0
                            ? describe(table)
                            : catalog.find(indexOid).map(this::describe).orElse("index");
                    dependents.add(
                            new Dependent(other.oid(), "constraint " + key.name() + " on " + describe(other), on));
                }
            }
        }
    }

    /** A constraint that is dropped with its index. */
    void addConstraintIndex(Table table, Constraint.Key key, String on) {
        removedConstraints
                .computeIfAbsent(table.oid(), o -> new LinkedHashSet<>())
                .add(key.oid());
        catalog.find(key.indexOid()).ifPresent(index -> removed.putIfAbsent(index.oid(), index));
        for (CatalogObject object : byOid()) {
            if (object instanceof Table other) {
                for (Constraint constraint : other.constraints()) {
                    if (constraint instanceof Constraint.ForeignKey foreign
                            && foreign.referencedIndexOid() == key.indexOid()
                            && removedConstraints
                                    .computeIfAbsent(other.oid(), o -> new LinkedHashSet<>())
                                    .add(foreign.oid())) {
                        dependents.add(new Dependent(
                                other.oid(), "constraint " + foreign.name() + " on " + describe(other), on));
                    }
                }
            }
        }
    }

    /** A constraint that goes silently with a column. */
    void addConstraint(Table table, Constraint constraint) {
        removedConstraints
                .computeIfAbsent(table.oid(), o -> new LinkedHashSet<>())
                .add(constraint.oid());
    }

    /** An index that goes silently with a column. */
    void addIndex(Index index) {
        if (removed.putIfAbsent(index.oid(), index) == null) {
            catalog.table(index.tableOid()).ifPresent(table -> followForeignKeys(table, index.oid()));
        }
    }

    /** A sequence that goes silently with its column. */
    void addOwned(Sequence sequence) {
        removed.putIfAbsent(sequence.oid(), sequence);
    }

    /** A view that reads what is dropped. */
    void addView(View view, String on) {
        addDependent(view, on);
    }

    /** A dependent that the caller drops itself. */
    void addText(String what, String on) {
        dependents.add(new Dependent(0, what, on));
    }

    private List<CatalogObject> byOid() {
        List<CatalogObject> objects = new ArrayList<>(catalog.objects());
        objects.sort(Comparator.comparingInt(CatalogObject::oid));
        return objects;
    }

    private void followReaders(Relation relation) {
        List<View> readers = new ArrayList<>(ViewReferences.readers(context, relation));
        readers.sort(Comparator.comparingInt(View::oid));
        readers.forEach(view -> addDependent(view, describe(relation)));
    }

    private void followSequence(Sequence sequence) {
        if (sequence.identity() && !removed.containsKey(sequence.ownedByTable())) {
            Table owner = catalog.table(sequence.ownedByTable()).orElse(null);
            if (owner != null) {
                String column =
                        "column " + owner.column(sequence.ownedByColumn()).name() + " of " + describe(owner);
                throw new SqlStateException(
                                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                                "cannot drop " + describe(sequence) + " because " + column + " requires it")
                        .withHint("You can drop " + column + " instead.");
            }
        }
        String call = ColumnBuilder.nextValue(sequence.oid());
        for (CatalogObject object : byOid()) {
            if (!(object instanceof Table table) || removed.containsKey(table.oid())) {
                continue;
            }
            for (Column column : table.columns()) {
                String sql = column.defaultSql();
                if (sql != null
                        && sql.contains(call)
                        && removedDefaults
                                .computeIfAbsent(table.oid(), o -> new LinkedHashSet<>())
                                .add(column.number())) {
                    dependents.add(new Dependent(
                            table.oid(),
                            "default value for column " + column.name() + " of " + describe(table),
                            describe(sequence)));
                }
            }
        }
    }

    /** Columns of a type, and expressions with constants of it or casts to it. */
    private void followType(UserType type) {
        String on = describe(type);
        String named = StoredNames.ofType(type.oid());
        for (CatalogObject object : byOid()) {
            switch (object) {
                case Table table when !removed.containsKey(table.oid()) -> followType(type, table, named, on);
                case Index index
                when (index.keys().stream().anyMatch(key -> names(key.expressionSql(), named))
                                || names(index.predicateSql(), named))
                        && !goesWithColumn(index) -> addDependent(index, on);
                case View view
                when names(view.querySql(), named) || view.columns().stream().anyMatch(column -> isOf(type, column)) ->
                    addDependent(view, on);
                default -> {}
            }
        }
    }

    private void followType(UserType type, Table table, String named, String on) {
        for (Column column : table.columns()) {
            boolean generated = column.generated() && names(column.defaultSql(), named);
            if (!column.dropped() && (isOf(type, column) || generated)) {
                removedColumns
                        .computeIfAbsent(table.oid(), o -> new LinkedHashSet<>())
                        .add(column.number());
                dependents.add(new Dependent(
                        table.oid(),
                        "column " + column.name() + " of " + describe(table),
                        column.type().oid() == type.arrayOid() ? on + "[]" : on));
            } else if (!column.dropped() && names(column.defaultSql(), named)) {
                removedDefaults
                        .computeIfAbsent(table.oid(), o -> new LinkedHashSet<>())
                        .add(column.number());
                dependents.add(new Dependent(
                        table.oid(), "default value for column " + column.name() + " of " + describe(table), on));
            }
        }
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.Check check
                    && names(check.expressionSql(), named)
                    && check.columns().stream().noneMatch(number -> goes(table, number))) {
                addConstraint(table, check);
                dependents.add(new Dependent(table.oid(), "constraint " + check.name() + " on " + describe(table), on));
            }
        }
    }

    private boolean goes(Table table, int column) {
        return removedColumns.getOrDefault(table.oid(), Set.of()).contains(column);
    }

    private boolean goesWithColumn(Index index) {
        return catalog.table(index.tableOid())
                .map(table -> index.keys().stream().anyMatch(key -> goes(table, key.column())))
                .orElse(false);
    }

    private static boolean isOf(UserType type, Column column) {
        int oid = column.type().oid();
        return oid == type.oid() || oid == type.arrayOid();
    }

    private static boolean names(@Nullable String sql, String named) {
        return sql != null && sql.contains(named);
    }

    private void followIndex(Index index) {
        Table table = catalog.table(index.tableOid()).orElse(null);
        if (table == null || removed.containsKey(table.oid())) {
            return;
        }
        for (Constraint constraint : table.constraints()) {
            if (constraint instanceof Constraint.Key key && key.indexOid() == index.oid()) {
                String name = "constraint " + key.name() + " on " + describe(table);
                throw new SqlStateException(
                                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                                "cannot drop " + describe(index) + " because " + name + " requires it")
                        .withHint("You can drop " + name + " instead.");
            }
        }
        followForeignKeys(table, index.oid());
    }

    private void followSchema(Schema schema) {
        for (CatalogObject object : byOid()) {
            boolean inside = switch (object) {
                case Index index -> false;
                case Relation relation -> relation.schemaOid() == schema.oid();
                case UserType type -> type.schemaOid() == schema.oid();
                case Extension extension -> extension.schemaOid() == schema.oid();
                default -> false;
            };
            boolean owned = object instanceof Sequence sequence && sequence.ownedByTable() != 0;
            if (inside && !owned) {
                addDependent(object, "schema " + schema.name());
            }
        }
    }

    private String describe(CatalogObject object) {
        return switch (object) {
            case Relation relation -> Rights.kind(relation) + " " + ObjectNames.relation(context, relation);
            case UserType type -> "type " + type.name();
            case Schema schema -> "schema " + schema.name();
            case Extension extension -> "extension " + extension.name();
            default -> object.name();
        };
    }

    private List<Dependent> told() {
        return dependents.stream()
                .filter(dependent -> !removed.containsKey(dependent.table()))
                .toList();
    }

    /** 2BP01 when something depends on what is dropped and it was not said that it may go. */
    void requireNoDependents(String subject) {
        List<Dependent> told = told();
        if (told.isEmpty()) {
            return;
        }
        List<String> lines =
                told.stream().map(d -> d.what() + " depends on " + d.on()).toList();
        throw new SqlStateException(
                        SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                        subject.isEmpty()
                                ? "cannot drop desired object(s) because other objects depend on them"
                                : "cannot drop " + subject + " because other objects depend on it")
                .withDetail(String.join("\n", lines))
                .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
    }

    /** Tells what CASCADE takes along. */
    void announce() {
        List<Dependent> told = told();
        if (told.size() == 1) {
            Messages.notice(
                    context,
                    SqlState.SUCCESSFUL_COMPLETION,
                    "drop cascades to " + told.get(0).what());
        } else if (!told.isEmpty()) {
            List<String> lines =
                    told.stream().map(d -> "drop cascades to " + d.what()).toList();
            context.notice(new Notice(
                    "NOTICE",
                    new SqlStateException(
                                    SqlState.SUCCESSFUL_COMPLETION,
                                    "drop cascades to " + told.size() + " other objects")
                            .withDetail(String.join("\n", lines))));
        }
    }

    /** The name of an object that a statement drops alone, for the message of {@link #requireNoDependents}. */
    String subject(List<? extends CatalogObject> named) {
        return named.size() == 1 ? describe(named.get(0)) : "";
    }

    /** Takes the locks that the change needs. */
    void lock() {
        for (CatalogObject object : removed.values()) {
            if (object instanceof Table table) {
                Locks.table(context, table, SpaceLock.EXCLUSIVE);
                Locks.requireNothingPending(context, table, "DROP TABLE");
            } else if (object instanceof Index index && !removed.containsKey(index.tableOid())) {
                catalog.table(index.tableOid()).ifPresent(table -> Locks.table(context, table, SpaceLock.EXCLUSIVE));
            } else {
                Locks.definition(context, object.oid());
            }
        }
        removedConstraints.keySet().forEach(oid -> Locks.definition(context, oid));
        removedDefaults.keySet().forEach(oid -> Locks.definition(context, oid));
        for (int oid : removedColumns.keySet()) {
            catalog.table(oid).ifPresent(table -> Locks.table(context, table, SpaceLock.EXCLUSIVE));
        }
    }

    /** Carries the plan out. */
    void apply() {
        removedColumns.forEach((oid, numbers) -> {
            for (int number : numbers) {
                Table table = context.catalog().table(oid).orElse(null);
                if (table != null
                        && !removed.containsKey(oid)
                        && !table.column(number).dropped()) {
                    new DropColumn(context, table)
                            .run(new AlterTableAction.DropColumn(
                                    table.column(number).name(), false, true));
                }
            }
        });
        context.apply(delta().build());
    }

    /** The change of the catalog; spaces of what is removed are dropped with it. */
    CatalogDelta.Builder delta() {
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        Map<Integer, Table> changed = new LinkedHashMap<>();
        removedConstraints.forEach((oid, constraints) -> change(
                changed,
                oid,
                table -> table.withConstraints(table.constraints().stream()
                        .filter(c -> !constraints.contains(c.oid()))
                        .toList())));
        removedDefaults.forEach((oid, columns) -> change(
                changed,
                oid,
                table -> table.withColumns(table.columns().stream()
                        .map(column -> columns.contains(column.number()) ? column.withDefault(null) : column)
                        .toList())));
        for (CatalogObject object : removed.values()) {
            if (context.catalog().find(object.oid()).isEmpty()) {
                continue; // gone with a column
            }
            delta.remove(object.oid());
            if (object instanceof Table table) {
                Locks.dropSpace(context, table.spaceId());
            } else if (object instanceof Index index) {
                if (index.spaceId() != 0) {
                    Locks.dropSpace(context, index.spaceId());
                }
                change(
                        changed,
                        index.tableOid(),
                        table -> table.withIndexes(table.indexes().stream()
                                .filter(oid -> oid != index.oid())
                                .toList()));
            }
        }
        changed.values().forEach(delta::put);
        return delta;
    }

    private void change(Map<Integer, Table> changed, int oid, java.util.function.UnaryOperator<Table> change) {
        if (removed.containsKey(oid)) {
            return;
        }
        Table table = changed.containsKey(oid)
                ? changed.get(oid)
                : context.catalog().table(oid).orElse(null);
        if (table != null) {
            changed.put(oid, change.apply(table));
        }
    }
}
