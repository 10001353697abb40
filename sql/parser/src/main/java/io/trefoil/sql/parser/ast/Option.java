package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [namespace.]name [= value]} in one of PostgreSQL's many option lists: storage parameters, COPY, EXPLAIN,
 * VACUUM, role, database and function options. The name is folded; the value is null when none was written.
 */
public record Option(
        @Nullable String namespace, String name, @Nullable Value value, int position) {

    public Option(String name, @Nullable Value value, int position) {
        this(null, name, value, position);
    }

    /** The value as plain text, or null when there is none or it is a list, star or type. */
    public @Nullable String text() {
        return switch (value) {
            case null -> null;
            case Text t -> t.text();
            case Number n -> n.text();
            case ListValue ignored -> null;
            case Star ignored -> null;
            case TypeValue ignored -> null;
            case RoleValue ignored -> null;
        };
    }

    /** What stands after an option's name. */
    public sealed interface Value {}

    /** A word or a string; {@code quoted} when it was a string literal. */
    public record Text(String text, boolean quoted) implements Value {}

    /** A number, sign included. */
    public record Number(String text) implements Value {}

    /** {@code (a, b, ...)} */
    public record ListValue(List<Value> items) implements Value {}

    /** {@code *} */
    public record Star() implements Value {}

    /** A type, where the grammar reads one: {@code int4[]}, {@code SETOF x}, a qualified name. */
    public record TypeValue(TypeName type) implements Value {}

    /** A list of roles, for the options of CREATE ROLE that name some. */
    public record RoleValue(List<RoleName> roles) implements Value {}
}
