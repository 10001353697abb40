package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.Identifiers;
import io.trefoil.sql.parser.ast.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The text under construction, with the ways of quoting and listing that SQL knows. */
final class SqlText {
    private final StringBuilder text = new StringBuilder();

    SqlText add(String piece) {
        text.append(piece);
        return this;
    }

    SqlText add(long number) {
        text.append(number);
        return this;
    }

    /** Adds the words if the condition holds. */
    SqlText when(boolean condition, String words) {
        return condition ? add(words) : this;
    }

    /** An enum constant as the words of its name. */
    SqlText words(Enum<?> constant) {
        return add(constant.name().replace('_', ' '));
    }

    SqlText capitals(String words) {
        return add(words.toUpperCase(Locale.ROOT));
    }

    SqlText name(String name) {
        return add(Identifiers.quote(name));
    }

    SqlText name(QualifiedName name) {
        return add(Identifiers.quote(name));
    }

    /** The words and the name, or nothing when there is no name. */
    SqlText optionalName(String words, @Nullable String name) {
        return name == null ? this : add(words).name(name);
    }

    /** {@code a, b} */
    SqlText names(List<String> names) {
        return list(names, this::name);
    }

    /** {@code (a, b)} with a space before, or nothing for an empty list. */
    SqlText optionalNames(List<String> names) {
        return names.isEmpty() ? this : add(" (").names(names).add(")");
    }

    /** A string constant; with a backslash inside it becomes an {@code E''} string, as PostgreSQL prints it. */
    SqlText string(String value) {
        boolean escaped = value.indexOf('\\') >= 0;
        String doubled = value.replace("'", "''");
        return escaped
                ? add(" E'").add(doubled.replace("\\", "\\\\")).add("'")
                : add("'").add(doubled).add("'");
    }

    <T> SqlText list(List<T> items, Consumer<? super T> each) {
        return list(items, ", ", each);
    }

    <T> SqlText list(List<T> items, String separator, Consumer<? super T> each) {
        boolean first = true;
        for (T item : items) {
            if (!first) {
                text.append(separator);
            }
            first = false;
            each.accept(item);
        }
        return this;
    }

    /** {@code (a, b)} */
    <T> SqlText inParentheses(List<T> items, Consumer<? super T> each) {
        return add("(").list(items, each).add(")");
    }

    @Override
    public String toString() {
        return text.toString().strip();
    }
}
