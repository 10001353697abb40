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
 * context, kind, minimum, maximum, choices; dumped from pg_settings), with the defaults that differ here.
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
        try (InputStream in = SettingDefinitions.class.getResourceAsStream("settings.tsv")) {
            if (in == null) {
                throw new IllegalStateException("settings.tsv is missing");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                SettingDefinition definition = parse(line.split("\t", -1));
                all.put(definition.name().toLowerCase(Locale.ROOT), definition);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (SettingDefinition own : own()) {
            all.put(own.name().toLowerCase(Locale.ROOT), own);
        }
        return all;
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

    /** Settings that PostgreSQL 15 does not list in pg_settings, or that are Trefoil's own. */
    private static List<SettingDefinition> own() {
        return List.of(
                new SettingDefinition(
                        "is_superuser",
                        "off",
                        "",
                        "Preset Options",
                        "Shows whether the current user is a superuser.",
                        "internal",
                        "bool",
                        "",
                        "",
                        List.of()),
                new SettingDefinition(
                        "session_authorization",
                        "",
                        "",
                        "Ungrouped",
                        "Sets the session user name.",
                        "user",
                        "string",
                        "",
                        "",
                        List.of()),
                new SettingDefinition(
                        "role", "none", "", "Ungrouped", "Sets the current role.", "user", "string", "", "", List.of()),
                new SettingDefinition(
                        "seed",
                        "unavailable",
                        "",
                        "Ungrouped",
                        "Sets the seed for random-number generation.",
                        "user",
                        "real",
                        "-1",
                        "1",
                        List.of()),
                new SettingDefinition(
                        "trefoil.optimizer",
                        "on",
                        "",
                        "Query Tuning / Planner Method Configuration",
                        "Lets the optimiser reorder joins and subqueries.",
                        "user",
                        "bool",
                        "",
                        "",
                        List.of()),
                new SettingDefinition(
                        "trefoil.commit_outcomes",
                        "off",
                        "",
                        "Client Connection Defaults / Statement Behavior",
                        "Records the session's commits, so that a client that lost its connection can ask for them.",
                        "user",
                        "bool",
                        "",
                        "",
                        List.of()),
                new SettingDefinition(
                        "trefoil.commit_outcomes_age",
                        "86400",
                        "s",
                        "Client Connection Defaults / Statement Behavior",
                        "Sets the age at which records of commits of ended sessions are removed.",
                        "superuser",
                        "integer",
                        "1",
                        "2147483647",
                        List.of()),
                new SettingDefinition(
                        "trefoil.flexible_text_parameters",
                        "off",
                        "",
                        "Client Connection Defaults / Statement Behavior",
                        "Lets parameters declared as text stand where another type is wanted.",
                        "user",
                        "bool",
                        "",
                        "",
                        List.of()),
                new SettingDefinition(
                        "trefoil.restart_savepoint",
                        "off",
                        "",
                        "Client Connection Defaults / Statement Behavior",
                        "Makes every BEGIN set the restart savepoint.",
                        "user",
                        "bool",
                        "",
                        "",
                        List.of()),
                new SettingDefinition(
                        "trefoil.retry_attempts",
                        "50",
                        "",
                        "Client Connection Defaults / Statement Behavior",
                        "Sets how often the server itself runs a statement or transaction that conflicts with others.",
                        "user",
                        "integer",
                        "1",
                        "1000",
                        List.of()),
                new SettingDefinition(
                        "trefoil.retry_budget",
                        "0",
                        "ms",
                        "Client Connection Defaults / Statement Behavior",
                        "Sets for how long the server itself runs a statement or transaction again.",
                        "user",
                        "integer",
                        "0",
                        "2147483647",
                        List.of()),
                new SettingDefinition(
                        "trefoil.session",
                        "",
                        "",
                        "Preset Options",
                        "Shows the name under which the session's commits are recorded.",
                        "internal",
                        "string",
                        "",
                        "",
                        List.of()),
                new SettingDefinition(
                        "force_savepoint_restart",
                        "off",
                        "",
                        "Client Connection Defaults / Statement Behavior",
                        "Makes every savepoint name mean the restart savepoint.",
                        "user",
                        "bool",
                        "",
                        "",
                        List.of()),
                new SettingDefinition(
                        "inject_retry_errors_enabled",
                        "off",
                        "",
                        "Developer Options",
                        "Makes statements and commits of explicit transactions fail, to test how clients repeat them.",
                        "superuser",
                        "bool",
                        "",
                        "",
                        List.of()),
                new SettingDefinition(
                        "inject_retry_errors_every",
                        "3",
                        "",
                        "Developer Options",
                        "Which of them fail: one of so many.",
                        "superuser",
                        "integer",
                        "1",
                        "2147483647",
                        List.of()),
                new SettingDefinition(
                        "transaction_timeout",
                        "0",
                        "ms",
                        "Client Connection Defaults / Statement Behavior",
                        "Sets the maximum allowed duration of any transaction within a session (not a prepared"
                                + " transaction).",
                        "user",
                        "integer",
                        "0",
                        "2147483647",
                        List.of()));
    }
}
