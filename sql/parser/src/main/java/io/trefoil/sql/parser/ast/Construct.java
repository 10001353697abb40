package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions that build a value out of others or out of a query. */
public sealed interface Construct extends Expression {

    /** {@code ARRAY[...]}; nested brackets without ARRAY are nested constructors. */
    record ArrayConstructor(List<Expression> elements, int position) implements Construct {}

    /** {@code ROW(...)}, or {@code (a, b, ...)} when not {@code explicit}. */
    record RowConstructor(List<Expression> elements, boolean explicit, int position) implements Construct {}

    /** {@code CASE [operand] WHEN ... END} */
    record Case(
            @Nullable Expression operand,
            List<CaseWhen> branches,
            @Nullable Expression otherwise,
            int position) implements Construct {}

    /** {@code WHEN condition THEN result} */
    record CaseWhen(Expression condition, Expression result, int position) {}

    /** {@code EXISTS (SELECT ...)} */
    record Exists(SelectStatement query, int position) implements Construct {}

    /** {@code (SELECT ...)} as a value. */
    record ScalarSubquery(SelectStatement query, int position) implements Construct {}

    /** {@code ARRAY(SELECT ...)} */
    record ArraySubquery(SelectStatement query, int position) implements Construct {}
}
