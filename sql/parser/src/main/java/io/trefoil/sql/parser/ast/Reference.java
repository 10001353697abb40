package io.trefoil.sql.parser.ast;

import java.util.List;

/** An expression that stands for something found elsewhere: a parameter, a column, a part of a value. */
public sealed interface Reference extends Expression {

    /** {@code $number}, 1-based. */
    record Parameter(int number, int position) implements Reference {}

    /** {@code a}, {@code t.a}, {@code s.t.a}, {@code c.s.t.a}; with {@code star}: {@code *}, {@code t.*}. */
    record ColumnReference(List<String> names, boolean star, int position) implements Reference {}

    /** An operand followed by subscripts, slices and fields: {@code (x).f}, {@code a[1].b}, {@code (r).*}. */
    record IndirectionExpression(Expression operand, List<Indirection> steps, int position) implements Reference {}

    /** {@code DEFAULT} where the grammar takes an expression; the binder allows it in INSERT, UPDATE and MERGE only. */
    record DefaultMarker(int position) implements Reference {}

    /** {@code WHERE CURRENT OF cursor}. */
    record CurrentOf(String cursor, int position) implements Reference {}
}
