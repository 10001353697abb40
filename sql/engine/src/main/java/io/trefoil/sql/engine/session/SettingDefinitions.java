package io.trefoil.sql.engine.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All settings by name: PostgreSQL 15's from the resource {@code settings.tsv} (name, default, unit, category, description,
 * context, kind, minimum, maximum, choices; dumped from pg_settings), with the defaults that differ here; those that
 * pg_settings does not list, and Trefoil's own, from {@code settings-trefoil.tsv} of the same columns.
 */
final class SettingDefinitions {
    /** Settings that PostgreSQL reports to the client when they change (GUC_REPORT). */
    static final Set<String> REPORTED = Set.of(
            "application_name",
            "client_encoding",
            "DateStyle",
            "default_transaction_read_only",
            "in_hot_standby",
            "integer_datetimes",
            "IntervalStyle",
            "is_superuser",
            "server_encoding",
            "server_version",
            "session_authorization",
            "standard_conforming_strings",
            "TimeZone",
            "trefoil.session");

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("client_encoding", "UTF8"),
            Map.entry("server_encoding", "UTF8"),
            Map.entry("server_version", "15.0"),
            Map.entry("server_version_num", "150000"),
            Map.entry("default_transaction_isolation", "serializable"),
            Map.entry("transaction_isolation", "serializable"),
            Map.entry("TimeZone", ZoneSetting.ofMachine()),
            Map.entry("lc_collate", "C"),
            Map.entry("lc_ctype", "C"),
            Map.entry("lc_messages", "C"),
            Map.entry("lc_monetary", "C"),
            Map.entry("lc_numeric", "C"),
            Map.entry("lc_time", "C"),
            Map.entry("max_connections", "2000"),
            Map.entry("session_authorization", ""),
            Map.entry("default_text_search_config", "pg_catalog.english"),
            Map.entry("log_lock_waits", "off"));

    private static final Map<String, SettingDefinition> ALL = read();

    private SettingDefinitions() {}

    /** The definition, by name in any case; null when there is none. */
    static @Nullable SettingDefinition find(String name) {
        return ALL.get(name.toLowerCase(Locale.ROOT));
    }

    /** All definitions in name order. */
    static Iterable<SettingDefinition> all() {
        return ALL.values();
    }

    private static Map<String, SettingDefinition> read() {
        Map<String, SettingDefinition> all = new TreeMap<>();
        read("settings.tsv", all);
        read("settings-trefoil.tsv", all);
        return all;
    }

    private static void read(String resource, Map<String, SettingDefinition> all) {
        try (InputStream in = SettingDefinitions.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                SettingDefinition definition = parse(line.split("\t", -1));
                all.put(definition.name().toLowerCase(Locale.ROOT), definition);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SettingDefinition parse(String[] f) {
        String value = DEFAULTS.getOrDefault(f[0], f[1]);
        return new SettingDefinition(
                f[0],
                value,
                f[2],
                f[3],
                f[4],
                f[5],
                f[6],
                f[7],
                f[8],
                f[9].isEmpty() ? List.of() : List.of(f[9].split(",")));
    }
}
