package io.trefoil.sql.catalog.builtin;

import org.jspecify.annotations.Nullable;

/**
 * A row of pg_type (PostgreSQL docs, "pg_type"), for built-in types and for those a user makes.
 *
 * @param kind typtype: b base, c composite, d domain, e enum, p pseudo, r range, m multirange
 * @param subscript typsubscript; {@link #isArray} is decided by it
 * @param defaultText typdefault
 */
public record TypeRow(
        int oid,
        String name,
        int namespace,
        int owner,
        int length,
        boolean byValue,
        char kind,
        char category,
        boolean preferred,
        boolean defined,
        char delimiter,
        int relation,
        int subscript,
        int element,
        int array,
        int input,
        int output,
        int receive,
        int send,
        int modifierInput,
        int modifierOutput,
        char align,
        char storage,
        boolean notNull,
        int baseType,
        int baseModifier,
        int dimensions,
        int collation,
        @Nullable String defaultText) {

    /** pg_proc.oid of array_subscript_handler, the mark of what PostgreSQL calls a true array type. */
    public static final int ARRAY_SUBSCRIPT_HANDLER = 6179;

    /** Whether values are arrays of {@link #element}: int4[], and also oidvector and int2vector, but not name or point. */
    public boolean isArray() {
        return element != 0 && subscript == ARRAY_SUBSCRIPT_HANDLER;
    }

    public boolean isDomain() {
        return kind == 'd';
    }

    public boolean isEnum() {
        return kind == 'e';
    }

    public boolean isRange() {
        return kind == 'r';
    }

    public boolean isMultirange() {
        return kind == 'm';
    }

    public boolean isComposite() {
        return kind == 'c';
    }

    static TypeRow read(RowReader row) {
        return new TypeRow(
                row.number(0),
                row.text(1),
                row.number(2),
                row.number(3),
                row.number(4),
                row.flag(5),
                row.character(6),
                row.character(7),
                row.flag(8),
                row.flag(9),
                row.character(10),
                row.number(11),
                row.number(12),
                row.number(13),
                row.number(14),
                row.number(15),
                row.number(16),
                row.number(17),
                row.number(18),
                row.number(19),
                row.number(20),
                row.character(22),
                row.character(23),
                row.flag(24),
                row.number(25),
                row.number(26),
                row.number(27),
                row.number(28),
                row.textOrNull(29));
    }
}
