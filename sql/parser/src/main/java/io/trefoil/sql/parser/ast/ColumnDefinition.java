package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of CREATE TABLE, ADD COLUMN, a composite type or a column definition list.
 *
 * @param type null only in {@code CREATE TABLE ... OF} and {@code PARTITION OF}, where columns just carry constraints
 * @param compression {@code COMPRESSION method}
 */
public record ColumnDefinition(
        String name,
        @Nullable TypeName type,
        @Nullable String compression,
        @Nullable QualifiedName collation,
        List<ColumnConstraint> constraints,
        List<Option> foreignOptions,
        int position) {

    /** A column without anything but a type. */
    public static ColumnDefinition of(String name, TypeName type, @Nullable QualifiedName collation, int position) {
        return new ColumnDefinition(name, type, null, collation, List.of(), List.of(), position);
    }
}
