package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.TargetItem;
import io.trefoil.sql.parser.ast.WithClause;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds INSERT, UPDATE and DELETE; MERGE is {@link MergeBinder}'s. */
final class ModificationBinder {
    private final BindContext context;

    ModificationBinder(BindContext context) {
        this.context = context;
    }

    Rel bind(DataModification statement) {
        context.enter();
        CteNames before = context.cteNames();
        try {
            return switch (statement) {
                case DataModification.Insert insert -> with(insert.with(), () -> insert(insert));
                case DataModification.Update update -> with(update.with(), () -> update(update));
                case DataModification.Delete delete -> with(delete.with(), () -> delete(delete));
                case DataModification.Merge merge -> with(merge.with(), () -> new MergeBinder(context).bind(merge));
            };
        } finally {
            context.cteNames(before);
            context.leave();
        }
    }

    private Rel with(@Nullable WithClause clause, java.util.function.Supplier<Rel> body) {
        List<Rel.With.Cte> ctes = new QueryBinder(context).bindWith(clause, null);
        Rel bound = body.get();
        return ctes.isEmpty() ? bound : new Rel.With(ctes, bound);
    }

    private Table target(QualifiedName name, Privilege privilege) {
        RelationNames.Target found;
        try {
            found = RelationNames.require(context.environment(), name);
        } catch (SqlStateException e) {
            throw e.withPosition(context.position(name.position()));
        }
        if (found instanceof RelationNames.Target.User user && user.relation() instanceof Table table) {
            Privileges.require(
                    context.environment().catalog(), context.environment().role(), table, privilege);
            return table;
        }
        if (found instanceof RelationNames.Target.System system) {
            throw systemCatalog(system.view().name());
        }
        String verb = switch (privilege) {
            case INSERT -> "insert into";
            case DELETE -> "delete from";
            default -> "update";
        };
        throw new SqlStateException(
                        SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "cannot " + verb + " \"" + name.name() + "\"")
                .withDetail("It is not a table.");
    }

    static SqlStateException systemCatalog(String name) {
        return new SqlStateException(
                SqlState.INSUFFICIENT_PRIVILEGE, "permission denied: \"" + name + "\" is a system catalog");
    }

    // INSERT

    private Rel insert(DataModification.Insert insert) {
        Table table = target(insert.target(), Privilege.INSERT);
        TableRows rows = new TableRows(context, table);
        InsertBinder binder = new InsertBinder(context);
        Rel source = binder.generated(rows, binder.source(rows, binder.columns(table, insert), insert));
        String aliasName = insert.alias();
        String alias = aliasName == null ? table.name() : aliasName;
        ConflictAction conflict = new ConflictBinder(context, rows, alias).bind(insert.onConflict());
        RangeEntry entry = rows.entry(alias, 0, -1);
        Returning returning =
                returning(insert.returning(), new Scope(context, null, List.of(entry), entry.columns()), table);
        return new Rel.Insert(rows.change(), source, conflict, returning.scalars(), returning.columns());
    }

    // UPDATE

    private Rel update(DataModification.Update update) {
        Table table = target(update.target().name(), Privilege.UPDATE);
        TableRows rows = new TableRows(context, table);
        Changed changed = changed(rows, update.target(), update.from(), update.where());
        List<ConflictAction.Assignment> assignments = new AssignmentBinder(context)
                .assignments(
                        rows, update.assignments(), ExpressionBinder.plain(context, changed.scope(), Clause.UPDATE));
        Returning returning = returning(update.returning(), changed.scope(), table);
        return new Rel.Update(rows.change(), changed.rel(), assignments, returning.scalars(), returning.columns());
    }

    // DELETE

    private Rel delete(DataModification.Delete delete) {
        Table table = target(delete.target().name(), Privilege.DELETE);
        TableRows rows = new TableRows(context, table);
        Changed changed = changed(rows, delete.target(), delete.using(), delete.where());
        Returning returning = returning(delete.returning(), changed.scope(), table);
        return new Rel.Delete(rows.change(), changed.rel(), returning.scalars(), returning.columns());
    }

    // What UPDATE and DELETE share

    /** The rows to change: full row, row key, columns of FROM or USING; and the names over them. */
    private record Changed(Rel rel, Scope scope) {}

    private Changed changed(
            TableRows rows, FromItem.TableItem target, List<FromItem> from, @Nullable Expression where) {
        FromItem.Alias aliasItem = target.alias();
        String alias = aliasItem == null ? rows.table().name() : aliasItem.name();
        Rel rel = rows.scan(alias);
        int width = rows.width() + 1;
        RangeEntry entry = rows.entry(alias, 0, rows.width());
        List<RangeEntry> entries = new ArrayList<>(List.of(entry));
        List<NamedColumn> visible = new ArrayList<>(entry.columns());
        if (!from.isEmpty()) {
            FromBinder.Part part = new FromBinder(context, null, RowLocks.none(context)).bind(from);
            rel = new Rel.Join(JoinKind.INNER, rel, part.rel(), new Scalar.Constant(true, SqlTypes.BOOL, -1));
            for (RangeEntry other : part.entries()) {
                if (other.alias().equals(alias)) {
                    throw context.error(
                            SqlState.DUPLICATE_ALIAS,
                            "table name \"" + alias + "\" specified more than once",
                            target.position());
                }
            }
            FromBinder.Part beside = part.shifted(width);
            entries.addAll(beside.entries());
            visible.addAll(beside.visible());
        }
        Scope scope = new Scope(context, null, entries, visible);
        if (where != null) {
            rel = new Rel.Filter(
                    rel, ExpressionBinder.plain(context, scope, Clause.WHERE).bindCondition(where, "WHERE"));
        }
        return new Changed(rel, scope);
    }

    private record Returning(@Nullable List<Scalar> scalars, List<OutputColumn> columns) {}

    private Returning returning(List<TargetItem> items, Scope scope, Table table) {
        if (items.isEmpty()) {
            return new Returning(null, List.of());
        }
        Privileges.require(
                context.environment().catalog(), context.environment().role(), table, Privilege.SELECT);
        Targets targets = Targets.bind(ExpressionBinder.plain(context, scope, Clause.RETURNING), items, false);
        return new Returning(List.copyOf(targets.scalars()), List.copyOf(targets.columns()));
    }
}
