package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.SequenceOption;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;

/** The sub-commands of ALTER COLUMN that leave the type alone. */
final class AlterColumns {
    private final DdlContext context;
    private final Table table;

    AlterColumns(DdlContext context, Table table) {
        this.context = context;
        this.table = table;
    }

    void setDefault(AlterTableAction.SetDefault action) {
        Column column = Relations.column(table, action.column());
        requireNoIdentity(column, action.value() == null);
        if (column.generated()) {
            SqlStateException error = new SqlStateException(
                    SqlState.SYNTAX_ERROR,
                    "column \"" + column.name() + "\" of relation \"" + table.name() + "\" is a generated column");
            throw action.value() == null
                    ? error.withHint("Use ALTER TABLE ... ALTER COLUMN ... DROP EXPRESSION instead.")
                    : error;
        }
        TableDraft draft = new TableDraft(context, table);
        Expression value = action.value();
        draft.replace(column.withDefault(value == null ? null : new ColumnBuilder(draft).defaultSql(column, value)));
        context.apply(draft.delta().build());
    }

    private void requireNoIdentity(Column column, boolean dropping) {
        if (column.identity() != Column.Identity.NONE) {
            throw new SqlStateException(
                            SqlState.SYNTAX_ERROR,
                            "column \"" + column.name() + "\" of relation \"" + table.name()
                                    + "\" is an identity column")
                    .withHint(dropping ? "Use ALTER TABLE ... ALTER COLUMN ... DROP IDENTITY instead." : null);
        }
    }

    void setNotNull(AlterTableAction.SetNotNull action) {
        Column column = Relations.column(table, action.column());
        if (action.notNull()) {
            if (!column.notNull()) {
                new RowValidation(context, table, List.of(), List.of(column)).run();
            }
        } else {
            if (column.identity() != Column.Identity.NONE) {
                throw new SqlStateException(
                        SqlState.SYNTAX_ERROR,
                        "column \"" + column.name() + "\" of relation \"" + table.name() + "\" is an identity column");
            }
            boolean inPrimaryKey = table.constraints().stream()
                    .anyMatch(constraint -> constraint instanceof Constraint.Key key
                            && key.primary()
                            && key.columns().contains(column.number()));
            if (inPrimaryKey) {
                throw new SqlStateException(
                        SqlState.INVALID_TABLE_DEFINITION, "column \"" + column.name() + "\" is in a primary key");
            }
        }
        replace(column.withNotNull(action.notNull()));
    }

    void dropExpression(AlterTableAction.DropExpression action) {
        Column column = Relations.column(table, action.column());
        if (!column.generated()) {
            String message = "column \"" + column.name() + "\" of relation \"" + table.name()
                    + "\" is not a stored generated column";
            if (!action.ifExists()) {
                throw new SqlStateException(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, message);
            }
            Messages.notice(context, SqlState.SUCCESSFUL_COMPLETION, message + ", skipping");
            return;
        }
        replace(new Column(
                column.number(),
                column.name(),
                column.type(),
                column.typmod(),
                column.notNull(),
                null,
                column.missingSql(),
                column.identity(),
                false,
                false));
    }

    void addIdentity(AlterTableAction.AddIdentity action) {
        Column column = Relations.column(table, action.column());
        String place = "column \"" + column.name() + "\" of relation \"" + table.name() + "\"";
        if (!column.notNull()) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    place + " must be declared NOT NULL before identity can be added");
        }
        if (column.identity() != Column.Identity.NONE) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, place + " is already an identity column");
        }
        if (column.defaultSql() != null) {
            throw new SqlStateException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, place + " already has a default value");
        }
        TableDraft draft = new TableDraft(context, table);
        new ColumnBuilder(draft).addIdentity(column, action.always(), action.options());
        context.apply(draft.delta().build());
    }

    void setIdentity(AlterTableAction.SetIdentity action) {
        Column column = Relations.column(table, action.column());
        Sequence sequence = OwnedSequences.identity(context.catalog(), table.oid(), column.number());
        if (column.identity() == Column.Identity.NONE || sequence == null) {
            throw notIdentity(column);
        }
        for (SequenceOption option : action.options()) {
            if (option instanceof SequenceOption.SetGenerated generated) {
                replace(column.withIdentity(generated.always() ? Column.Identity.ALWAYS : Column.Identity.BY_DEFAULT));
            }
        }
        SequenceCommands.change(context, sequence, SequenceDefinition.of(context, action.options()));
    }

    void dropIdentity(AlterTableAction.DropIdentity action) {
        Column column = Relations.column(table, action.column());
        Sequence sequence = OwnedSequences.identity(context.catalog(), table.oid(), column.number());
        if (column.identity() == Column.Identity.NONE || sequence == null) {
            if (!action.ifExists()) {
                throw notIdentity(column);
            }
            Messages.notice(
                    context,
                    SqlState.SUCCESSFUL_COMPLETION,
                    "column \"" + column.name() + "\" of relation \"" + table.name()
                            + "\" is not an identity column, skipping");
            return;
        }
        TableDraft draft = new TableDraft(context, table);
        draft.replace(column.withIdentity(Column.Identity.NONE));
        context.apply(draft.delta().remove(sequence.oid()).build());
    }

    private SqlStateException notIdentity(Column column) {
        return new SqlStateException(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "column \"" + column.name() + "\" of relation \"" + table.name() + "\" is not an identity column");
    }

    void setLogged(boolean logged) {
        Table.Persistence persistence = logged ? Table.Persistence.PERMANENT : Table.Persistence.UNLOGGED;
        context.apply(new CatalogDelta.Builder()
                .put(new Table(
                        table.oid(),
                        table.schemaOid(),
                        table.name(),
                        table.ownerOid(),
                        table.acl(),
                        table.spaceId(),
                        table.columns(),
                        table.primaryKey(),
                        table.constraints(),
                        table.indexes(),
                        table.rowTypeOid(),
                        persistence))
                .build());
    }

    private void replace(Column column) {
        TableDraft draft = new TableDraft(context, table);
        draft.replace(column);
        context.apply(draft.delta().build());
    }
}
