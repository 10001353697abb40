package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.Namespaces;
import io.trefoil.sql.catalog.builtin.TypeRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a type's name as regtype input takes it: SQL's names of several words, pg_type's names with or without schema,
 * brackets for arrays. Modifiers are read over, as a type is meant, not a column.
 */
final class TypeNameReader {
    private static final Map<String, String> SQL_NAMES = Map.ofEntries(
            Map.entry("boolean", "bool"),
            Map.entry("smallint", "int2"),
            Map.entry("int", "int4"),
            Map.entry("integer", "int4"),
            Map.entry("bigint", "int8"),
            Map.entry("real", "float4"),
            Map.entry("float", "float8"),
            Map.entry("double precision", "float8"),
            Map.entry("dec", "numeric"),
            Map.entry("decimal", "numeric"),
            Map.entry("char", "bpchar"),
            Map.entry("character", "bpchar"),
            Map.entry("nchar", "bpchar"),
            Map.entry("national character", "bpchar"),
            Map.entry("national char", "bpchar"),
            Map.entry("character varying", "varchar"),
            Map.entry("char varying", "varchar"),
            Map.entry("national character varying", "varchar"),
            Map.entry("national char varying", "varchar"),
            Map.entry("nchar varying", "varchar"),
            Map.entry("bit varying", "varbit"),
            Map.entry("time without time zone", "time"),
            Map.entry("time with time zone", "timetz"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("timestamp with time zone", "timestamptz"));

    private final CatalogNames names;

    TypeNameReader(CatalogNames names) {
        this.names = names;
    }

    /** The type meant, or 0 when there is none. */
    int read(String text) {
        String name = text.strip();
        boolean array = false;
        while (name.endsWith("]")) {
            int bracket = name.lastIndexOf('[');
            if (bracket < 0) {
                return 0;
            }
            name = name.substring(0, bracket).strip();
            array = true;
        }
        TypeRow type = scalar(withoutModifier(name));
        return type == null ? 0 : array ? type.array() : type.oid();
    }

    /** Cuts (10,2) out, which may stand before "without time zone". */
    private static String withoutModifier(String name) {
        int open = name.indexOf('(');
        int close = name.indexOf(')', open);
        return open <= 0 || close < 0 ? name : (name.substring(0, open).strip() + name.substring(close + 1)).strip();
    }

    private @Nullable TypeRow scalar(String name) {
        String spaced = name.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        String sqlName = SQL_NAMES.get(spaced);
        if (sqlName != null) {
            return names.types().type(Namespaces.PG_CATALOG, sqlName);
        }
        if (spaced.startsWith("interval ")) {
            return names.types().visible("interval");
        }
        List<String> parts = QualifiedName.parts(name);
        return parts.size() == 1
                ? names.types().visible(parts.getFirst())
                : names.types().type(names.schemaOid(parts.get(parts.size() - 2)), parts.getLast());
    }
}
