package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.TableConstraint;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ALTER TABLE ADD, DROP, VALIDATE and ALTER CONSTRAINT. */
final class AlterConstraints {
    private final DdlContext context;
    private final Table before;

    AlterConstraints(DdlContext context, Table table) {
        this.context = context;
        this.before = table;
    }

    static void addAll(DdlContext context, Table table, List<TableConstraint> constraints) {
        for (TableConstraint constraint : constraints) {
            new AlterConstraints(context, Relations.current(context, table)).add(constraint);
        }
    }

    void add(TableConstraint constraint) {
        TableDraft draft = new TableDraft(context, before);
        if (constraint instanceof TableConstraint.Unique unique && unique.usingIndex() != null) {
            addUsingIndex(draft, unique, unique.usingIndex());
            return;
        }
        String name = constraint.name();
        if (name != null && constraint instanceof TableConstraint.Unique) {
            Locks.name(context, before.schemaOid(), name);
        }
        new KeyBuilder(draft).add(constraint);
        Constraint added = draft.newConstraints().get(0);
        switch (added) {
            case Constraint.Key key -> addKey(draft, key);
            case Constraint.Check check -> {
                if (check.validated()) {
                    new RowValidation(context, draft.table(), List.of(check), List.of()).run();
                }
                context.apply(draft.delta().build());
            }
            case Constraint.ForeignKey key -> {
                context.apply(draft.delta().build());
                if (key.validated()) {
                    context.compiler().loads().validate(Relations.current(context, before), key, context.execution());
                }
            }
        }
    }

    /** A new primary key orders the rows; a unique constraint only needs its index. */
    private void addKey(TableDraft draft, Constraint.Key key) {
        if (!key.primary() || key.deferrable()) {
            if (key.primary()) {
                List<Column> columns = key.columns().stream()
                        .map(number -> draft.table().column(number))
                        .toList();
                new RowValidation(context, draft.table(), List.of(), columns).run();
            }
            IndexBuild.fill(context, draft.table(), draft.newIndexes());
            context.apply(draft.delta().build());
            return;
        }
        List<Index> indexes = new ArrayList<>(draft.newIndexes());
        indexes.addAll(context.catalog().indexes(before));
        context.apply(Rewrites.run(context, before, draft.table(), indexes, row -> row)
                .build());
    }

