package io.trefoil.sql.catalog.views;

import io.trefoil.sql.types.SqlType;

/**
 * A column of a system view.
 *
 * @param declaredType atttypid; differs from {@code type} for the domains of information_schema
 * @param type the type of the values: the declared one, or the type under the domain
 * @param modifier typmod of the values
 * @param collation attcollation, 0 for types that have none
 */
public record ViewColumn(String name, int declaredType, SqlType type, int modifier, boolean notNull, int collation) {
    /** A column without a collation of its own. */
    public ViewColumn(String name, int declaredType, SqlType type, int modifier, boolean notNull) {
        this(name, declaredType, type, modifier, notNull, 0);
    }
}
