package io.trefoil.sql.functions.comparison;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;

/** Comparison of text, name and bpchar in collation C; bpchar ignores trailing blanks. */
public final class TextComparison implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        SqlType text = SqlTypes.TEXT;
        binary(d, "texteq(text,text)", Object::equals);
        binary(d, "textne(text,text)", (a, b) -> !a.equals(b));
        SixOperators.inequalities(d, "text_*", "text,text", text::compare);
        SixOperators.inequalities(d, "text_pattern_*", "text,text", text::compare);
        SixOperators.extremes(d, "text_larger", "text_smaller", "text", text::compare);
        binary(d, "bttextcmp(text,text)", text::compare);
        binary(d, "bttext_pattern_cmp(text,text)", text::compare);
        names(d, text);
        blankPadded(d, SqlTypes.BPCHAR);
    }

    private static void names(Definitions d, SqlType text) {
        SixOperators.define(d, "name*", "name,name", text::compare);
        SixOperators.define(d, "name*text", "name,text", text::compare);
        SixOperators.define(d, "text*name", "text,name", text::compare);
        binary(d, "btnamecmp(name,name)", text::compare);
        binary(d, "btnametextcmp(name,text)", text::compare);
        binary(d, "bttextnamecmp(text,name)", text::compare);
    }

    private static void blankPadded(Definitions d, SqlType bpchar) {
        SixOperators.define(d, "bpchar*", "bpchar,bpchar", bpchar::compare);
        SixOperators.inequalities(d, "bpchar_pattern_*", "bpchar,bpchar", bpchar::compare);
        SixOperators.extremes(d, "bpchar_larger", "bpchar_smaller", "bpchar", bpchar::compare);
        binary(d, "bpcharcmp(bpchar,bpchar)", bpchar::compare);
        binary(d, "btbpchar_pattern_cmp(bpchar,bpchar)", bpchar::compare);
    }
}
