package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.binary;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.ternary;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** Parts of a text by position, and where one text lies in another. */
public final class SubstringFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        for (String name : new String[] {"substr", "substring"}) {
            binary(
                    d,
                    name + "(text,int4)",
                    (text, start) -> CodePoints.slice((String) text, Math.max((int) start, 1) - 1, Integer.MAX_VALUE));
            ternary(
                    d,
                    name + "(text,int4,int4)",
                    (text, start, length) -> substring((String) text, (int) start, (int) length));
        }
        binary(d, "left(text,int4)", (text, count) -> left((String) text, (int) count));
        binary(d, "right(text,int4)", (text, count) -> right((String) text, (int) count));
        binary(d, "position(text,text)", (text, part) -> position((String) text, (String) part));
        binary(d, "strpos(text,text)", (text, part) -> position((String) text, (String) part));
        binary(d, "starts_with(text,text)", (text, prefix) -> ((String) text).startsWith((String) prefix));
        ternary(
                d,
                "overlay(text,text,int4)",
                (text, part, start) ->
                        overlay((String) text, (String) part, (int) start, CodePoints.length((String) part)));
        general(
                d,
                "overlay(text,text,int4,int4)",
                (context, arguments) -> overlay(
                        Arguments.text(arguments, 0),
                        Arguments.text(arguments, 1),
                        Arguments.int4(arguments, 2),
                        Arguments.int4(arguments, 3)));
        ternary(
                d,
                "split_part(text,text,int4)",
                (text, delimiter, field) -> splitPart((String) text, (String) delimiter, (int) field));
    }

    private static String substring(String text, int start, int length) {
        if (length < 0) {
            throw negativeLength();
        }
        long end = (long) start + length;
        int from = Math.max(start, 1) - 1;
        return end <= 1 ? "" : CodePoints.slice(text, from, (int) Math.min(end - 1, Integer.MAX_VALUE));
    }

    static SqlStateException negativeLength() {
        return new SqlStateException(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }

    private static String left(String text, int count) {
        return CodePoints.slice(text, 0, count >= 0 ? count : Math.max(0, CodePoints.length(text) + count));
    }

    private static String right(String text, int count) {
        int from = count >= 0 ? Math.max(0, CodePoints.length(text) - count) : count == Integer.MIN_VALUE ? 0 : -count;
        return CodePoints.slice(text, from, Integer.MAX_VALUE);
    }

    private static int position(String text, String part) {
        int index = text.indexOf(part);
        return index <= 0 ? index + 1 : text.codePointCount(0, index) + 1;
    }

    private static String overlay(String text, String part, int start, int length) {
        if (start <= 0) {
            throw negativeLength();
        }
        long after = (long) start + length;
        if (after > Integer.MAX_VALUE || after < Integer.MIN_VALUE) {
            throw FunctionErrors.outOfRange("integer");
        }
        String head = CodePoints.slice(text, 0, start - 1);
        String tail = CodePoints.slice(text, Math.max((int) after, 1) - 1, Integer.MAX_VALUE);
        return head + part + tail;
    }

    private static String splitPart(String text, String delimiter, int field) {
        if (field == 0) {
            throw FunctionErrors.invalidParameter("field position must not be zero");
        }
        if (text.isEmpty()) {
            return "";
        }
        if (delimiter.isEmpty()) {
            return field == 1 || field == -1 ? text : "";
        }
        return field > 0 ? partFromLeft(text, delimiter, field) : partFromRight(text, delimiter, field);
    }

    private static String partFromLeft(String text, String delimiter, int field) {
        int begin = 0;
        for (int i = 1; i < field; i++) {
            int next = text.indexOf(delimiter, begin);
            if (next < 0) {
                return "";
            }
            begin = next + delimiter.length();
        }
        int end = text.indexOf(delimiter, begin);
        return end < 0 ? text.substring(begin) : text.substring(begin, end);
    }

    /** Fields are counted from the left even for negative numbers, as delimiters may overlap. */
    private static String partFromRight(String text, String delimiter, int field) {
        int fields = 1;
        for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + delimiter.length())) {
            fields++;
        }
        return -(long) field > fields ? "" : partFromLeft(text, delimiter, fields + field + 1);
    }
}
