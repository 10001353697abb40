package io.trefoil.sql.functions.text;

import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TypeOid;

/** The text of any value: as output shows it, and as the cast to text gives it. */
public final class TextOf {
    private TextOf() {}

    /** The type's output function. */
    public static String output(SqlType type, Object value, FunctionContext context) {
        return value instanceof String text ? text : type.toText(value, context.textFormat());
    }

    /** The cast to text, which spells booleans out and drops the blanks at the end of bpchar. */
    public static String cast(SqlType type, Object value, FunctionContext context) {
        return switch (type.oid()) {
            case TypeOid.BOOL -> (boolean) value ? "true" : "false";
            case TypeOid.BPCHAR -> TextCasts.stripBlanks((String) value);
            default -> output(type, value, context);
        };
    }
}
