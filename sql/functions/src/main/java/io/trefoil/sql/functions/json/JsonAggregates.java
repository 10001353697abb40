package io.trefoil.sql.functions.json;

import io.trefoil.sql.functions.AggregateBody.Accumulator;
import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlJson;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** json_agg, jsonb_agg, json_object_agg and jsonb_object_agg. Null values are kept as JSON nulls. */
public final class JsonAggregates implements FunctionFamily {
    private static final int NODE_BYTES = 48;

    @Override
    public void define(Definitions d) {
        d.aggregate("json_agg(anyelement)", (types, result) -> () -> new TextArray(types[0]));
        d.aggregate("jsonb_agg(anyelement)", (types, result) -> () -> new Tree(types, false));
        d.aggregate("json_object_agg(any,any)", (types, result) -> () -> new TextObject(types));
        d.aggregate("jsonb_object_agg(any,any)", (types, result) -> () -> new Tree(types, true));
    }

    private static final class TextArray implements Accumulator {
        private final SqlType type;
        private @Nullable StringBuilder text;

        TextArray(SqlType type) {
            this.type = type;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            Object value = arguments[0];
            if (text == null) {
                text = new StringBuilder("[");
            } else {
                text.append(value instanceof SqlArray || value instanceof SqlRecord ? ", \n " : ", ");
            }
            JsonConversion.write(type, value, false, context, text);
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            return text == null ? null : text.append(']').toString();
        }

        @Override
        public boolean skipsNulls() {
            return false;
        }

        @Override
        public long stateBytes() {
            return text == null ? 0 : 2L * text.capacity();
        }
    }

    private static final class TextObject implements Accumulator {
        private final SqlType[] types;
        private @Nullable StringBuilder text;

        TextObject(SqlType[] types) {
            this.types = types;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            String key = keyOf(types[0], arguments, context);
            if (text == null) {
                text = new StringBuilder("{ ");
            } else {
                text.append(", ");
            }
            JsonPrinter.quote(key, text);
            text.append(" : ");
            JsonConversion.write(types[1], arguments[1], false, context, text);
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            return text == null ? null : text.append(" }").toString();
        }

        @Override
        public boolean skipsNulls() {
            return false;
        }

        @Override
        public long stateBytes() {
            return text == null ? 0 : 2L * text.capacity();
        }
    }

    private static String keyOf(SqlType type, @Nullable Object[] arguments, FunctionContext context) {
        if (arguments[0] == null) {
            throw JsonValues.invalid("field name must not be null");
        }
        return JsonConstruction.key(type, Arguments.value(arguments, 0), context);
    }

    private static final class Tree implements Accumulator {
        private final SqlType[] types;
        private final boolean object;
        private final List<SqlJson> elements = new ArrayList<>();
        private final List<SqlJson.Member> members = new ArrayList<>();

        Tree(SqlType[] types, boolean object) {
            this.types = types;
            this.object = object;
        }

        @Override
        public void add(FunctionContext context, @Nullable Object[] arguments) {
            if (object) {
                String key = keyOf(types[0], arguments, context);
                members.add(new SqlJson.Member(key, JsonConversion.toJsonb(types[1], arguments[1], context)));
            } else {
                elements.add(JsonConversion.toJsonb(types[0], arguments[0], context));
            }
        }

        @Override
        public @Nullable Object result(FunctionContext context) {
            if (object) {
                return members.isEmpty() ? null : JsonValues.object(members);
            }
            return elements.isEmpty() ? null : new SqlJson.Array(elements);
        }

        @Override
        public boolean skipsNulls() {
            return false;
        }

        @Override
        public long stateBytes() {
            return (long) (elements.size() + members.size()) * NODE_BYTES;
        }
    }
}
