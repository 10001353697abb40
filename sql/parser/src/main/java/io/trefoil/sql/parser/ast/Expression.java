package io.trefoil.sql.parser.ast;

/**
 * A value expression as written, before any name or type is looked up. The families are {@link Literal}, {@link
 * Reference}, {@link Operation}, {@link Call} and {@link Construct}. Lists inside the records are unmodifiable.
 */
public sealed interface Expression permits Literal, Reference, Operation, Call, Construct {

    /**
     * 0-based offset, in UTF-16 units of the parsed text, at which PostgreSQL's error cursor stands for this node (the
     * operator of a binary operation, the first character of a name, the keyword of a CASE); -1 for a node that the
     * parser made up, such as the implicit typmod of {@code char}.
     */
    int position();
}