    private void addUsingIndex(TableDraft draft, TableConstraint.Unique unique, String indexName) {
        Index index = context.catalog().indexes(before).stream()
                .filter(candidate -> candidate.name().equals(indexName))
                .findFirst()
                .orElseThrow(() ->
                        new SqlStateException(SqlState.UNDEFINED_OBJECT, "index \"" + indexName + "\" does not exist"));
        boolean taken = before.constraints().stream()
                .anyMatch(constraint -> constraint instanceof Constraint.Key key && key.indexOid() == index.oid());
        if (taken) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "index \"" + indexName + "\" is already associated with a constraint");
        }
        boolean plain = index.unique()
                && index.predicateSql() == null
                && index.keys().stream().allMatch(key -> key.column() > 0 && !key.descending() && !key.nullsFirst());
        if (!plain) {
            throw new SqlStateException(
                            SqlState.WRONG_OBJECT_TYPE,
                            index.unique()
                                    ? "index \"" + indexName + "\" cannot back a constraint"
                                    : "\"" + indexName + "\" is not a unique index")
                    .withDetail("Cannot create a primary key or unique constraint using such an index.");
        }
        List<Integer> columns = index.keys().stream().map(Index.Key::column).toList();
        String name = unique.name() == null ? indexName : unique.name();
        if (!name.equals(indexName)) {
            Messages.notice(
                    context,
                    SqlState.SUCCESSFUL_COMPLETION,
                    "ALTER TABLE / ADD CONSTRAINT USING INDEX will rename index \"" + indexName + "\" to \"" + name
                            + "\"");
        }
        Constraint.Key key = new Constraint.Key(
                Oids.next(context),
                name,
                unique.primaryKey(),
                columns,
                index.oid(),
                unique.timing().deferrable(),
                unique.timing().initiallyDeferred());
        draft.add(key);
        if (!unique.primaryKey() && !key.deferrable()) {
            context.apply(draft.delta().put(index.withName(name)).build());
            return;
        }
        if (unique.primaryKey() && TableDraft.hasPrimaryKey(before)) {
            throw new SqlStateException(
                    SqlState.INVALID_TABLE_DEFINITION,
                    "multiple primary keys for table \"" + before.name() + "\" are not allowed");
        }
        if (unique.primaryKey()) {
            columns.forEach(number -> draft.replace(draft.table().column(number).withNotNull(true)));
        }
        if (key.deferrable()) {
            makeDeferrable(draft, index.withName(name), key);
        } else {
            makePrimary(draft, index.withName(name), columns);
        }
    }

    /** The entries are made anew, so that equal ones can be there for a while. */
    private void makeDeferrable(TableDraft draft, Index index, Constraint.Key key) {
        Index made = new Index(
                index.oid(),
                index.schemaOid(),
                index.name(),
                index.ownerOid(),
                index.tableOid(),
                Locks.newSpace(context),
                "btree",
                false,
                key.primary(),
                index.nullsNotDistinct(),
                index.keys(),
                index.included(),
                null,
                Index.State.PUBLIC);
        if (key.primary()) {
            List<Column> columns = key.columns().stream()
                    .map(number -> draft.table().column(number))
                    .toList();
            new RowValidation(context, draft.table(), List.of(), columns).run();
        }
        IndexBuild.fill(context, draft.table(), List.of(made));
        Locks.dropSpace(context, index.spaceId());
        context.apply(draft.delta().put(made).build());
    }

    /** The rows move under the key, whose index has no entries of its own from then on. */
    private void makePrimary(TableDraft draft, Index index, List<Integer> columns) {
        Index primary = new Index(
                index.oid(),
                index.schemaOid(),
                index.name(),
                index.ownerOid(),
                index.tableOid(),
                0,
                "btree",
                true,
                true,
                index.nullsNotDistinct(),
                index.keys(),
                index.included(),
                null,
                Index.State.PUBLIC);
        List<Integer> order = new ArrayList<>(draft.table().indexes());
        order.remove(Integer.valueOf(index.oid()));
        order.add(0, index.oid());
        Table after = draft.table().withStorage(before.spaceId(), columns).withIndexes(order);
        List<Index> indexes = new ArrayList<>(context.catalog().indexes(before));
        indexes.replaceAll(other -> other.oid() == primary.oid() ? primary : other);
        context.apply(Rewrites.run(context, before, after, indexes, row -> row).build());
    }

    void drop(AlterTableAction.DropConstraint action) {
        Constraint found = find(action.name());
        if (found == null) {
            String message =
                    "constraint \"" + action.name() + "\" of relation \"" + before.name() + "\" does not exist";
            if (!action.ifExists()) {
                throw new SqlStateException(SqlState.UNDEFINED_OBJECT, message);
            }
            Messages.notice(context, SqlState.SUCCESSFUL_COMPLETION, message + ", skipping");
            return;
        }
        if (!(found instanceof Constraint.Key key)) {
            List<Constraint> left = new ArrayList<>(before.constraints());
            left.remove(found);
            context.apply(
                    new CatalogDelta.Builder().put(before.withConstraints(left)).build());
            return;
        }
        DropPlan plan = new DropPlan(context);
        plan.addConstraintIndex(before, key, "index " + key.name());
        plan.lock();
        if (!action.cascade()) {
            plan.requireNoDependents("constraint " + key.name() + " on table " + before.name());
        }
        plan.announce();
        context.apply(plan.delta().build());
        if (key.primary()) {
            unorder(context, Relations.current(context, before));
        }
    }

    /** Without a primary key, rows are kept under hidden numbers. */
    static void unorder(DdlContext context, Table table) {
        Table after = table.withStorage(table.spaceId(), List.of());
        context.apply(Rewrites.run(context, table, after, context.catalog().indexes(table), row -> row)
                .build());
    }

    private @Nullable Constraint find(String name) {
        for (Constraint constraint : before.constraints()) {
            if (constraint.name().equals(name)) {
                return constraint;
            }
        }
        return null;
    }

    private Constraint require(String name) {
        Constraint found = find(name);
        if (found == null) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT,
                    "constraint \"" + name + "\" of relation \"" + before.name() + "\" does not exist");
        }
        return found;
    }

    void validate(String name) {
        switch (require(name)) {
            case Constraint.Key key ->
                throw new SqlStateException(
                        SqlState.WRONG_OBJECT_TYPE,
                        "constraint \"" + name + "\" of relation \"" + before.name()
                                + "\" is not a foreign key or check constraint");
            case Constraint.Check check -> {
                new RowValidation(context, before, List.of(check), List.of()).run();
                replace(new Constraint.Check(check.oid(), check.name(), check.expressionSql(), check.columns(), true));
            }
            case Constraint.ForeignKey key -> {
                context.compiler().loads().validate(before, key, context.execution());
                replace(key.asValidated());
            }
        }
    }

    void alter(AlterTableAction.AlterConstraint action) {
        if (!(require(action.name()) instanceof Constraint.ForeignKey key)) {
            throw new SqlStateException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "constraint \"" + action.name() + "\" of relation \"" + before.name()
                            + "\" is not a foreign key constraint");
        }
        replace(key.withTiming(action.timing().deferrable(), action.timing().initiallyDeferred()));
    }

    private void replace(Constraint constraint) {
        List<Constraint> all = new ArrayList<>(before.constraints());
        all.replaceAll(other -> other.oid() == constraint.oid() ? constraint : other);
        context.apply(
                new CatalogDelta.Builder().put(before.withConstraints(all)).build());
    }
}
