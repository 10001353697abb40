package io.trefoil.sql.functions.json;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.functions.aggregate.ListAccumulator;
import io.trefoil.sql.functions.aggregate.TextAccumulator;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** json_agg, jsonb_agg, json_object_agg and jsonb_object_agg. Null values are kept as JSON nulls. */
public final class JsonAggregates implements FunctionFamily {
    private static final int NODE_BYTES = 48;

    @Override
    public void define(Definitions d) {
        d.aggregate("json_agg(anyelement)", (types, result) -> () -> new TextArray(types[0]));
        d.aggregate("jsonb_agg(anyelement)", (types, result) -> () -> new Elements(types[0]));
        d.aggregate("json_object_agg(any,any)", (types, result) -> () -> new TextObject(types));
        d.aggregate("jsonb_object_agg(any,any)", (types, result) -> () -> new Members(types));
    }

    private static final class TextArray extends TextAccumulator {
        private final SqlType type;

        TextArray(SqlType type) {
            super("[", "]");
            this.type = type;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            Object value = arguments[0];
            String separator = value instanceof SqlArray || value instanceof SqlRecord ? ", \n " : ", ";
            JsonConversion.write(type, value, false, context, next(separator));
        }
    }

    private static final class TextObject extends TextAccumulator {
        private final SqlType[] types;

        TextObject(SqlType[] types) {
            super("{ ", " }");
            this.types = types;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            String key = keyOf(types[0], arguments, context);
            StringBuilder text = next(", ");
            JsonPrinter.quote(key, text);
            text.append(" : ");
            JsonConversion.write(types[1], arguments[1], false, context, text);
        }
    }

    private static String keyOf(SqlType type, @Nullable Object[] arguments, FunctionContext context) {
        if (arguments[0] == null) {
            throw JsonValues.invalid("field name must not be null");
        }
        return JsonConstruction.key(type, Arguments.value(arguments, 0), context);
    }

    private static final class Elements extends ListAccumulator<SqlJson> {
        private final SqlType type;

        Elements(SqlType type) {
            super(NODE_BYTES);
            this.type = type;
        }

        @Override
        protected SqlJson item(FunctionContext context, @Nullable Object[] arguments) {
            return JsonConversion.toJsonb(type, arguments[0], context);
        }

        @Override
        protected Object result(List<SqlJson> all) {
            return new SqlJson.Array(all);
        }
    }

    private static final class Members extends ListAccumulator<SqlJson.Member> {
        private final SqlType[] types;

        Members(SqlType[] types) {
            super(NODE_BYTES);
            this.types = types;
        }

        @Override
        protected SqlJson.Member item(FunctionContext context, @Nullable Object[] arguments) {
            String key = keyOf(types[0], arguments, context);
            return new SqlJson.Member(key, JsonConversion.toJsonb(types[1], arguments[1], context));
        }

        @Override
        protected Object result(List<SqlJson.Member> all) {
            return JsonValues.object(all);
        }
    }
}
