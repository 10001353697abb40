package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** INSERT, UPDATE, DELETE and MERGE. */
public sealed interface DataModification extends Statement {

    /** A column to write, perhaps only a part of it: {@code tags[1]}, {@code address.city}. */
    record AssignmentTarget(String column, List<Indirection> steps, int position) {}

    /** OVERRIDING clause of INSERT. */
    enum Overriding {
        NOT_SET,
        USER_VALUE,
        SYSTEM_VALUE
    }

    /**
     * {@code INSERT INTO target [(columns)] source}.
     *
     * @param columns empty when no list was written
     * @param source null for DEFAULT VALUES
     */
    record Insert(
            @Nullable WithClause with,
            QualifiedName target,
            @Nullable String alias,
            List<AssignmentTarget> columns,
            Overriding overriding,
            @Nullable SelectStatement source,
            @Nullable OnConflict onConflict,
            List<TargetItem> returning,
            int position)
            implements DataModification {}

    /**
     * {@code ON CONFLICT [target] DO NOTHING | DO UPDATE SET ...}
     *
     * @param elements the inference list, empty without
     * @param targetWhere its predicate
     * @param constraint {@code ON CONSTRAINT name}
     * @param update the assignments of DO UPDATE, or null for DO NOTHING
     */
    record OnConflict(
            List<IndexElement> elements,
            @Nullable Expression targetWhere,
            @Nullable String constraint,
            @Nullable List<Assignment> update,
            @Nullable Expression updateWhere,
            int position) {}

    /** {@code target = value} or {@code (targets) = source}. */
    sealed interface Assignment {}

    /** {@code target = value} */
    record SingleAssignment(AssignmentTarget target, Expression value) implements Assignment {}

    /** {@code (targets) = source}; the source is a row constructor or a subquery. */
    record MultipleAssignment(List<AssignmentTarget> targets, Expression source) implements Assignment {}

    /** {@code UPDATE target SET ... [FROM ...] [WHERE ...] [RETURNING ...]} */
    record Update(
            @Nullable WithClause with,
            FromItem.TableItem target,
            List<Assignment> assignments,
            List<FromItem> from,
            @Nullable Expression where,
            List<TargetItem> returning,
            int position)
            implements DataModification {}

    /** {@code DELETE FROM target [USING ...] [WHERE ...] [RETURNING ...]} */
    record Delete(
            @Nullable WithClause with,
            FromItem.TableItem target,
            List<FromItem> using,
            @Nullable Expression where,
            List<TargetItem> returning,
            int position)
            implements DataModification {}

    /** {@code MERGE INTO target USING source ON condition WHEN ...} */
    record Merge(
            @Nullable WithClause with,
            FromItem.TableItem target,
            FromItem source,
            Expression condition,
            List<MergeWhen> actions,
            int position)
            implements DataModification {}

    /** {@code WHEN [NOT] MATCHED [AND condition] THEN action} */
    record MergeWhen(boolean matched, @Nullable Expression condition, MergeAction action) {}

    /** What a MERGE branch does. */
    sealed interface MergeAction {}

    /** {@code UPDATE SET ...} */
    record MergeUpdate(List<Assignment> assignments) implements MergeAction {}

    /** {@code DELETE} */
    record MergeDelete() implements MergeAction {}

    /** {@code INSERT [(columns)] [OVERRIDING ...] VALUES (...)}; values null for DEFAULT VALUES. */
    record MergeInsert(
            List<AssignmentTarget> columns,
            Overriding overriding,
            @Nullable List<Expression> values) implements MergeAction {}

    /** {@code DO NOTHING} */
    record MergeDoNothing() implements MergeAction {}
}
