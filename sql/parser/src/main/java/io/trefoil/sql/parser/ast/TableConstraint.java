package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constraint of its own in CREATE TABLE, ALTER TABLE ADD or a domain. */
public sealed interface TableConstraint {
    @Nullable
    String name();

    Timing timing();

    int position();

    /**
     * The words after a constraint.
     *
     * @param notValid {@code NOT VALID}
     * @param noInherit {@code NO INHERIT}
     */
    record Timing(boolean deferrable, boolean initiallyDeferred, boolean notValid, boolean noInherit) {
        public static final Timing NONE = new Timing(false, false, false, false);
    }

    /** {@code CHECK (condition)} */
    record Check(@Nullable String name, Expression condition, Timing timing, int position) implements TableConstraint {}

    /**
     * {@code UNIQUE (columns)} and {@code PRIMARY KEY (columns)}.
     *
     * @param usingIndex the index of {@code USING INDEX name}; then there are no columns
     */
    record Unique(
            @Nullable String name,
            boolean primaryKey,
            boolean nullsNotDistinct,
            List<String> columns,
            List<String> included,
            @Nullable String usingIndex,
            List<Option> parameters,
            @Nullable String tablespace,
            Timing timing,
            int position)
            implements TableConstraint {}

    /** {@code FOREIGN KEY (columns) REFERENCES ...} */
    record ForeignKey(@Nullable String name, List<String> columns, ForeignKeyTarget target, Timing timing, int position)
            implements TableConstraint {}

    /** {@code EXCLUDE USING method (element WITH operator, ...) [WHERE (predicate)]} */
    record Exclude(
            @Nullable String name,
            @Nullable String method,
            List<ExcludeElement> elements,
            List<String> included,
            List<Option> parameters,
            @Nullable String tablespace,
            @Nullable Expression predicate,
            Timing timing,
            int position)
            implements TableConstraint {}

    /** {@code element WITH operator} */
    record ExcludeElement(IndexElement element, Operation.OperatorName operator) {}
}
