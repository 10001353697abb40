package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of an index or of an ON CONFLICT inference list: either a column name or an expression.
 *
 * @param operatorClass may carry parameters: {@code opclass (name = value)}
 */
public record IndexElement(
        @Nullable String column,
        @Nullable Expression expression,
        @Nullable QualifiedName collation,
        @Nullable QualifiedName operatorClass,
        List<Option> operatorClassParameters,
        SortItem.Direction direction,
        SortItem.NullsOrder nulls,
        int position) {}
