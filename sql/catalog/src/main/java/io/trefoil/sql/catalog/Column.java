package io.trefoil.sql.catalog;

import io.trefoil.sql.types.EnumType;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or view (pg_attribute).
 *
 * @param number attnum, 1-based, never reused
 * @param defaultSql the default (or generation) expression as SQL text, null for none
 * @param missingSql literal of the value that rows written before ADD COLUMN ... DEFAULT have, null for SQL NULL
 */
public record Column(
        int number,
        String name,
        SqlType type,
        int typmod,
        boolean notNull,
        @Nullable String defaultSql,
        @Nullable String missingSql,
        Identity identity,
        boolean generated,
        boolean dropped) {

    /** GENERATED ... AS IDENTITY. */
    public enum Identity {
        NONE,
        BY_DEFAULT,
        ALWAYS
    }

    public Column withName(String renamed) {
        return new Column(number, renamed, type, typmod, notNull, defaultSql, missingSql, identity, generated, dropped);
    }

    public Column withType(SqlType replaced) {
        return new Column(
                number, name, replaced, typmod, notNull, defaultSql, missingSql, identity, generated, dropped);
    }

    public Column withNotNull(boolean value) {
        return new Column(number, name, type, typmod, value, defaultSql, missingSql, identity, generated, dropped);
    }

    public Column withDefault(@Nullable String sql) {
        return new Column(number, name, type, typmod, notNull, sql, missingSql, identity, generated, dropped);
    }

    public Column withIdentity(Identity value) {
        return new Column(number, name, type, typmod, notNull, defaultSql, missingSql, value, generated, dropped);
    }

    /**
     * What is left of a dropped column, with PostgreSQL's placeholder name. An enum's values can still be read, as the numbers
     * that they are stored as, when the type is gone too.
     */
    public Column asDropped() {
        return new Column(
                number,
                "........pg.dropped." + number + "........",
                stored(type),
                typmod,
                false,
                null,
                stored(type) == type ? missingSql : null,
                Identity.NONE,
                false,
                true);
    }

    private static SqlType stored(SqlType type) {
        SqlType element = type.elementType();
        return type instanceof EnumType
                ? SqlTypes.FLOAT8
                : element instanceof EnumType ? SqlTypes.arrayOf(SqlTypes.FLOAT8) : type;
    }
}
