package io.trefoil.sql.types;

import java.util.List;

/** A jsonb value as a tree; object members are sorted by the length of their keys' UTF-8 form, then by its bytes. */
public sealed interface SqlJson {
    /** JSON null. */
    record Null() implements SqlJson {}

    /** true or false. */
    record Bool(boolean value) implements SqlJson {}

    /** A number with its display scale; always finite. */
    record Number(SqlNumeric value) implements SqlJson {}

    /** A string, unescaped. */
    record Text(String value) implements SqlJson {}

    /** An array. */
    record Array(List<SqlJson> elements) implements SqlJson {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** An object without duplicate keys, members in jsonb's order. */
    record Members(List<Member> members) implements SqlJson {
        public Members {
            members = List.copyOf(members);
        }
    }

    /** One key and its value. */
    record Member(String key, SqlJson value) {}

    Null NULL = new Null();
    Bool TRUE = new Bool(true);
    Bool FALSE = new Bool(false);
}
