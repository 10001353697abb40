package io.trefoil.sql.parser.ast;

import org.jspecify.annotations.Nullable;

/**
 * An output column of SELECT or RETURNING: an expression with its alias. A star is a {@link
 * Reference.ColumnReference} with {@code star}, or an indirection that ends in a star.
 */
public record TargetItem(Expression expression, @Nullable String alias, int position) {}
