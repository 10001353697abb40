package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.ObjectKind;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Locale;

/**
 * ALTER TABLE and its kin: the sub-commands one by one, each on the table as the ones before have left it. PostgreSQL
 * groups them in passes; what differs is only which of several errors is reported.
 */
final class AlterTable {
    private final DdlContext context;

    private AlterTable(DdlContext context) {
        this.context = context;
    }

    static String run(TableStatement.AlterTable statement, DdlContext context) {
        String tag = "ALTER " + statement.kind().words();
        Relations.requireSchemaUnless(context, statement.name(), statement.ifExists());
        Relation relation = Relations.find(context, statement.name());
        if (relation == null) {
            if (!statement.ifExists()) {
                throw Relations.missing(statement.name());
            }
            Messages.notice(
                    context,
                    SqlState.SUCCESSFUL_COMPLETION,
                    "relation \"" + statement.name().name() + "\" does not exist, skipping");
            return tag;
        }
        requireKind(statement.kind(), relation);
        Rights.requireOwner(context, relation);
        AlterTable alter = new AlterTable(context);
        switch (relation) {
            case Table table -> {
                Locks.table(context, table, SpaceLock.EXCLUSIVE);
                Locks.requireNothingPending(context, table, "ALTER TABLE");
                statement.actions().forEach(action -> alter.apply(action, Relations.current(context, table)));
            }
            case View view -> statement.actions().forEach(action -> alter.applyToView(action, view));
            case Index index -> statement.actions().forEach(action -> alter.applyToOther(action, index));
            case Sequence sequence -> statement.actions().forEach(action -> alter.applyToOther(action, sequence));
        }
        return tag;
    }

    private static void requireKind(ObjectKind kind, Relation relation) {
        boolean fits = switch (kind) {
            case TABLE -> true;
            case INDEX -> relation instanceof Index;
            case SEQUENCE -> relation instanceof Sequence;
            case VIEW -> relation instanceof View;
            default -> false;
        };
        if (!fits) {
            String word = kind.words().toLowerCase(Locale.ROOT);
            throw Relations.wrongKind(relation, (kind == ObjectKind.INDEX ? "an " : "a ") + word);
        }
    }

    private void apply(AlterTableAction action, Table table) {
        AlterColumns columns = new AlterColumns(context, table);
        AlterConstraints constraints = new AlterConstraints(context, table);
        switch (action) {
            case AlterTableAction.AddColumn add -> new AddColumn(context, table).run(add);
            case AlterTableAction.DropColumn drop -> new DropColumn(context, table).run(drop);
            case AlterTableAction.SetDefault set -> columns.setDefault(set);
            case AlterTableAction.SetNotNull set -> columns.setNotNull(set);
            case AlterTableAction.DropExpression drop -> columns.dropExpression(drop);
            case AlterTableAction.AlterType alter -> new AlterColumnType(context, table).run(alter);
            case AlterTableAction.AddIdentity add -> columns.addIdentity(add);
            case AlterTableAction.SetIdentity set -> columns.setIdentity(set);
            case AlterTableAction.DropIdentity drop -> columns.dropIdentity(drop);
            case AlterTableAction.AddConstraint add -> constraints.add(add.constraint());
            case AlterTableAction.DropConstraint drop -> constraints.drop(drop);
            case AlterTableAction.ValidateConstraint validate -> constraints.validate(validate.name());
            case AlterTableAction.AlterConstraint alter -> constraints.alter(alter);
            case AlterTableAction.OwnerTo owner ->
                Owners.relation(context, table, RoleNames.require(context, owner.owner()));
            case AlterTableAction.SetLogged logged -> columns.setLogged(logged.logged());
            case AlterTableAction.ReplicaIdentity identity -> {}
            case AlterTableAction.SetStatistics hint -> {}
            case AlterTableAction.SetColumnOptions hint -> {}
            case AlterTableAction.SetStorage hint -> {}
            case AlterTableAction.SetCompression hint -> {}
            case AlterTableAction.ClusterOn hint -> {}
            case AlterTableAction.DropOids hint -> {}
            case AlterTableAction.SetParameters hint -> {}
            case AlterTableAction.SwitchTrigger trigger -> requireNoTrigger(trigger, table);
            case AlterTableAction.Inherit other -> throw Messages.unsupported("INHERIT");
            case AlterTableAction.OfType other -> throw Messages.unsupported("ALTER TABLE OF");
            case AlterTableAction.SetTablespace other -> throw Messages.unsupported("SET TABLESPACE");
            case AlterTableAction.SetAccessMethod other -> throw Messages.unsupported("SET ACCESS METHOD");
            case AlterTableAction.RowSecurity other -> throw Messages.unsupported("row-level security");
            case AlterTableAction.AttachPartition other -> throw Messages.unsupported("ATTACH PARTITION");
            case AlterTableAction.DetachPartition other -> throw Messages.unsupported("DETACH PARTITION");
            case AlterTableAction.ForeignOptions other -> throw Messages.unsupported("OPTIONS");
        }
    }

    /** ENABLE and DISABLE TRIGGER ALL or USER mean nothing where there are no triggers. */
    private static void requireNoTrigger(AlterTableAction.SwitchTrigger trigger, Table table) {
        if (trigger.scope() == AlterTableAction.TriggerScope.NAMED) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT,
                    (trigger.rule() ? "rule \"" : "trigger \"") + trigger.name() + "\" for "
                            + (trigger.rule() ? "relation" : "table") + " \"" + table.name() + "\" does not exist");
        }
    }

    private void applyToView(AlterTableAction action, View view) {
        if (action instanceof AlterTableAction.OwnerTo owner) {
            Owners.relation(context, view, RoleNames.require(context, owner.owner()));
        } else if (!(action instanceof AlterTableAction.SetParameters)) {
            throw Messages.unsupported("this form of ALTER VIEW");
        }
    }

    private void applyToOther(AlterTableAction action, Relation relation) {
        if (action instanceof AlterTableAction.OwnerTo owner && relation instanceof Sequence) {
            Owners.relation(context, relation, RoleNames.require(context, owner.owner()));
        } else if (!(action instanceof AlterTableAction.SetParameters
                || action instanceof AlterTableAction.SetStatistics
                || action instanceof AlterTableAction.SetLogged)) {
            throw new SqlStateException(SqlState.WRONG_OBJECT_TYPE, "\"" + relation.name() + "\" is not a table");
        }
    }
}
