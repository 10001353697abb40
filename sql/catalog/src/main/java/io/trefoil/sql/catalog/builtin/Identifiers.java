package io.trefoil.sql.catalog.builtin;

import java.util.Set;

/** Identifiers as SQL text writes them (PostgreSQL docs, quote_ident). */
public final class Identifiers {
    /** Every keyword of PostgreSQL 15 that is not unreserved (pg_get_keywords() with catcode other than U). */
    private static final Set<String> QUOTED_KEYWORDS = Set.of("""
        all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case
        cast char character check coalesce collate collation column concurrently constraint create cross
        current_catalog current_date current_role current_schema current_time current_timestamp current_user dec
        decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign
        freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect
        interval into is isnull join lateral leading least left like limit localtime localtimestamp national natural
        nchar none normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay
        placing position precision primary real references returning right row select session_user setof similar
        smallint some substring symmetric table tablesample then time timestamp to trailing treat trim true union
        unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement
        xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable\
        """.split("\\s+"));

    private Identifiers() {}

    /** The name in double quotes when it would not read back as itself without them. */
    public static String quote(String name) {
        return isPlain(name) && !QUOTED_KEYWORDS.contains(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A schema-qualified name, each part quoted where needed. */
    public static String qualified(String schema, String name) {
        return quote(schema) + '.' + quote(name);
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean start = c >= 'a' && c <= 'z' || c == '_';
            if (!start && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
