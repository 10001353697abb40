package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.binary;

import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** parse_ident: a qualified name into its parts, quoted ones unquoted and others in lower case. */
public final class IdentifierParser implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        binary(d, "parse_ident(text,bool)", (name, strict) -> parse((String) name, (boolean) strict));
    }

    private static SqlArray parse(String name, boolean strict) {
        List<Object> parts = new ArrayList<>();
        int at = skipBlanks(name, 0);
        boolean afterDot = false;
        while (true) {
            int begin = at;
            if (at < name.length() && name.charAt(at) == '"') {
                at = closingQuote(name, at + 1);
                String part = name.substring(begin + 1, at).replace("\"\"", "\"");
                if (part.isEmpty()) {
                    throw invalid(name, "Quoted identifier must not be empty.");
                }
                parts.add(part);
                at++;
            } else if (at < name.length() && isStart(name.charAt(at))) {
                while (at < name.length() && isPart(name.charAt(at))) {
                    at++;
                }
                parts.add(CaseFunctions.lower(name.substring(begin, at)));
            } else {
                throw invalid(name, missingPart(name, at, afterDot));
            }
            at = skipBlanks(name, at);
            if (at < name.length() && name.charAt(at) == '.') {
                afterDot = true;
                at = skipBlanks(name, at + 1);
            } else if (at >= name.length() || !strict) {
                return SqlArray.of(SqlTypes.TEXT, parts.toArray());
            } else {
                throw invalid(name, null);
            }
        }
    }

    private static @Nullable String missingPart(String name, int at, boolean afterDot) {
        if (at < name.length() && name.charAt(at) == '.') {
            return "No valid identifier before \".\".";
        }
        return afterDot ? "No valid identifier after \".\"." : null;
    }

    private static int closingQuote(String name, int from) {
        int at = from;
        while (true) {
            int quote = name.indexOf('"', at);
            if (quote < 0) {
                throw invalid(name, "String has unclosed double quotes.");
            }
            if (quote + 1 >= name.length() || name.charAt(quote + 1) != '"') {
                return quote;
            }
            at = quote + 2;
        }
    }

    private static int skipBlanks(String name, int from) {
        int at = from;
        while (at < name.length() && " \t\n\r\f".indexOf(name.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isStart(char c) {
        return c == '_' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80;
    }

    private static boolean isPart(char c) {
        return isStart(c) || c >= '0' && c <= '9' || c == '$';
    }

    private static SqlStateException invalid(String name, @Nullable String detail) {
        return FunctionErrors.invalidParameter("string is not a valid identifier: \"" + name + "\"")
                .withDetail(detail);
    }
}
