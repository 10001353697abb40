package io.trefoil.sql.engine.session;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import java.util.Locale;

/** Checks of values that a definition alone cannot make. */
final class SettingRules {
    private SettingRules() {}

    /** The value to keep; 22023 and others when it is not allowed. */
    static String check(SettingDefinition definition, String value) {
        String normalized = definition.normalize(value);
        return switch (definition.name()) {
            case "TimeZone" -> ZoneSetting.name(normalized);
            case "client_encoding" -> encoding(normalized);
            case "DateStyle" -> dateStyle(normalized);
            case "default_transaction_isolation", "transaction_isolation" -> isolation(definition, normalized);
            default -> normalized;
        };
    }

    private static String encoding(String value) {
        String folded = value.replace("-", "").replace("_", "").toUpperCase(Locale.ROOT);
        return switch (folded) {
            case "UTF8", "UNICODE", "AUTO" -> "UTF8";
            case "SQLASCII" -> "SQL_ASCII";
            case "LATIN1", "ISO88591" ->
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "conversion between " + value + " and UTF8 is not supported; use client_encoding UTF8");
            default ->
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "invalid value for parameter \"client_encoding\": \"" + value + "\"");
        };
    }

    /** {@code ISO, DMY} from any order and subset of the words; missing parts stay ISO and MDY. */
    private static String dateStyle(String value) {
        String style = "ISO";
        String order = "MDY";
        for (String word : List.of(value.split("[,\\s]+"))) {
            switch (word.toUpperCase(Locale.ROOT)) {
                case "ISO" -> style = "ISO";
                case "SQL" -> style = "SQL";
                case "POSTGRES" -> style = "Postgres";
                case "GERMAN" -> {
                    style = "German";
                    order = "DMY";
                }
                case "YMD" -> order = "YMD";
                case "DMY", "EURO", "EUROPEAN" -> order = "DMY";
                case "MDY", "US", "NONEURO", "NONEUROPEAN" -> order = "MDY";
                case "", "DEFAULT" -> {}
                default ->
                    throw new SqlStateException(
                                    SqlState.INVALID_PARAMETER_VALUE,
                                    "invalid value for parameter \"DateStyle\": \"" + value + "\"")
                            .withDetail("Unrecognized key word: \"" + word + "\".");
            }
        }
        return style + ", " + order;
    }

    private static String isolation(SettingDefinition definition, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "serializable", "repeatable read", "read committed", "read uncommitted" ->
                value.toLowerCase(Locale.ROOT);
            default ->
                throw new SqlStateException(
                                SqlState.INVALID_PARAMETER_VALUE,
                                "invalid value for parameter \"" + definition.name() + "\": \"" + value + "\"")
                        .withHint("Available values: serializable, repeatable read, read committed, read uncommitted.");
        };
    }
}
