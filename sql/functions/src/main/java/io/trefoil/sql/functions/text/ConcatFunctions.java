package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.polymorphic;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionFamily;

/** concat, concat_ws and || of text with another type. Nulls are left out by the first two. */
public final class ConcatFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        polymorphic(d, "concat(any)", (types, result) -> (FunctionBody.General) (context, arguments) -> {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < arguments.length; i++) {
                Object value = arguments[i];
                text.append(value == null ? "" : TextOf.output(types[i], value, context));
            }
            return text.toString();
        });
        polymorphic(d, "concat_ws(text,any)", (types, result) -> (FunctionBody.General) (context, arguments) -> {
            if (arguments[0] == null) {
                return null;
            }
            String separator = Arguments.text(arguments, 0);
            StringBuilder text = new StringBuilder();
            boolean first = true;
            for (int i = 1; i < arguments.length; i++) {
                Object value = arguments[i];
                if (value != null) {
                    text.append(first ? "" : separator).append(TextOf.output(types[i], value, context));
                    first = false;
                }
            }
            return text.toString();
        });
        polymorphic(d, "textanycat(text,anynonarray)", (types, result) -> (FunctionBody.General) (context, arguments) ->
                Arguments.text(arguments, 0) + TextOf.cast(types[1], Arguments.value(arguments, 1), context));
        polymorphic(d, "anytextcat(anynonarray,text)", (types, result) -> (FunctionBody.General) (context, arguments) ->
                TextOf.cast(types[0], Arguments.value(arguments, 0), context) + Arguments.text(arguments, 1));
    }
}
