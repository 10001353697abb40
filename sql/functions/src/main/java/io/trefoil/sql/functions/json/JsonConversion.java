package io.trefoil.sql.functions.json;

import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.text.TextOf;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlNumeric;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TextFormat;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL values of any type as json text and as jsonb. */
final class JsonConversion {
    private JsonConversion() {}

    /** The jsonb of a value. */
    static SqlJson toJsonb(SqlType type, @Nullable Object value, FunctionContext context) {
        if (value == null) {
            return SqlJson.NULL;
        }
        return switch (value) {
            case SqlJson json -> json;
            case Boolean bool -> bool ? SqlJson.TRUE : SqlJson.FALSE;
            case SqlArray array
            when type.oid() != TypeOid.INT2VECTOR && type.oid() != TypeOid.OIDVECTOR ->
                jsonbArray(array, 0, 0, context);
            case SqlRecord row -> {
                List<SqlJson.Member> members = new ArrayList<>();
                for (int i = 0; i < row.size(); i++) {
                    members.add(new SqlJson.Member("f" + (i + 1), toJsonb(row.types()[i], row.values()[i], context)));
                }
                yield JsonValues.object(members);
            }
            default -> scalar(type, value, context);
        };
    }

    private static SqlJson scalar(SqlType type, Object value, FunctionContext context) {
        if (type.oid() == TypeOid.JSON) {
            return JsonValues.parse((String) value);
        }
        String text = text(type, value, context);
        return isNumber(type) && isFinite(text) ? new SqlJson.Number(SqlNumeric.parse(text)) : new SqlJson.Text(text);
    }

    private static SqlJson jsonbArray(SqlArray array, int dimension, int offset, FunctionContext context) {
        List<SqlJson> elements = new ArrayList<>();
        int length = array.rank() == 0 ? 0 : array.dimension(dimension);
        boolean innermost = dimension >= array.rank() - 1;
        for (int i = 0; i < length; i++) {
            int at = offset * length + i;
            elements.add(
                    innermost
                            ? toJsonb(array.elementType(), array.get(at), context)
                            : jsonbArray(array, dimension + 1, at, context));
        }
        return new SqlJson.Array(elements);
    }

    /** The json text of a value; {@code pretty} puts the parts of an outer array or row on lines of their own. */
    static void write(
            SqlType type, @Nullable Object value, boolean pretty, FunctionContext context, StringBuilder out) {
        if (value == null) {
            out.append("null");
            return;
        }
        switch (value) {
            case SqlJson json -> out.append(JsonValues.print(json));
            case Boolean bool -> out.append(bool.booleanValue());
            case SqlArray array
            when type.oid() != TypeOid.INT2VECTOR && type.oid() != TypeOid.OIDVECTOR ->
                writeArray(array, 0, 0, pretty, context, out);
            case SqlRecord row -> writeRow(row, pretty, context, out);
            default -> {
                String text = text(type, value, context);
                if (type.oid() == TypeOid.JSON || isNumber(type) && isFinite(text)) {
                    out.append(text);
                } else {
                    JsonPrinter.quote(text, out);
                }
            }
        }
    }

    private static void writeArray(
            SqlArray array, int dimension, int offset, boolean pretty, FunctionContext context, StringBuilder out) {
        out.append('[');
        int length = array.rank() == 0 ? 0 : array.dimension(dimension);
        boolean innermost = dimension >= array.rank() - 1;
        for (int i = 0; i < length; i++) {
            out.append(i == 0 ? "" : pretty ? ",\n " : ",");
            int at = offset * length + i;
            if (innermost) {
                write(array.elementType(), array.get(at), false, context, out);
            } else {
                writeArray(array, dimension + 1, at, false, context, out);
            }
        }
        out.append(']');
    }

    private static void writeRow(SqlRecord row, boolean pretty, FunctionContext context, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < row.size(); i++) {
            out.append(i == 0 ? "" : pretty ? ",\n " : ",")
                    .append("\"f")
                    .append(i + 1)
                    .append("\":");
            write(row.types()[i], row.values()[i], false, context, out);
        }
        out.append('}');
    }

    private static boolean isNumber(SqlType type) {
        return switch (type.oid()) {
            case TypeOid.INT2, TypeOid.INT4, TypeOid.INT8, TypeOid.FLOAT4, TypeOid.FLOAT8, TypeOid.NUMERIC -> true;
            default -> false;
        };
    }

    private static boolean isFinite(String number) {
        char last = number.charAt(number.length() - 1);
        return last >= '0' && last <= '9';
    }

    /** As output shows it; dates and timestamps in ISO 8601 whatever DateStyle says. */
    static String text(SqlType type, Object value, FunctionContext context) {
        TextFormat f = context.textFormat();
        return switch (type.oid()) {
            case TypeOid.DATE, TypeOid.TIMESTAMP, TypeOid.TIMESTAMPTZ -> {
                TextFormat iso = new TextFormat(
                        f.timeZone(),
                        TextFormat.DateStyle.ISO,
                        f.dateOrder(),
                        f.intervalStyle(),
                        f.extraFloatDigits(),
                        f.byteaHex(),
                        f.names(),
                        f.transactionStartMicros());
                yield withColon(type.toText(value, iso).replaceFirst(" (?=\\d\\d:)", "T"), type);
            }
            default -> TextOf.output(type, value, context);
        };
    }

    /** ISO 8601 wants minutes in the offset too: +00 becomes +00:00. */
    private static String withColon(String text, SqlType type) {
        if (type != SqlTypes.TIMESTAMPTZ || !text.contains("T")) {
            return text;
        }
        int end = text.endsWith(" BC") ? text.length() - 3 : text.length();
        boolean hoursOnly = text.charAt(end - 3) == '+' || text.charAt(end - 3) == '-';
        return hoursOnly ? text.substring(0, end) + ":00" + text.substring(end) : text;
    }
}
