package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.engine.bind.StatementBinder.StoredExpression;
import io.trefoil.sql.parser.ast.AlterTableAction;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;

/**
 * ALTER TABLE DROP COLUMN. Constraints and indexes of the table that mention the column go with it; what others have built
 * on it needs CASCADE. The rows stay as they are, unless the column is part of the key that orders them.
 */
final class DropColumn {
    private final DdlContext context;
    private final Table table;

    DropColumn(DdlContext context, Table table) {
        this.context = context;
        this.table = table;
    }

    void run(AlterTableAction.DropColumn action) {
        Column column = table.findColumn(action.column()).orElse(null);
        if (column == null) {
            String message = "column \"" + action.column() + "\" of relation \"" + table.name() + "\" does not exist";
            if (!action.ifExists()) {
                throw new SqlStateException(SqlState.UNDEFINED_COLUMN, message);
            }
            Messages.notice(context, SqlState.SUCCESSFUL_COMPLETION, message + ", skipping");
            return;
        }
        String subject = "column " + column.name() + " of table " + ObjectNames.relation(context, table);
        DropPlan plan = plan(column, subject);
        List<Column> generated = generatedFrom(column);
        for (Column other : generated) {
            plan.addText("column " + other.name() + " of table " + table.name(), subject);
        }
        plan.lock();
        if (!action.cascade()) {
            plan.requireNoDependents(subject);
        }
        plan.announce();
        context.apply(plan.delta().build());
        for (Column other : generated) {
            new DropColumn(context, Relations.current(context, table))
                    .run(new AlterTableAction.DropColumn(other.name(), false, true));
        }
        Table now = Relations.current(context, table);
        if (now.primaryKey().contains(column.number())) {
            AlterConstraints.unorder(context, now);
            now = Relations.current(context, table);
        }
        List<Column> columns = new ArrayList<>(now.columns());
        columns.set(column.number() - 1, now.column(column.number()).asDropped());
        context.apply(new CatalogDelta.Builder().put(now.withColumns(columns)).build());
    }

    private DropPlan plan(Column column, String subject) {
        DropPlan plan = new DropPlan(context);
        for (Constraint constraint : table.constraints()) {
            switch (constraint) {
                case Constraint.Key key -> {
                    if (key.columns().contains(column.number())) {
                        plan.addConstraintIndex(table, key, subject);
                    }
                }
                case Constraint.Check check -> {
                    if (check.columns().contains(column.number())) {
                        plan.addConstraint(table, check);
                    }
                }
                case Constraint.ForeignKey key -> {
                    if (key.columns().contains(column.number())) {
                        plan.addConstraint(table, key);
                    }
                }
            }
        }
        for (Index index : context.catalog().indexes(table)) {
            if (mentions(index, column)) {
                plan.addIndex(index);
            }
        }
        for (Sequence sequence : OwnedSequences.of(context.catalog(), table.oid(), column.number())) {
            plan.addOwned(sequence);
        }
        for (View view : ViewReferences.readers(context, table)) {
            if (ViewReferences.mentions(view, column.name())) {
                plan.addView(view, subject);
            }
        }
        return plan;
    }

    private boolean mentions(Index index, Column column) {
        if (index.included().contains(column.number())) {
            return true;
        }
        for (Index.Key key : index.keys()) {
            String sql = key.expressionSql();
            if (key.column() == column.number()
                    || sql != null
                            && ColumnUse.ofStored(context.binding(), table, sql, StoredExpression.INDEX_EXPRESSION)
                                    .contains(column.number())) {
                return true;
            }
        }
        String predicate = index.predicateSql();
        return predicate != null
                && ColumnUse.ofStored(context.binding(), table, predicate, StoredExpression.INDEX_PREDICATE)
                        .contains(column.number());
    }

    private List<Column> generatedFrom(Column column) {
        List<Column> found = new ArrayList<>();
        for (Column other : table.columns()) {
            String sql = other.defaultSql();
            if (other.generated()
                    && sql != null
                    && !other.dropped()
                    && ColumnUse.ofStored(context.binding(), table, sql, StoredExpression.GENERATED)
                            .contains(column.number())) {
                found.add(other);
            }
        }
        return found;
    }
}
