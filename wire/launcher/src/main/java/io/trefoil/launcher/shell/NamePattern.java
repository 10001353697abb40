package io.trefoil.launcher.shell;

import java.util.Locale;

/**
 * A psql name pattern such as {@code acc*} or {@code "Odd".t?} as a condition in SQL: {@code *} stands for any
 * characters, {@code ?} for one, double quotes keep case and characters as they are, a dot parts schema and name.
 */
record NamePattern(String schemaRegex, String nameRegex) {
    static NamePattern of(String pattern) {
        StringBuilder schema = new StringBuilder();
        StringBuilder current = new StringBuilder();
        boolean quoted = false;
        for (char c : pattern.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted && schema.isEmpty()) {
                schema.append(current);
                current.setLength(0);
            } else if (c == '*' && !quoted) {
                current.append(".*");
            } else if (c == '?' && !quoted) {
                current.append('.');
            } else if ("|+()[]{}.^$\\*?".indexOf(c) >= 0) {
                current.append('\\').append(c);
            } else {
                current.append(quoted ? String.valueOf(c) : String.valueOf(c).toLowerCase(Locale.ROOT));
            }
        }
        return new NamePattern(schema.toString(), current.toString());
    }

    /**
     * The condition as an AND term.
     *
     * @param visible expression that limits an unqualified pattern to the search path, or an empty string
     */
    String condition(String schemaColumn, String nameColumn, String visible) {
        StringBuilder out = new StringBuilder();
        if (!nameRegex.isEmpty()) {
            out.append(" and ")
                    .append(nameColumn)
                    .append(" operator(pg_catalog.~) ")
                    .append(literal(nameRegex));
        }
        if (!schemaRegex.isEmpty()) {
            out.append(" and ")
                    .append(schemaColumn)
                    .append(" operator(pg_catalog.~) ")
                    .append(literal(schemaRegex));
        } else if (!visible.isEmpty()) {
            out.append(" and ").append(visible);
        }
        return out.toString();
    }

    private static String literal(String regex) {
        return "'^(" + regex.replace("'", "''") + ")$'";
    }
}
