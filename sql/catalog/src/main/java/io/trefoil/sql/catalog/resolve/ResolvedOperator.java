package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.OperatorRow;

/**
 * The operator that an expression stands for.
 *
 * @param left the type that the left operand must be brought to, 0 for a prefix operator
 * @param right the same for the right (or only) operand; for ANY and ALL the array's type
 * @param result the type of the whole
 */
public record ResolvedOperator(OperatorRow operator, int left, int right, int result) {}
