package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ParameterValues;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.TextFormat;
import io.trefoil.sql.types.Utf8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bind's parameters and result formats. */
final class Parameters {
    private Parameters() {}

    /** Reads parameter values in the types that the statement was bound with. */
    static @Nullable Object[] decode(ParameterValues given, List<SqlType> types, TextFormat format, String statement) {
        int count = given.values().length;
        if (count != types.size()) {
            throw new SqlStateException(
                    SqlState.PROTOCOL_VIOLATION,
                    "bind message supplies " + count + " parameters, but prepared statement \"" + statement
                            + "\" requires " + types.size());
        }
        if (given.formats().length > 1 && given.formats().length != count) {
            throw new SqlStateException(
                    SqlState.PROTOCOL_VIOLATION,
                    "bind message has " + given.formats().length + " parameter formats but " + count + " parameters");
        }
        @Nullable Object[] values = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            byte[] bytes = given.values()[i];
            if (bytes != null) {
                values[i] = decodeOne(bytes, given.format(i), types.get(i), format);
            }
        }
        return values;
    }

    private static Object decodeOne(byte[] bytes, short code, SqlType type, TextFormat format) {
        return switch (code) {
            case 0 -> type.parse(Utf8.decode(bytes, 0, bytes.length), -1, format);
            case 1 -> type.readBinary(bytes, 0, bytes.length, -1);
            default ->
                throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "unsupported format code: " + code);
        };
    }

    /** The shape with Bind's result formats: none, one for all, or one a column. */
    static RowShape withFormats(RowShape shape, short[] formats) {
        if (formats.length > 1 && formats.length != shape.columns().size()) {
            throw new SqlStateException(
                    SqlState.PROTOCOL_VIOLATION,
                    "bind message has " + formats.length + " result formats but query has "
                            + shape.columns().size() + " columns");
        }
        if (formats.length == 0) {
            return shape;
        }
        List<RowShape.Column> columns = new ArrayList<>(shape.columns().size());
        for (int i = 0; i < shape.columns().size(); i++) {
            RowShape.Column c = shape.columns().get(i);
            short format = formats.length == 1 ? formats[0] : formats[i];
            if (format != 0 && format != 1) {
                throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "unsupported format code: " + format);
            }
            columns.add(new RowShape.Column(c.name(), c.tableOid(), c.columnNumber(), c.type(), c.typmod(), format));
        }
        return new RowShape(columns);
    }
}
