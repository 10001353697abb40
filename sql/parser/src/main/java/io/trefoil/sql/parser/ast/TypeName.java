package io.trefoil.sql.parser.ast;

import java.util.List;

/**
 * A type as written. SQL's own words have become pg_catalog names ({@code int} is {@code pg_catalog.int4}, {@code
 * timestamp with time zone} is {@code pg_catalog.timestamptz}, {@code char} is {@code pg_catalog.bpchar} with modifier
 * 1).
 *
 * @param modifiers what goes to the type's typmod input function. For interval that is PostgreSQL's field mask (see
 *     {@link IntervalFields}) and, after it, the precision
 * @param arrayBounds one entry a dimension, -1 where no bound was written; PostgreSQL ignores the bounds
 * @param setOf {@code SETOF type}
 * @param columnType {@code name%TYPE}: the name is that of a column
 */
public record TypeName(
        QualifiedName name,
        List<Expression> modifiers,
        List<Integer> arrayBounds,
        boolean setOf,
        boolean columnType,
        int position) {}
