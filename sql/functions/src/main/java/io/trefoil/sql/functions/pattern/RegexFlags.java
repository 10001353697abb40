package io.trefoil.sql.functions.pattern;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.regex.RegexOptions;

/**
 * The flags argument of the regular expression functions.
 *
 * @param global g: all matches, not only the first
 */
record RegexFlags(RegexOptions options, boolean global) {
    static final RegexFlags NONE = new RegexFlags(RegexOptions.ADVANCED, false);

    /** 22023 for a letter that is no flag. */
    static RegexFlags parse(String flags) {
        RegexOptions options = RegexOptions.ADVANCED;
        boolean global = false;
        for (int i = 0; i < flags.length(); ) {
            int letter = flags.codePointAt(i);
            i += Character.charCount(letter);
            if (letter == 'g') {
                global = true;
                continue;
            }
            // e clears so many of PostgreSQL's option bits that basic syntax is left
            RegexOptions changed = letter < 0x80 ? options.with(letter == 'e' ? 'b' : (char) letter) : null;
            if (changed == null) {
                throw FunctionErrors.invalidParameter(
                        "invalid regular expression option: \"" + Character.toString(letter) + "\"");
            }
            options = changed;
        }
        return new RegexFlags(options, global);
    }

    /** For functions that take no g. */
    static RegexFlags parseLocal(String flags, String function) {
        RegexFlags parsed = parse(flags);
        if (parsed.global) {
            throw FunctionErrors.invalidParameter(function + "() does not support the \"global\" option");
        }
        return parsed;
    }
}
