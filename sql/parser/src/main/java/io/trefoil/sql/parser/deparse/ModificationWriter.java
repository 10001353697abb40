package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.DataModification.Assignment;
import io.trefoil.sql.parser.ast.DataModification.AssignmentTarget;
import io.trefoil.sql.parser.ast.DataModification.Delete;
import io.trefoil.sql.parser.ast.DataModification.Insert;
import io.trefoil.sql.parser.ast.DataModification.Merge;
import io.trefoil.sql.parser.ast.DataModification.MergeAction;
import io.trefoil.sql.parser.ast.DataModification.MergeWhen;
import io.trefoil.sql.parser.ast.DataModification.MultipleAssignment;
import io.trefoil.sql.parser.ast.DataModification.OnConflict;
import io.trefoil.sql.parser.ast.DataModification.Overriding;
import io.trefoil.sql.parser.ast.DataModification.SingleAssignment;
import io.trefoil.sql.parser.ast.DataModification.Update;
import io.trefoil.sql.parser.ast.Expression;
import io.trefoil.sql.parser.ast.IndexElement;
import io.trefoil.sql.parser.ast.SelectStatement;
import java.util.List;

/** INSERT, UPDATE, DELETE and MERGE. */
final class ModificationWriter {
    private final Writers writers;

    ModificationWriter(Writers writers) {
        this.writers = writers;
    }

    private SqlText out() {
        return writers.out;
    }

    void write(DataModification statement) {
        switch (statement) {
            case Insert i -> insert(i);
            case Update u -> {
                writers.queries.with(u.with());
                out().add("UPDATE ");
                writers.from.table(u.target());
                out().add(" SET ").list(u.assignments(), this::assignment);
                writers.queries.from(" FROM ", u.from());
                writers.expressions.optional(" WHERE ", u.where());
                writers.queries.returning(u.returning());
            }
            case Delete d -> {
                writers.queries.with(d.with());
                out().add("DELETE FROM ");
                writers.from.table(d.target());
                writers.queries.from(" USING ", d.using());
                writers.expressions.optional(" WHERE ", d.where());
                writers.queries.returning(d.returning());
            }
            case Merge m -> merge(m);
        }
    }

    private void insert(Insert insert) {
        writers.queries.with(insert.with());
        out().add("INSERT INTO ").name(insert.target()).optionalName(" AS ", insert.alias());
        columns(insert.columns());
        overriding(insert.overriding());
        SelectStatement source = insert.source();
        out().add(source == null ? " DEFAULT VALUES" : " ");
        if (source != null) {
            writers.queries.write(source);
        }
        OnConflict conflict = insert.onConflict();
        if (conflict != null) {
            onConflict(conflict);
        }
        writers.queries.returning(insert.returning());
    }

    private void columns(List<AssignmentTarget> columns) {
        if (!columns.isEmpty()) {
            out().add(" ").inParentheses(columns, this::target);
        }
    }

    private void target(AssignmentTarget target) {
        out().name(target.column());
        writers.expressions.steps(target.steps());
    }

    private void overriding(Overriding overriding) {
        switch (overriding) {
            case NOT_SET -> {}
            case USER_VALUE -> out().add(" OVERRIDING USER VALUE");
            case SYSTEM_VALUE -> out().add(" OVERRIDING SYSTEM VALUE");
        }
    }

    private void onConflict(OnConflict conflict) {
        out().add(" ON CONFLICT");
        if (!conflict.elements().isEmpty()) {
            out().add(" ").inParentheses(conflict.elements(), this::indexElement);
            writers.expressions.optional(" WHERE ", conflict.targetWhere());
        }
        out().optionalName(" ON CONSTRAINT ", conflict.constraint());
        List<Assignment> update = conflict.update();
        if (update == null) {
            out().add(" DO NOTHING");
            return;
        }
        out().add(" DO UPDATE SET ").list(update, this::assignment);
        writers.expressions.optional(" WHERE ", conflict.updateWhere());
    }

    /** A key of an index, a partition or an ON CONFLICT list. */
    void indexElement(IndexElement element) {
        Expression expression = element.expression();
        if (expression == null) {
            out().optionalName("", element.column());
        } else {
            out().add("(");
            writers.expressions.write(expression);
            out().add(")");
        }
        if (element.collation() != null) {
            out().add(" COLLATE ").name(element.collation());
        }
        if (element.operatorClass() != null) {
            out().add(" ").name(element.operatorClass());
            writers.options.optional(" ", element.operatorClassParameters());
        }
        writers.queries.order(element.direction(), element.nulls());
    }

    private void assignment(Assignment assignment) {
        switch (assignment) {
            case SingleAssignment a -> {
                target(a.target());
                writers.expressions.optional(" = ", a.value());
            }
            case MultipleAssignment a -> {
                out().inParentheses(a.targets(), this::target);
                writers.expressions.optional(" = ", a.source());
            }
        }
    }

    private void merge(Merge merge) {
        writers.queries.with(merge.with());
        out().add("MERGE INTO ");
        writers.from.table(merge.target());
        out().add(" USING ");
        writers.from.write(merge.source());
        writers.expressions.optional(" ON ", merge.condition());
        for (MergeWhen when : merge.actions()) {
            out().add(when.matched() ? " WHEN MATCHED" : " WHEN NOT MATCHED");
            writers.expressions.optional(" AND ", when.condition());
            out().add(" THEN ");
            action(when.action());
        }
    }

    private void action(MergeAction action) {
        switch (action) {
            case DataModification.MergeUpdate u -> out().add("UPDATE SET ").list(u.assignments(), this::assignment);
            case DataModification.MergeDelete ignored -> out().add("DELETE");
            case DataModification.MergeDoNothing ignored -> out().add("DO NOTHING");
            case DataModification.MergeInsert i -> {
                out().add("INSERT");
                columns(i.columns());
                overriding(i.overriding());
                List<Expression> values = i.values();
                if (values == null) {
                    out().add(" DEFAULT VALUES");
                } else {
                    out().add(" VALUES ").inParentheses(values, writers.expressions::write);
                }
            }
        }
    }
}
