package io.trefoil.sql.engine.explain;

import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options of EXPLAIN (PostgreSQL 15 manual, "EXPLAIN"). BUFFERS, WAL and SETTINGS are checked and show nothing. */
public record ExplainOptions(
        boolean analyze, boolean verbose, boolean costs, boolean timing, boolean summary, Format format) {
    /** How the result is written. */
    public enum Format {
        TEXT,
        JSON,
        XML,
        YAML
    }

    /**
     * Reads the options.
     *
     * @throws SqlStateException 42601 or 22023 as PostgreSQL words them
     */
    public static ExplainOptions of(List<Option> given) {
        boolean analyze = false;
        boolean verbose = false;
        boolean costs = true;
        boolean wal = false;
        Boolean timing = null;
        Boolean summary = null;
        Format format = Format.TEXT;
        for (Option option : given) {
            switch (option.name()) {
                case "analyze" -> analyze = flag(option);
                case "verbose" -> verbose = flag(option);
                case "costs" -> costs = flag(option);
                case "timing" -> timing = flag(option);
                case "summary" -> summary = flag(option);
                case "wal" -> wal = flag(option);
                case "buffers", "settings" -> flag(option);
                case "format" -> format = format(option);
                default ->
                    throw new SqlStateException(
                                    SqlState.SYNTAX_ERROR, "unrecognized EXPLAIN option \"" + option.name() + "\"")
                            .withPosition(option.position() + 1);
            }
        }
        requireAnalyze("WAL", wal, analyze);
        requireAnalyze("TIMING", timing != null && timing, analyze);
        return new ExplainOptions(
                analyze,
                verbose,
                costs,
                timing == null ? analyze : timing,
                summary == null ? analyze : summary,
                format);
    }

    private static void requireAnalyze(String option, boolean on, boolean analyze) {
        if (on && !analyze) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "EXPLAIN option " + option + " requires ANALYZE");
        }
    }

    private static Format format(Option option) {
        String text = option.text();
        if (text == null) {
            throw new SqlStateException(SqlState.SYNTAX_ERROR, "format requires a parameter");
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "text" -> Format.TEXT;
            case "json" -> Format.JSON;
            case "xml" -> Format.XML;
            case "yaml" -> Format.YAML;
            default ->
                throw new SqlStateException(
                                SqlState.INVALID_PARAMETER_VALUE,
                                "unrecognized value for EXPLAIN option \"format\": \"" + text + "\"")
                        .withPosition(option.position() + 1);
        };
    }

    private static boolean flag(Option option) {
        String text = option.text();
        return text == null || isOn(option, text);
    }

    private static boolean isOn(Option option, @Nullable String text) {
        return switch (String.valueOf(text).toLowerCase(Locale.ROOT)) {
            case "on", "true", "1" -> true;
            case "off", "false", "0" -> false;
            default -> throw new SqlStateException(SqlState.SYNTAX_ERROR, option.name() + " requires a Boolean value");
        };
    }
}
