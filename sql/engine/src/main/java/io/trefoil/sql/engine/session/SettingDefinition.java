package io.trefoil.sql.engine.session;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run-time setting as pg_settings describes it.
 *
 * @param unit ms, s, min, kB, 8kB, MB, B or empty
 * @param context user, superuser, postmaster, sighup, backend, superuser-backend or internal
 * @param kind bool, integer, real, string or enum
 */
record SettingDefinition(
        String name,
        String defaultValue,
        String unit,
        String category,
        String description,
        String context,
        String kind,
        String minimum,
        String maximum,
        List<String> choices) {

    /**
     * Checks a value and brings it to the form that is kept: for numbers in the setting's unit, for booleans on or off.
     *
     * @throws SqlStateException 22023
     */
    String normalize(String value) {
        return switch (kind) {
            case "bool" -> normalizeBoolean(value);
            case "integer" -> normalizeNumber(value, true);
            case "real" -> normalizeNumber(value, false);
            case "enum" -> normalizeChoice(value);
            default -> value;
        };
    }

    private String normalizeBoolean(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "parameter \"" + name + "\" requires a Boolean value");
        }
        if (lower.equals("on") || "true".startsWith(lower) || "yes".startsWith(lower) || lower.equals("1")) {
            return "on";
        }
        if (lower.equals("off")
                || lower.equals("of")
                || "false".startsWith(lower)
                || "no".startsWith(lower)
                || lower.equals("0")) {
            return "off";
        }
        throw new SqlStateException(
                SqlState.INVALID_PARAMETER_VALUE, "parameter \"" + name + "\" requires a Boolean value");
    }

    private String normalizeChoice(String value) {
        for (String choice : choices) {
            if (choice.equalsIgnoreCase(value)) {
                return choice;
            }
        }
        String alias = switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> "on";
            case "false", "no", "0" -> "off";
            default -> "";
        };
        if (choices.contains(alias)) {
            return alias;
        }
        throw invalid(value).withHint("Available values: " + String.join(", ", choices) + ".");
    }

    private SqlStateException invalid(String value) {
        return new SqlStateException(
                SqlState.INVALID_PARAMETER_VALUE, "invalid value for parameter \"" + name + "\": \"" + value + "\"");
    }

    private String normalizeNumber(String text, boolean integer) {
        String trimmed = text.trim();
        int split = 0;
        while (split < trimmed.length()
                && "+-.0123456789eE".indexOf(trimmed.charAt(split)) >= 0
                && !isUnitStart(trimmed, split)) {
            split++;
        }
        double number;
        try {
            number = Double.parseDouble(trimmed.substring(0, split));
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
        String given = trimmed.substring(split).trim();
        double value = number * factor(given, text);
        if (integer) {
            value = Math.rint(value);
        }
        double low = minimum.isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(minimum);
        double high = maximum.isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(maximum);
        if (value < low || value > high) {
            String shown = integer ? Long.toString((long) value) : plain(value);
            String unitText = unit.isEmpty() ? "" : " " + unit;
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    shown + unitText
                            + " is outside the valid range for parameter \"" + name + "\" (" + minimum + unitText
                            + " .. " + maximum
                            + unitText + ")");
        }
        return integer ? Long.toString((long) value) : plain(value);
    }

    private static boolean isUnitStart(String text, int at) {
        char c = text.charAt(at);
        return (c == 'e' || c == 'E') && (at + 1 == text.length() || !Character.isDigit(text.charAt(at + 1)));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private double factor(String given, String text) {
        if (given.isEmpty()) {
            return 1;
        }
        double from = unitSize(given);
        double to = unitSize(unit);
        boolean time = isTime(given);
        if (from < 0 || to < 0 || time != isTime(unit)) {
            throw invalid(text)
                    .withHint(
                            isTime(unit)
                                    ? "Valid units for this parameter are \"us\", \"ms\", \"s\", \"min\", \"h\", and"
                                            + " \"d\"."
                                    : unit.isEmpty()
                                            ? null
                                            : "Valid units for this parameter are \"B\", \"kB\", \"MB\", \"GB\", and"
                                                    + " \"TB\".");
        }
        return from / to;
    }

    private static boolean isTime(String unitName) {
        return switch (unitName) {
            case "us", "ms", "s", "min", "h", "d" -> true;
            default -> false;
        };
    }

    /** Milliseconds or bytes; -1 for no unit. */
    private static double unitSize(String unitName) {
        return switch (unitName) {
            case "us" -> 0.001;
            case "ms" -> 1;
            case "s" -> 1000;
            case "min" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            case "B" -> 1;
            case "kB" -> 1024;
            case "8kB" -> 8192;
            case "MB" -> 1L << 20;
            case "GB" -> 1L << 30;
            case "TB" -> 1L << 40;
            default -> -1;
        };
    }

    /** The value with the unit that SHOW prints: the largest one that divides it. */
    String display(String value) {
        if (unit.isEmpty() || !kind.equals("integer")) {
            return value;
        }
        long number = Long.parseLong(value);
        if (number <= 0) {
            return value;
        }
        double base = unitSize(unit) * number;
        String[] units =
                isTime(unit) ? new String[] {"d", "h", "min", "s", "ms"} : new String[] {"TB", "GB", "MB", "kB", "B"};
        for (String candidate : units) {
            double count = base / unitSize(candidate);
            if (count >= 1 && count == Math.rint(count)) {
                return (long) count + candidate;
            }
        }
        return value;
    }

    /** Whether an ordinary session may change it at all. */
    @Nullable
    SqlStateException whyNot(boolean superuser) {
        return switch (context) {
            case "user" -> null;
            case "superuser" ->
                superuser
                        ? null
                        : new SqlStateException(
                                SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to set parameter \"" + name + "\"");
            case "internal" ->
                new SqlStateException(
                        SqlState.CANT_CHANGE_RUNTIME_PARAM, "parameter \"" + name + "\" cannot be changed");
            case "backend", "superuser-backend" ->
                new SqlStateException(
                        SqlState.CANT_CHANGE_RUNTIME_PARAM,
                        "parameter \"" + name + "\" cannot be set after connection start");
            case "sighup" ->
                new SqlStateException(
                        SqlState.CANT_CHANGE_RUNTIME_PARAM, "parameter \"" + name + "\" cannot be changed now");
            default ->
                new SqlStateException(
                        SqlState.CANT_CHANGE_RUNTIME_PARAM,
                        "parameter \"" + name + "\" cannot be changed without restarting the server");
        };
    }
}
