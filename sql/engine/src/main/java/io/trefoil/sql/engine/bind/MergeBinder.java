package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.algebra.MergeBranch;
import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Rel;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.FromItem;
import io.trefoil.sql.parser.ast.QualifiedName;
import io.trefoil.sql.parser.ast.WithClause;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Binds MERGE (PostgreSQL docs, MERGE; parse_merge.c): the source joined to the target, and the WHEN clauses over that.
 *
 * <pre>
 *   MERGE INTO t USING s ON c       Merge(branches)
 *     WHEN ...                   →    Project(t.*, row key of t, s.*)
 *                                       LeftJoin(c), or Join(c) when nothing is inserted
 *                                         s
 *                                         t
 * </pre>
 */
final class MergeBinder {
    private final BindContext context;

    MergeBinder(BindContext context) {
        this.context = context;
    }

    /** The WITH clause is bound by the caller. */
    Rel bind(DataModification.Merge merge) {
        WithClause with = merge.with();
        if (with != null && with.recursive()) {
            throw context.error(SqlState.SYNTAX_ERROR, "WITH RECURSIVE is not supported for MERGE statement", -1);
        }
        checkReachable(merge.actions());
        TableRows rows = new TableRows(context, target(merge));
        FromItem.Alias written = merge.target().alias();
        String alias = written == null ? rows.table().name() : written.name();
        FromBinder.Part source = new FromBinder(context, null, RowLocks.none(context)).bind(List.of(merge.source()));
        if (source.entries().stream().anyMatch(entry -> entry.alias().equals(alias))) {
            throw context.error(SqlState.DUPLICATE_ALIAS, "name \"" + alias + "\" specified more than once", -1)
                    .withDetail("The name is used both as MERGE target table and data source.");
        }
        Names names = names(rows, alias, source);
        Rel input = joined(rows, alias, source, names.both(), merge);
        List<MergeBranch> branches = new ArrayList<>();
        for (DataModification.MergeWhen when : merge.actions()) {
            branches.add(branch(rows, names, when, merge));
        }
        return new Rel.Merge(rows.change(), input, branches);
    }

    private void checkReachable(List<DataModification.MergeWhen> actions) {
        boolean[] always = new boolean[2];
        for (DataModification.MergeWhen when : actions) {
            int kind = when.matched() ? 1 : 0;
            if (always[kind]) {
                throw context.error(
                        SqlState.SYNTAX_ERROR, "unreachable WHEN clause specified after unconditional WHEN clause", -1);
            }
            always[kind] = when.condition() == null;
        }
    }

