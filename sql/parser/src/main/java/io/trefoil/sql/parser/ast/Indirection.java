package io.trefoil.sql.parser.ast;

import org.jspecify.annotations.Nullable;

/** One step from a value into a part of it. */
public sealed interface Indirection {

    /** {@code .name} */
    record Field(String name, int position) implements Indirection {}

    /** {@code .*} */
    record Star(int position) implements Indirection {}

    /** {@code [index]} */
    record Subscript(Expression index) implements Indirection {}

    /** {@code [lower:upper]}, either bound may be left out. */
    record Slice(@Nullable Expression lower, @Nullable Expression upper) implements Indirection {}
}
