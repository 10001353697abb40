package io.trefoil.sql.functions.session;

import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.polymorphic;
import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.ByteArraySink;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Questions about values of any type: their type, size and nullness. */
public final class ValueFunctions implements FunctionFamily {
    /** Values up to this size have a header of one byte, longer ones of four (PostgreSQL docs, "Database Page Layout"). */
    private static final int SHORT_BYTES_MAX = 126;

    @Override
    public void define(Definitions d) {
        polymorphic(d, "pg_typeof(any)", (types, result) -> {
            Integer oid = types[0].oid();
            return (FunctionBody.General) (context, arguments) -> oid;
        });
        polymorphic(d, "pg_column_size(any)", (types, result) -> {
            SqlType type = types[0];
            return (FunctionBody.Unary) value -> storedBytes(type, value);
        });
        general(d, "num_nulls(any)", (context, arguments) -> nulls(arguments));
        general(d, "num_nonnulls(any)", (context, arguments) -> arguments.length - nulls(arguments));
        unary(d, "xid(xid8)", value -> (int) (long) value);
        general(d, "oidvectortypes(oidvector)", (context, arguments) -> {
            StringBuilder text = new StringBuilder();
            SqlArray oids = Arguments.array(arguments, 0);
            for (int i = 0; i < oids.size(); i++) {
                text.append(i == 0 ? "" : ", ");
                text.append(context.type(Arguments.int4(oids.elements(), i)).sqlName());
            }
            return text.toString();
        });
    }

    private static int nulls(@Nullable Object[] arguments) {
        int count = 0;
        for (Object argument : arguments) {
            count += argument == null ? 1 : 0;
        }
        return count;
    }

    private static int storedBytes(SqlType type, Object value) {
        if (type.length() > 0) {
            return type.length();
        }
        ByteArraySink bytes = new ByteArraySink();
        type.writeBinary(value, bytes);
        boolean fixedHeader = type == SqlTypes.INT2VECTOR || type == SqlTypes.OIDVECTOR;
        return bytes.size() + (bytes.size() <= SHORT_BYTES_MAX && !fixedHeader ? 1 : 4);
    }
}
