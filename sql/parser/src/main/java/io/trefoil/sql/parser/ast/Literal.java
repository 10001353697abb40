package io.trefoil.sql.parser.ast;

/** A constant as written. Folded minus signs ({@code -5}) are part of the literal, as in PostgreSQL. */
public sealed interface Literal extends Expression {

    /**
     * An integer constant that fits int4 (PostgreSQL's ICONST). Larger ones are {@link NumericLiteral}; the binder types
     * those as int8 when they fit and as numeric otherwise.
     */
    record IntegerLiteral(int value, int position) implements Literal {}

    /** A numeric constant with a point, an exponent or too many digits for int4, in its own text (may start with '-'). */
    record NumericLiteral(String text, int position) implements Literal {}

    /** A quoted string of whatever quoting style, already unescaped; its type is {@code unknown} until resolved. */
    record StringLiteral(String value, int position) implements Literal {}

    /** {@code B'1010'} or {@code X'1F'}: the digits, with {@code hexadecimal} telling which of the two. */
    record BitStringLiteral(String digits, boolean hexadecimal, int position) implements Literal {}

    /** {@code TRUE} or {@code FALSE}. */
    record BooleanLiteral(boolean value, int position) implements Literal {}

    /** {@code NULL}, and the count of {@code LIMIT ALL}. */
    record NullLiteral(int position) implements Literal {}
}
