package io.trefoil.sql.catalog.views;

import io.trefoil.sql.catalog.builtin.ArrayLiteral;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values in the text form of the catalog file as the Java values of their types; only types that occur there. */
final class BuiltinValue {
    private BuiltinValue() {}

    static @Nullable Object of(SqlType type, @Nullable String text) {
        if (text == null) {
            return null;
        }
        SqlType element = elementOf(type.oid());
        return element == null ? scalar(type.oid(), text) : array(type.oid(), element, text);
    }

    private static Object scalar(int type, String text) {
        return switch (type) {
            case TypeOid.BOOL -> text.equals("t");
            case TypeOid.CHAR -> (byte) (text.isEmpty() ? 0 : text.charAt(0));
            case TypeOid.INT2 -> Short.valueOf(text);
            case TypeOid.INT4 -> Integer.valueOf(text);
            case TypeOid.OID, TypeOid.REGPROC, TypeOid.REGTYPE, TypeOid.XID -> Integer.parseUnsignedInt(text);
            case TypeOid.INT8 -> Long.valueOf(text);
            case TypeOid.FLOAT4 -> Float.valueOf(text);
            case TypeOid.FLOAT8 -> Double.valueOf(text);
            default -> text;
        };
    }

    private static @Nullable SqlType elementOf(int type) {
        return switch (type) {
            case TypeOid.OIDVECTOR, TypeOid.OID_ARRAY -> SqlTypes.OID;
            case TypeOid.INT2VECTOR, TypeOid.INT2_ARRAY -> SqlTypes.INT2;
            case TypeOid.TEXT_ARRAY -> SqlTypes.TEXT;
            case TypeOid.CHAR_ARRAY -> SqlTypes.CHAR;
            case TypeOid.ACLITEM_ARRAY -> SqlTypes.ACLITEM;
            default -> null;
        };
    }

    private static SqlArray array(int type, SqlType element, String text) {
        boolean vector = type == TypeOid.OIDVECTOR || type == TypeOid.INT2VECTOR;
        List<Object> elements = new ArrayList<>();
        if (vector) {
            for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
                elements.add(scalar(element.oid(), word));
            }
            return SqlArray.vector(element, elements.toArray());
        }
        for (String word : ArrayLiteral.elements(text)) {
            elements.add(scalar(element.oid(), word));
        }
        return SqlArray.of(element, elements.toArray());
    }
}
