package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** string_to_array and string_to_table: a text cut at each separator; a null separator cuts after each character. */
public final class SplitFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        general(d, "string_to_array(text,text)", (context, a) -> array((String) a[0], (String) a[1], null));
        general(
                d,
                "string_to_array(text,text,text)",
                (context, a) -> array((String) a[0], (String) a[1], (String) a[2]));
        rows(
                d,
                "string_to_table(text,text)",
                (context, a) -> a[0] == null
                        ? Collections.emptyIterator()
                        : parts((String) a[0], (String) a[1], null).iterator());
        rows(
                d,
                "string_to_table(text,text,text)",
                (context, a) -> a[0] == null
                        ? Collections.emptyIterator()
                        : parts((String) a[0], (String) a[1], (String) a[2]).iterator());
    }

    private static @Nullable SqlArray array(
            @Nullable String text, @Nullable String separator, @Nullable String nullText) {
        return text == null
                ? null
                : SqlArray.of(SqlTypes.TEXT, parts(text, separator, nullText).toArray());
    }

    private static List<@Nullable Object> parts(String text, @Nullable String separator, @Nullable String nullText) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (text.isEmpty()) {
            return parts;
        }
        if (separator == null) {
            text.codePoints().forEach(c -> add(parts, Character.toString(c), nullText));
            return parts;
        }
        int begin = 0;
        int next = separator.isEmpty() ? -1 : text.indexOf(separator);
        while (next >= 0) {
            add(parts, text.substring(begin, next), nullText);
            begin = next + separator.length();
            next = text.indexOf(separator, begin);
        }
        add(parts, text.substring(begin), nullText);
        return parts;
    }

    private static void add(List<@Nullable Object> parts, String part, @Nullable String nullText) {
        parts.add(part.equals(nullText) ? null : part);
    }
}
