package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.engine.algebra.ConflictAction;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.Reference;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** ON CONFLICT: infers the arbiter indexes and binds DO UPDATE (PostgreSQL docs, INSERT). */
final class ConflictBinder {
    private final BindContext context;
    private final TableRows rows;
    private final String alias;

    ConflictBinder(BindContext context, TableRows rows, String alias) {
        this.context = context;
        this.rows = rows;
        this.alias = alias;
    }

    @Nullable
    ConflictAction bind(DataModification.@Nullable OnConflict conflict) {
        if (conflict == null) {
            return null;
        }
        List<Integer> arbiters = arbiters(conflict);
        List<DataModification.Assignment> written = conflict.update();
        if (written == null) {
            return new ConflictAction(arbiters, null);
        }
        if (arbiters.isEmpty()) {
            throw context.error(
                            SqlState.SYNTAX_ERROR,
                            "ON CONFLICT DO UPDATE requires inference specification or constraint name",
                            conflict.position())
                    .withHint("For example, ON CONFLICT (column_name).");
        }
        int width = rows.width();
        RangeEntry existing = rows.entry(alias, 0, -1);
        RangeEntry excluded = rows.entry("excluded", width, -1);
        Scope scope = new Scope(context, null, List.of(existing, excluded), existing.columns());
        ExpressionBinder binder = ExpressionBinder.plain(context, scope, Clause.UPDATE);
        List<ConflictAction.Assignment> assignments = new AssignmentBinder(context).assignments(rows, written, binder);
        Expression where = conflict.updateWhere();
        Scalar condition = where == null
                ? null
                : ExpressionBinder.plain(context, scope, Clause.WHERE).bindCondition(where, "WHERE");
        return new ConflictAction(arbiters, new ConflictAction.Update(assignments, condition));
    }

    private List<Integer> arbiters(DataModification.OnConflict conflict) {
        String constraintName = conflict.constraint();
        if (constraintName != null) {
            for (Constraint constraint : rows.table().constraints()) {
                Integer index = constraint.indexOidOrNull();
                if (constraint.name().equals(constraintName) && index != null) {
                    if (isDeferrable(constraint)) {
                        throw noDeferrableArbiter();
                    }
                    return List.of(index);
                }
            }
            throw context.error(
                    SqlState.UNDEFINED_OBJECT,
                    "constraint \"" + constraintName + "\" for table \""
                            + rows.table().name() + "\" does not exist",
                    conflict.position());
        }
        if (conflict.elements().isEmpty()) {
            if (rows.table().constraints().stream().anyMatch(ConflictBinder::isDeferrable)) {
                throw noDeferrableArbiter();
            }
            return List.of();
        }
        List<Scalar> wanted = new ArrayList<>();
        ExpressionBinder binder = ExpressionBinder.plain(context, rows.scope(), Clause.INDEX_EXPRESSION);
        for (IndexElement element : conflict.elements()) {
            wanted.add(binder.bindSettled(elementExpression(element)));
        }
        Expression predicate = conflict.targetWhere();
        Scalar condition = predicate == null
                ? null
                : ExpressionBinder.plain(context, rows.scope(), Clause.INDEX_PREDICATE)
                        .bindCondition(predicate, "WHERE");
        List<Integer> found = new ArrayList<>();
        for (TableChange.IndexTarget target : rows.change().indexes()) {
            Scalar indexPredicate = target.predicate();
            boolean applies = indexPredicate == null || condition != null && implies(condition, indexPredicate);
            if (!applies || !target.index().valid() || !new HashSet<>(target.keys()).equals(new HashSet<>(wanted))) {
                continue;
            }
            if (target.index().unique()) {
                found.add(target.index().oid());
            } else if (isDeferrable(target.index())) {
                throw noDeferrableArbiter();
            }
        }
        if (found.isEmpty()) {
            throw context.error(
                    SqlState.INVALID_COLUMN_REFERENCE,
                    "there is no unique or exclusion constraint matching the ON CONFLICT specification",
                    conflict.position());
        }
        return found;
    }

    /** Whether a condition asks for all that an index's predicate asks for, term by term. */
    private static boolean implies(Scalar condition, Scalar predicate) {
        return terms(condition).containsAll(terms(predicate));
    }

    private static List<Scalar> terms(Scalar condition) {
        return condition instanceof Scalar.And and ? and.terms() : List.of(condition);
    }

    private boolean isDeferrable(Index index) {
        return rows.table().constraints().stream()
                .anyMatch(constraint ->
                        isDeferrable(constraint) && Objects.equals(constraint.indexOidOrNull(), index.oid()));
    }

    private static boolean isDeferrable(Constraint constraint) {
        return constraint instanceof Constraint.Key key && key.deferrable();
    }

    private static SqlStateException noDeferrableArbiter() {
        return new SqlStateException(
                SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                "ON CONFLICT does not support deferrable unique constraints/exclusion constraints as arbiters");
    }

    private Expression elementExpression(IndexElement element) {
        Expression expression = element.expression();
        String column = element.column();
        if (expression != null) {
            return expression;
        }
        return new Reference.ColumnReference(column == null ? List.of() : List.of(column), false, element.position());
    }
}
