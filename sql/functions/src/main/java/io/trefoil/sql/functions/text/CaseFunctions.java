package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.unary;

import io.trefoil.sql.functions.FunctionFamily;

/** Upper, lower and initial case in collation C, where only ASCII letters have case. */
public final class CaseFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        unary(d, "upper(text)", a -> upper((String) a));
        unary(d, "lower(text)", a -> lower((String) a));
        unary(d, "initcap(text)", a -> initialCase((String) a));
    }

    public static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpper(text.charAt(i))) {
                char[] chars = text.toCharArray();
                for (int j = i; j < chars.length; j++) {
                    chars[j] = lower(chars[j]);
                }
                return new String(chars);
            }
        }
        return text;
    }

    public static String upper(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isLower(text.charAt(i))) {
                char[] chars = text.toCharArray();
                for (int j = i; j < chars.length; j++) {
                    chars[j] = upper(chars[j]);
                }
                return new String(chars);
            }
        }
        return text;
    }

    public static String initialCase(String text) {
        char[] chars = text.toCharArray();
        boolean inWord = false;
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            chars[i] = inWord ? lower(c) : upper(c);
            inWord = isUpper(c) || isLower(c) || c >= '0' && c <= '9';
        }
        return new String(chars);
    }

    public static char lower(char c) {
        return isUpper(c) ? (char) (c + ('a' - 'A')) : c;
    }

    private static char upper(char c) {
        return isLower(c) ? (char) (c - ('a' - 'A')) : c;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }
}
