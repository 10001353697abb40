package io.trefoil.sql.parser.deparse;

import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Option.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Option lists. */
final class OptionWriter {
    private final Writers writers;

    OptionWriter(Writers writers) {
        this.writers = writers;
    }

    private SqlText out() {
        return writers.out;
    }

    /** {@code (name = value, ...)} after the words, or nothing for an empty list. */
    void optional(String words, List<Option> options) {
        if (!options.isEmpty()) {
            out().add(words);
            assigned(options);
        }
    }

    /** {@code (namespace.name = value, ...)} */
    void assigned(List<Option> options) {
        out().inParentheses(options, option -> {
            if (option.namespace() != null) {
                out().name(option.namespace()).add(".");
            }
            out().name(option.name());
            value(" = ", option.value());
        });
    }

    /** {@code (name value, ...)} as COPY, EXPLAIN and VACUUM take them. */
    void spaced(List<Option> options) {
        out().inParentheses(options, option -> {
            out().name(option.name());
            value(" ", option.value());
        });
    }

    /** The words and the value, or nothing. */
    void value(String words, @Nullable Value value) {
        if (value != null) {
            out().add(words);
            value(value);
        }
    }

    private void value(Value value) {
        switch (value) {
            case Option.Text t -> text(t);
            case Option.Number n -> out().add(n.text());
            case Option.Star ignored -> out().add("*");
            case Option.ListValue l -> out().inParentheses(l.items(), this::value);
            case Option.TypeValue t -> writers.types.write(t.type());
            case Option.RoleValue r -> out().list(r.roles(), role -> ObjectWriter.role(out(), role));
        }
    }

    private void text(Option.Text text) {
        String word = text.text();
        if (text.quoted()) {
            out().string(word);
        } else if (word.equals("true") || word.equals("false") || word.equals("on") || !isWord(word)) {
            out().add(word);
        } else {
            out().name(word);
        }
    }

    /** Operators go as they are. */
    private static boolean isWord(String text) {
        return text.isEmpty() || "+-*/<>=~!@#%^&|`?".indexOf(text.charAt(0)) < 0;
    }
}
