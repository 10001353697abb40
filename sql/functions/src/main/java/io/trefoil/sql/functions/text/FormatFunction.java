package io.trefoil.sql.functions.text;

import static io.trefoil.sql.functions.FunctionFamily.polymorphic;

import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionErrors;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * format: a text with places for values, {@code %[position$][-][width]type}, where the type is s for a plain value, I
 * for an identifier and L for a literal (PostgreSQL docs, "format").
 */
public final class FormatFunction implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        for (String signature : new String[] {"format(text)", "format(text,any)"}) {
            polymorphic(d, signature, (types, result) -> (FunctionBody.General) (context, arguments) ->
                    arguments[0] == null ? null : new Run(context, types, arguments, (String) arguments[0]).run());
        }
    }

    /** One evaluation: a scan over the format text. */
    private static final class Run {
        private static final String HINT = "For a single \"%\" use \"%%\".";

        private final FunctionContext context;
        private final SqlType[] types;
        private final @Nullable Object[] arguments;
        private final String format;
        private final StringBuilder text = new StringBuilder();
        private int at;
        private int nextArgument = 1;

        Run(FunctionContext context, SqlType[] types, @Nullable Object[] arguments, String format) {
            this.context = context;
            this.types = types;
            this.arguments = arguments;
            this.format = format;
        }

        String run() {
            while (at < format.length()) {
                char c = format.charAt(at++);
                if (c != '%') {
                    text.append(c);
                } else if (peek() == '%') {
                    text.append('%');
                    at++;
                } else {
                    placeholder();
                }
            }
            return text.toString();
        }

        private char peek() {
            if (at >= format.length()) {
                throw FunctionErrors.invalidParameter("unterminated format() type specifier")
                        .withHint(HINT);
            }
            return format.charAt(at);
        }

        private void placeholder() {
            int position = 0;
            int width = 0;
            boolean left = false;
            int number = digits();
            if (number >= 0 && peek() == '$') {
                at++;
                position = checkedPosition(number);
                number = -1;
            }
            if (number >= 0) {
                width = number;
            } else {
                while (peek() == '-') {
                    left = true;
                    at++;
                }
                width = width();
            }
            char type = peek();
            at++;
            if (type != 's' && type != 'I' && type != 'L') {
                throw FunctionErrors.invalidParameter("unrecognized format() type specifier \"" + type + "\"")
                        .withHint(HINT);
            }
            int index = position > 0 ? position : nextArgument;
            checkThere(index);
            nextArgument = index + 1;
            append(valueText(type, index), left || width < 0, Math.abs(width));
        }

        /** Digits at the current place as a number, or -1 when there are none. */
        private int digits() {
            long number = -1;
            while (peek() >= '0' && peek() <= '9') {
                number = Math.max(number, 0) * 10 + peek() - '0';
                at++;
                if (number > Integer.MAX_VALUE) {
                    throw new SqlStateException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "number is out of range");
                }
            }
            return (int) number;
        }

        private int checkedPosition(int position) {
            if (position == 0) {
                throw FunctionErrors.invalidParameter("format specifies argument 0, but arguments are numbered from 1");
            }
            return position;
        }

        private int width() {
            if (peek() != '*') {
                return Math.max(digits(), 0);
            }
            at++;
            int position = digits();
            int index = nextArgument;
            if (position >= 0) {
                if (peek() != '$') {
                    throw FunctionErrors.invalidParameter("width argument position must be ended by \"$\"");
                }
                at++;
                index = checkedPosition(position);
            }
            checkThere(index);
            nextArgument = index + 1;
            Object value = arguments[index];
            if (value == null) {
                return 0;
            }
            long width = value instanceof Number number
                    ? number.longValue()
                    : (int) SqlTypes.INT4.parse(TextOf.output(types[index], value, context), -1, context.textFormat());
            if (width != (int) width || width == Integer.MIN_VALUE) {
                throw new SqlStateException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "number is out of range");
            }
            return (int) width;
        }

        private void checkThere(int index) {
            if (index >= arguments.length) {
                throw FunctionErrors.invalidParameter("too few arguments for format()");
            }
        }

        private String valueText(char type, int index) {
            Object value = arguments[index];
            if (value == null) {
                if (type == 'I') {
                    throw new SqlStateException(
                            SqlState.NULL_VALUE_NOT_ALLOWED, "null values cannot be formatted as an SQL identifier");
                }
                return type == 'L' ? "NULL" : "";
            }
            String output = TextOf.output(types[index], value, context);
            return type == 's'
                    ? output
                    : type == 'I' ? QuoteFunctions.identifier(output) : QuoteFunctions.literal(output);
        }

        private void append(String value, boolean left, int width) {
            int missing = Math.max(0, width - CodePoints.length(value));
            if ((long) text.length() + missing > TransformFunctions.BYTES_MAX) {
                throw new SqlStateException(
                        SqlState.PROGRAM_LIMIT_EXCEEDED,
                        "string buffer exceeds maximum allowed length (" + TransformFunctions.BYTES_MAX + " bytes)");
            }
            String padding = " ".repeat(missing);
            text.append(left ? value : padding).append(left ? padding : value);
        }
    }
}
