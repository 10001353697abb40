package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constraint or property written after a column's type. {@code name} is that of {@code CONSTRAINT name}. */
public sealed interface ColumnConstraint {
    @Nullable
    String name();

    int position();

    /** {@code NOT NULL} */
    record NotNull(@Nullable String name, int position) implements ColumnConstraint {}

    /** {@code NULL} */
    record Nullability(@Nullable String name, int position) implements ColumnConstraint {}

    /** {@code DEFAULT expression} */
    record Default(@Nullable String name, Expression value, int position) implements ColumnConstraint {}

    /** {@code CHECK (condition) [NO INHERIT]} */
    record Check(@Nullable String name, Expression condition, boolean noInherit, int position)
            implements ColumnConstraint {}

    /** {@code UNIQUE [NULLS NOT DISTINCT] [WITH (...)] [USING INDEX TABLESPACE x]} */
    record Unique(
            @Nullable String name,
            boolean nullsNotDistinct,
            List<Option> parameters,
            @Nullable String tablespace,
            int position)
            implements ColumnConstraint {}

    /** {@code PRIMARY KEY [WITH (...)] [USING INDEX TABLESPACE x]} */
    record PrimaryKey(
            @Nullable String name,
            List<Option> parameters,
            @Nullable String tablespace,
            int position) implements ColumnConstraint {}

    /** {@code REFERENCES table [(column)] ...} */
    record References(@Nullable String name, ForeignKeyTarget target, int position) implements ColumnConstraint {}

    /** {@code GENERATED ALWAYS AS (expression) STORED} */
    record Generated(@Nullable String name, Expression expression, int position) implements ColumnConstraint {}

    /** {@code GENERATED ALWAYS | BY DEFAULT AS IDENTITY [(sequence options)]} */
    record Identity(@Nullable String name, boolean always, List<SequenceOption> options, int position)
            implements ColumnConstraint {}

    /** Words that change the constraint before them. */
    enum Attribute {
        DEFERRABLE,
        NOT_DEFERRABLE,
        INITIALLY_DEFERRED,
        INITIALLY_IMMEDIATE
    }

    /** A {@link Attribute} in its place in the list; it belongs to the nearest constraint before it. */
    record AttributeWord(Attribute attribute, int position) implements ColumnConstraint {
        @Override
        public @Nullable String name() {
            return null;
        }
    }
}
