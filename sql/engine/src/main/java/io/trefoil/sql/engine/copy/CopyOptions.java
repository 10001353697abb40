package io.trefoil.sql.engine.copy;

import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a COPY, checked.
 *
 * @param nullText the text that stands for null, in UTF-8
 * @param quote CSV only, as escape
 * @param forceQuote columns always quoted, null for all of them
 */
public record CopyOptions(
        Format format,
        byte delimiter,
        byte[] nullText,
        Header header,
        byte quote,
        byte escape,
        @Nullable Set<String> forceQuote,
        Set<String> forceNotNull,
        Set<String> forceNull) {

    /** The form of a row. */
    public enum Format {
        TEXT,
        CSV,
        BINARY
    }

    /** Whether the first line holds names, and whether they are compared with the columns. */
    public enum Header {
        NONE,
        PRESENT,
        MATCH
    }

    /** Reads the options; 22023, 42601 and 0A000 as PostgreSQL raises them. */
    public static CopyOptions of(List<Option> options, boolean from) {
        Builder builder = new Builder();
        Set<String> seen = new HashSet<>();
        for (Option option : options) {
            if (!seen.add(option.name())) {
                throw new SqlStateException(SqlState.SYNTAX_ERROR, "conflicting or redundant options")
                        .withPosition(option.position() + 1);
            }
            builder.take(option, from);
        }
        return builder.build(from);
    }

    private static final class Builder {
        private Format format = Format.TEXT;
        private @Nullable String delimiter;
        private @Nullable String nullText;
        private Header header = Header.NONE;
        private @Nullable String quote;
        private @Nullable String escape;
        private @Nullable Set<String> forceQuote = Set.of();
        private Set<String> forceNotNull = Set.of();
        private Set<String> forceNull = Set.of();

        void take(Option option, boolean from) {
            String text = option.text();
            switch (option.name()) {
                case "format" -> format = format(text);
                case "delimiter" -> delimiter = text;
                case "null" -> nullText = text;
                case "header" -> header = header(text, from);
                case "quote" -> quote = text;
                case "escape" -> escape = text;
                case "force_quote" -> forceQuote = option.value() instanceof Option.Star ? null : names(option);
                case "force_not_null" -> forceNotNull = names(option);
                case "force_null" -> forceNull = names(option);
                case "freeze" -> flag(option.name(), text);
                case "encoding" -> encoding(text);
                default ->
                    throw new SqlStateException(
                                    SqlState.SYNTAX_ERROR, "option \"" + option.name() + "\" not recognized")
                            .withPosition(option.position() + 1);
            }
        }

        private static Format format(@Nullable String text) {
            return switch (text == null ? "" : text) {
                case "text" -> Format.TEXT;
                case "csv" -> Format.CSV;
                case "binary" -> Format.BINARY;
                default ->
                    throw new SqlStateException(
                            SqlState.INVALID_PARAMETER_VALUE, "COPY format \"" + text + "\" not recognized");
            };
        }

        private static Header header(@Nullable String text, boolean from) {
            if (text != null && text.equalsIgnoreCase("match")) {
                if (!from) {
                    throw new SqlStateException(
                            SqlState.FEATURE_NOT_SUPPORTED, "cannot use \"match\" with HEADER in COPY TO");
                }
                return Header.MATCH;
            }
            return flag("header", text) ? Header.PRESENT : Header.NONE;
        }

        private static boolean flag(String name, @Nullable String text) {
            return switch (text == null ? "true" : text.toLowerCase(Locale.ROOT)) {
                case "true", "on", "1" -> true;
                case "false", "off", "0" -> false;
                default ->
                    throw new SqlStateException(
                            SqlState.SYNTAX_ERROR,
                            name + " requires a Boolean value" + (name.equals("header") ? " or \"match\"" : ""));
            };
        }

        private static void encoding(@Nullable String text) {
            String folded =
                    text == null ? "" : text.replace("-", "").replace("_", "").toUpperCase(Locale.ROOT);
            if (!folded.equals("UTF8") && !folded.equals("UNICODE") && !folded.equals("SQLASCII")) {
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "COPY with encoding \"" + text + "\" is not supported; use UTF8");
            }
        }

        private static Set<String> names(Option option) {
            if (!(option.value() instanceof Option.ListValue list)) {
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "argument to option \"" + option.name() + "\" must be a list of column names");
            }
            Set<String> names = new HashSet<>();
            for (Option.Value value : list.items()) {
                if (value instanceof Option.Text name) {
                    names.add(name.text());
                }
            }
            return names;
        }

        CopyOptions build(boolean from) {
            boolean csv = format == Format.CSV;
            if (format == Format.BINARY && (delimiter != null || nullText != null || header != Header.NONE)) {
                String what = delimiter != null ? "DELIMITER" : nullText != null ? "NULL" : "HEADER";
                throw new SqlStateException(SqlState.SYNTAX_ERROR, "cannot specify " + what + " in BINARY mode");
            }
            if (!csv && (quote != null || escape != null)) {
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "COPY " + (quote != null ? "quote" : "escape") + " available only in CSV mode");
            }
            if (!csv && (forceQuote == null || !forceQuote.isEmpty())) {
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "COPY force quote available only in CSV mode");
            }
            if (!csv && !(forceNotNull.isEmpty() && forceNull.isEmpty())) {
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "COPY force null available only in CSV mode");
            }
            byte quoteByte = single("quote", quote == null ? "\"" : quote);
            String nulls = nullText != null ? nullText : csv ? "" : "\\N";
            byte delimiterByte = single("delimiter", delimiter != null ? delimiter : csv ? "," : "\t");
            if (nulls.indexOf('\n') >= 0 || nulls.indexOf('\r') >= 0) {
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "COPY null representation cannot use newline or carriage return");
            }
            if (!csv && "\\.abcdefghijklmnopqrstuvwxyz0123456789".indexOf(delimiterByte) >= 0) {
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "COPY delimiter cannot be \"" + (char) delimiterByte + "\"");
            }
            if (csv && delimiterByte == quoteByte) {
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "COPY delimiter and quote must be different");
            }
            return new CopyOptions(
                    format,
                    delimiterByte,
                    nulls.getBytes(StandardCharsets.UTF_8),
                    header,
                    quoteByte,
                    escape == null ? quoteByte : single("escape", escape),
                    forceQuote,
                    forceNotNull,
                    forceNull);
        }

        private static byte single(String name, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length != 1) {
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "COPY " + name + " must be a single one-byte character");
            }
            if (bytes[0] == '\n' || bytes[0] == '\r') {
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "COPY " + name + " cannot be newline or carriage return");
            }
            return bytes[0];
        }
    }

    /** The names of columns that were asked for must exist among those copied. */
    public List<String> mentionedColumns() {
        List<String> names = new ArrayList<>(forceNotNull);
        names.addAll(forceNull);
        if (forceQuote != null) {
            names.addAll(forceQuote);
        }
        return names;
    }
}
