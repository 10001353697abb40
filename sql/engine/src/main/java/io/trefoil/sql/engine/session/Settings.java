package io.trefoil.sql.engine.session;

import io.trefoil.sql.types.ObjectNames;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TextFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a session's settings. Immutable: SET makes the next one, so that a rollback just goes back to an earlier
 * one. Names are looked up in any case.
 */
final class Settings {
    private final Map<String, String> defaults;
    private final Map<String, String> session;
    private final Map<String, String> local;
    private @Nullable HotSettings hot;

    private Settings(Map<String, String> defaults, Map<String, String> session, Map<String, String> local) {
        this.defaults = defaults;
        this.session = session;
        this.local = local;
    }

    /** A session that starts with these values, which RESET goes back to. */
    static Settings of(Map<String, String> startValues) {
        Map<String, String> normalized = new HashMap<>();
        startValues.forEach((name, value) -> normalized.put(name.toLowerCase(Locale.ROOT), value));
        return new Settings(Map.copyOf(normalized), Map.of(), Map.of());
    }

    /** Those that every statement looks at. */
    HotSettings hot() {
        HotSettings known = hot;
        if (known == null) {
            known = HotSettings.of(this);
            hot = known;
        }
        return known;
    }

    /** The value as kept, or null when there is no such setting. */
    @Nullable
    String find(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        String value = local.get(key);
        value = value != null ? value : session.get(key);
        value = value != null ? value : defaults.get(key);
        if (value != null) {
            return value;
        }
        SettingDefinition definition = SettingDefinitions.find(key);
        return definition == null ? null : definition.defaultValue();
    }

    /** The value as kept; 42704 when there is no such setting. */
    String get(String name) {
        String value = find(name);
        if (value == null) {
            throw unknown(name);
        }
        return value;
    }

    /** The value as SHOW prints it; 42704 when there is no such setting. */
    String display(String name) {
        String value = get(name);
        SettingDefinition definition = SettingDefinitions.find(name);
        return definition == null ? value : definition.display(value);
    }

    static SqlStateException unknown(String name) {
        return new SqlStateException(
                SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
    }

    boolean isOn(String name) {
        return get(name).equals("on");
    }

    long number(String name) {
        return Long.parseLong(get(name));
    }

    /** The next settings with a value set; the value must be normalised. */
    Settings with(String name, String value, boolean isLocal) {
        Map<String, String> changed = new HashMap<>(isLocal ? local : session);
        changed.put(name.toLowerCase(Locale.ROOT), value);
        if (isLocal) {
            return new Settings(defaults, session, Map.copyOf(changed));
        }
        Map<String, String> others = new HashMap<>(local);
        others.remove(name.toLowerCase(Locale.ROOT));
        return new Settings(defaults, Map.copyOf(changed), Map.copyOf(others));
    }

    /** The next settings with one at its start value again. */
    Settings reset(String name, boolean isLocal) {
        SettingDefinition definition = SettingDefinitions.find(name);
        String start = defaults.get(name.toLowerCase(Locale.ROOT));
        String value = start != null ? start : definition == null ? "" : definition.defaultValue();
        return with(name, value, isLocal);
    }

    /** All at their start values, except what belongs to the transaction or the identity. */
    Settings resetAll() {
        Map<String, String> kept = new HashMap<>(session);
        kept.keySet()
                .removeIf(name -> !name.equals("role")
                        && !name.equals("session_authorization")
                        && !name.startsWith("transaction_"));
        return new Settings(defaults, Map.copyOf(kept), local);
    }

    /** What is left when a transaction ends: SET LOCAL's values are gone. */
    Settings afterTransaction() {
        return local.isEmpty() ? this : new Settings(defaults, session, Map.of());
    }

    /** The names on the search path, with $user replaced. */
    List<String> searchPath(String user) {
        List<String> names = new ArrayList<>();
        for (String item : splitList(get("search_path"))) {
            names.add(item.equals("$user") ? user : item);
        }
        return names;
    }

    /** Splits a list of identifiers as in search_path: folded unless quoted. */
    static List<String> splitList(String list) {
        List<String> items = new ArrayList<>();
        StringBuilder item = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                any = true;
            } else if (c == ',' && !quoted) {
                addItem(items, item, any);
                any = false;
            } else if (quoted || !Character.isWhitespace(c)) {
                item.append(quoted ? c : Character.toLowerCase(c));
                any = true;
            }
        }
        addItem(items, item, any);
        return items;
    }

    private static void addItem(List<String> items, StringBuilder item, boolean any) {
        if (any) {
            items.add(item.toString());
        }
        item.setLength(0);
    }

    /** How values are printed and read under these settings. */
    TextFormat textFormat(ObjectNames names, long transactionStartMicros) {
        String dateStyle = get("DateStyle").toUpperCase(Locale.ROOT);
        TextFormat.DateStyle style = dateStyle.contains("GERMAN")
                ? TextFormat.DateStyle.GERMAN
                : dateStyle.contains("SQL")
                        ? TextFormat.DateStyle.SQL
                        : dateStyle.contains("POSTGRES") ? TextFormat.DateStyle.POSTGRES : TextFormat.DateStyle.ISO;
        TextFormat.DateOrder order = dateStyle.contains("DMY")
                ? TextFormat.DateOrder.DMY
                : dateStyle.contains("YMD") ? TextFormat.DateOrder.YMD : TextFormat.DateOrder.MDY;
        return new TextFormat(
                ZoneSetting.zone(get("TimeZone")),
                style,
                order,
                TextFormat.IntervalStyle.valueOf(get("IntervalStyle").toUpperCase(Locale.ROOT)),
                (int) number("extra_float_digits"),
                get("bytea_output").equals("hex"),
                names,
                transactionStartMicros);
    }
}