    private Table target(DataModification.Merge merge) {
        QualifiedName name = merge.target().name();
        RelationNames.Target found;
        try {
            found = RelationNames.require(context.environment(), name);
        } catch (SqlStateException e) {
            throw e.withPosition(context.position(name.position()));
        }
        if (found instanceof RelationNames.Target.User user && user.relation() instanceof Table table) {
            requirePrivileges(table, merge);
            return table;
        }
        char kind = switch (found) {
            case RelationNames.Target.User user -> user.relation().kind();
            case RelationNames.Target.System system -> system.view().kind();
        };
        if (kind == 'r') {
            throw ModificationBinder.systemCatalog(name.name());
        }
        throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "cannot execute MERGE on relation \"" + name.name() + "\"")
                .withDetail("This operation is not supported for "
                        + switch (kind) {
                            case 'S' -> "sequences";
                            case 'i' -> "indexes";
                            default -> "views";
                        }
                        + ".");
    }

    private void requirePrivileges(Table table, DataModification.Merge merge) {
        List<Privilege> needed = new ArrayList<>(List.of(Privilege.SELECT));
        for (DataModification.MergeWhen when : merge.actions()) {
            switch (when.action()) {
                case DataModification.MergeUpdate update -> needed.add(Privilege.UPDATE);
                case DataModification.MergeDelete delete -> needed.add(Privilege.DELETE);
                case DataModification.MergeInsert insert -> needed.add(Privilege.INSERT);
                case DataModification.MergeDoNothing nothing -> {}
            }
        }
        for (Privilege privilege : needed) {
            Privileges.require(
                    context.environment().catalog(), context.environment().role(), table, privilege);
        }
    }

    /**
     * The names over the joined row.
     *
     * @param both target and source
     * @param source the source alone, for rows that no target row matches
     */
    private record Names(Scope both, Scope source) {}

    private Names names(TableRows rows, String alias, FromBinder.Part source) {
        RangeEntry target = rows.entry(alias, 0, rows.width());
        FromBinder.Part beside = source.shifted(rows.width() + 1);
        List<RangeEntry> entries = new ArrayList<>(List.of(target));
        entries.addAll(beside.entries());
        List<NamedColumn> visible = new ArrayList<>(target.columns());
        visible.addAll(beside.visible());
        return new Names(
                new Scope(context, null, entries, visible),
                new Scope(context, null, beside.entries(), beside.visible()).hiding(target));
    }

    /** The joined rows: target's full row, its row key, source. */
    private Rel joined(TableRows rows, String alias, FromBinder.Part source, Scope both, DataModification.Merge merge) {
        Scalar condition =
                ExpressionBinder.plain(context, both, Clause.JOIN_ON).bindCondition(merge.condition(), "JOIN/ON");
        int sourceWidth = source.rel().columns().size();
        // The join wants the scan itself, so that it can look up by key; dropped columns are filled in above it.
        Rel scan = rows.scan(alias);
        Rel right = scan instanceof Rel.Project widened ? widened.input() : scan;
        List<Scalar> columns = new ArrayList<>();
        for (Scalar column :
                scan instanceof Rel.Project widened ? widened.expressions() : InsertBinder.references(scan)) {
            columns.add(ScalarRewriter.shift(column, sourceWidth));
        }
        columns.addAll(InsertBinder.references(source.rel()));
        List<OutputColumn> named = new ArrayList<>(scan.columns());
        named.addAll(source.rel().columns());
        boolean inserts =
                merge.actions().stream().anyMatch(when -> when.action() instanceof DataModification.MergeInsert);
        Rel join = new Rel.Join(
                inserts ? JoinKind.LEFT : JoinKind.INNER,
                source.rel(),
                right,
                ScalarRewriter.rewrite(
                        condition,
                        part -> part instanceof Scalar.InputRef reference ? columns.get(reference.index()) : null));
        return new Rel.Project(join, columns, named);
    }

    private MergeBranch branch(
            TableRows rows, Names names, DataModification.MergeWhen when, DataModification.Merge merge) {
        Scope scope = when.matched() ? names.both() : names.source();
        Expression written = when.condition();
        Scalar condition = written == null
                ? null
                : ExpressionBinder.plain(context, scope, Clause.MERGE_WHEN).bindCondition(written, "WHEN");
        return new MergeBranch(
                when.matched(),
                condition,
                switch (when.action()) {
                    case DataModification.MergeUpdate update ->
                        new MergeBranch.Update(new AssignmentBinder(context)
                                .assignments(
                                        rows,
                                        update.assignments(),
                                        ExpressionBinder.plain(context, scope, Clause.UPDATE)));
                    case DataModification.MergeDelete delete -> new MergeBranch.Delete();
                    case DataModification.MergeInsert insert -> insert(rows, scope, insert, merge);
                    case DataModification.MergeDoNothing nothing -> new MergeBranch.Nothing();
                });
    }

    private MergeBranch.Insert insert(
            TableRows rows, Scope scope, DataModification.MergeInsert written, DataModification.Merge merge) {
        InsertBinder binder = new InsertBinder(context);
        DataModification.Insert insert = new DataModification.Insert(
                null,
                merge.target().name(),
                null,
                written.columns(),
                written.overriding(),
                null,
                null,
                List.of(),
                merge.position());
        List<Expression> values = written.values();
        List<Scalar> row = values == null
                ? binder.fullRow(rows, Map.of())
                : binder.valuesRow(
                        rows,
                        binder.columns(rows.table(), insert),
                        values,
                        insert,
                        ExpressionBinder.plain(context, scope, Clause.MERGE_VALUES));
        List<ConflictAction.Assignment> generated = rows.table().columns().stream()
                .filter(column -> column.generated() && !column.dropped())
                .map(column -> new ConflictAction.Assignment(column.number(), rows.generatedValue(column)))
                .toList();
        return new MergeBranch.Insert(row, generated);
    }
}
