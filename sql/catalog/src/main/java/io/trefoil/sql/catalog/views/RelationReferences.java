package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.StoredNames;
import io.trefoil.sql.catalog.builtin.TypeRow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Relations and types in stored expressions: a default is kept as {@code nextval('16388'::regclass)}, so that the sequence may be
 * renamed, and shown with the name that it has now.
 */
final class RelationReferences {
    private static final Pattern REFERENCE = Pattern.compile("'(\\d{1,10})'::regclass");

    private RelationReferences() {}

    /** The expression with names, qualified where the search path does not find them. */
    static String named(String stored, CatalogNames names) {
        String expression = StoredNames.shown(stored, oid -> {
            TypeRow type = names.types().type(oid);
            return type == null ? null : names.types().nameOf(type);
        });
        if (!expression.contains("'::regclass")) {
            return expression;
        }
        Matcher matcher = REFERENCE.matcher(expression);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String name = names.relationText((int) Long.parseLong(matcher.group(1)));
            String shown = name == null ? matcher.group() : "'" + name.replace("'", "''") + "'::regclass";
            matcher.appendReplacement(out, Matcher.quoteReplacement(shown));
        }
        return matcher.appendTail(out).toString();
    }

    /** The same for an expression that may be missing. */
    static @Nullable String namedOrNull(@Nullable String expression, CatalogNames names) {
        return expression == null ? null : named(expression, names);
    }
}
