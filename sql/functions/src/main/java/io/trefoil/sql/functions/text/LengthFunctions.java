package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionFamily;

/** Lengths of character values in characters, bytes and bits; trailing blanks of bpchar do not count as characters. */
public final class LengthFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        for (String name : new String[] {"length", "char_length", "character_length"}) {
            unary(d, name + "(text)", a -> CodePoints.length((String) a));
            unary(d, name + "(bpchar)", a -> CodePoints.length(TextCasts.stripBlanks((String) a)));
        }
        unary(d, "textlen(text)", a -> CodePoints.length((String) a));
        unary(d, "octet_length(text)", a -> CodePoints.utf8Length((String) a));
        unary(d, "octet_length(bpchar)", a -> CodePoints.utf8Length((String) a));
        unary(d, "bit_length(text)", a -> 8 * CodePoints.utf8Length((String) a));
    }
}
