package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.polymorphic;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Text quoted for use in SQL: identifiers and literals. */
public final class QuoteFunctions implements FunctionFamily {
    /** Key words of PostgreSQL 15 that are not plain names everywhere (pg_get_keywords with catcode other than U). */
    private static final Set<String> KEY_WORDS = Set.of(("""
        all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean
        both case cast char character check coalesce collate collation column concurrently constraint
        create cross current_catalog current_date current_role current_schema current_time
        current_timestamp current_user dec decimal default deferrable desc distinct do else end except
        exists extract false fetch float for foreign freeze from full grant greatest group grouping having
        ilike in initially inner inout int integer intersect interval into is isnull join lateral leading
        least left like limit localtime localtimestamp national natural nchar none normalize not notnull
        null nullif numeric offset on only or order out outer overlaps overlay placing position precision
        primary real references returning right row select session_user setof similar smallint some
        substring symmetric table tablesample then time timestamp to trailing treat trim true union unique
        user using values varchar variadic verbose when where window with xmlattributes xmlconcat
        xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable\
        """).split("\\s+"));

    @Override
    public void define(Definitions d) {
        unary(d, "quote_ident(text)", a -> identifier((String) a));
        unary(d, "quote_literal(text)", a -> literal((String) a));
        FunctionFamily.general(d, "quote_nullable(text)", (context, arguments) -> nullable((String) arguments[0]));
        polymorphic(d, "quote_literal(anyelement)", (types, result) -> (FunctionBody.General) (context, arguments) ->
                arguments[0] == null ? null : literal(TextOf.cast(types[0], arguments[0], context)));
        polymorphic(d, "quote_nullable(anyelement)", (types, result) -> {
            SqlType type = types[0];
            return (FunctionBody.General) (context, arguments) ->
                    nullable(arguments[0] == null ? null : TextOf.cast(type, arguments[0], context));
        });
    }

    private static String nullable(@Nullable String text) {
        return text == null ? "NULL" : literal(text);
    }

    /** In double quotes unless it is a lower-case name that needs none. */
    public static String identifier(String name) {
        if (isPlain(name) && !KEY_WORDS.contains(name)) {
            return name;
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** In single quotes, in the E form when there is a backslash. */
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
