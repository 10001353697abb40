package io.trefoil.sql.api;

import org.jspecify.annotations.Nullable;

/**
 * What Describe answers for a prepared statement.
 *
 * @param parameterTypes type OIDs by position
 * @param rows shape of the result, null for a statement that returns no rows
 */
public record StatementDescription(
        int[] parameterTypes, @Nullable RowShape rows) {}
