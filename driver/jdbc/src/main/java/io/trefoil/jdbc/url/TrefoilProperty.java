package io.trefoil.jdbc.url;

import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The connection properties that Trefoil adds to pgjdbc's or gives a meaning or default of its own. {@link DriverProperty}
 * lists these and pgjdbc's together.
 */
public enum TrefoilProperty {
    /** Who connects. */
    USER("user", "trefoil", Kind.TEXT, "Who connects."),
    /** The password itself. */
    PASSWORD(
            "password",
            null,
            Kind.SECRET,
            "The password. Without it `passwordProvider`, `keystore` and `passfile` are asked, in this order."),
    /** What the server calls the session. */
    APPLICATION_NAME(
            "ApplicationName",
            "Trefoil JDBC Driver",
            Kind.TEXT,
            "What the server shows as the session's `application_name`."),
    /** What need not be asked of the server. */
    ASSUME_MIN_SERVER_VERSION(
            "assumeMinServerVersion",
            "9.0",
            Kind.TEXT,
            "The PostgreSQL version that the server is like at least; spares a round trip at log-in."),
    /** What setReadOnly(true) makes read-only. */
    READ_ONLY_MODE(
            "readOnlyMode",
            "always",
            Kind.TEXT,
            "What `setReadOnly(true)` is for: `transaction` those of transactions that the application begins,"
                    + " `always` every statement, `ignore` nothing.",
            "ignore",
            "transaction",
            "always"),
    /** A class that tells passwords. */
    PASSWORD_PROVIDER(
            "passwordProvider",
            null,
            Kind.TEXT,
            "Name of a class with a public constructor without parameters that implements"
                    + " `io.trefoil.jdbc.api.PasswordProvider`; asked for each new connection."),
    /** A PKCS#12 file of passwords. */
    KEYSTORE("keystore", null, Kind.TEXT, "A PKCS#12 file of passwords, kept by `trefoil passwd`."),
    /** What opens the keystore. */
    KEYSTORE_PASSWORD("keystorePassword", null, Kind.SECRET, "What opens the keystore."),
    /** A file with what opens the keystore. */
    KEYSTORE_PASSWORD_FILE(
            "keystorePasswordFile",
            null,
            Kind.TEXT,
            "A file whose first line opens the keystore; only its owner may read it."),
    /** libpq's password file. */
    PASSFILE(
            "passfile",
            null,
            Kind.TEXT,
            "A file of passwords in libpq's format; only its owner may read it. Without it the one that the environment"
                    + " variable `PGPASSFILE` names, or `~/.pgpass`. Empty: none."),
    /** The order in which servers are tried. */
    LOAD_BALANCE_HOSTS(
            "loadBalanceHosts",
            "ordered",
            Kind.TEXT,
            "The order in which the URL's servers are tried: `ordered` as written, `random`, `roundRobin`, `leastConn`"
                    + " those with the fewest open connections of this process first, `local` those on this machine"
                    + " first. `false` means `ordered`, `true` means `random`.",
            "ordered",
            "random",
            "roundRobin",
            "leastConn",
            "local",
            "true",
            "false"),
    /** Which role a server must have. */
    TARGET_SERVER_TYPE(
            "targetServerType",
            "any",
            Kind.TEXT,
            "Which role a server must have.",
            "any",
            "primary",
            "secondary",
            "preferPrimary",
            "preferSecondary",
            "master",
            "slave",
            "preferSlave"),
    /** How long a failed server is tried last. */
    HOST_RECHECK_SECONDS(
            "hostRecheckSeconds",
            "10",
            Kind.NUMBER,
            "How long a server that could not be reached is tried after all others."),
    /** How often the servers' own list of servers is read. */
    TOPOLOGY_REFRESH_SECONDS(
            "topologyRefreshSeconds",
            "60",
            Kind.NUMBER,
            "How often, at most, a new connection reads `trefoil_catalog.nodes` to learn of servers that the URL does"
                    + " not name. 0: never. A URL of one server learns only when it sets this property."),
    /** How failures of serialization are met. */
    RETRY(
            "retry",
            "replay",
            Kind.TEXT,
            "What happens when a transaction fails with 40001 or 40P01: `replay` runs it again, from its last"
                    + " savepoint or its begin; `savepoint` only from its last savepoint; `off` hands the error to the"
                    + " application.",
            "replay",
            "savepoint",
            "off"),
    /** Attempts of one transaction. */
    RETRY_MAX_ATTEMPTS(
            "retryMaxAttempts", "15", Kind.NUMBER, "How often one transaction is run again at most. 0: never."),
    /** Time for all attempts of one transaction. */
    RETRY_BUDGET_MILLIS(
            "retryBudgetMillis",
            "30000",
            Kind.NUMBER,
            "How long one transaction may be run again, counted from its first failure."),
    /** Bytes kept of one transaction. */
    RETRY_BUFFER_BYTES(
            "retryBufferBytes",
            "16777216",
            Kind.NUMBER,
            "How much of a transaction's statements and parameters is kept so that it can be run again. A transaction"
                    + " beyond it is not, and gets a warning."),
    /** Whether a database inside the process outlives its connections. */
    KEEP_ALIVE(
            "keepAlive",
            "false",
            Kind.FLAG,
            "A database inside the process stays open when its last connection is closed, until the process ends.",
            "true",
            "false"),
    /** Spans of OpenTelemetry. */
    TRACING(
            "tracing",
            "auto",
            Kind.TEXT,
            "Spans of OpenTelemetry: `auto` when its API is on the class path, `sql` the same with the statements'"
                    + " text, `off` never.",
            "auto",
            "sql",
            "off");

    /** What a value looks like. */
    enum Kind {
        TEXT,
        SECRET,
        NUMBER,
        FLAG
    }

    private final String key;
    private final @Nullable String byDefault;
    private final Kind kind;
    private final String description;
    private final List<String> choices;

    TrefoilProperty(String key, @Nullable String byDefault, Kind kind, String description, String... choices) {
        this.key = key;
        this.byDefault = byDefault;
        this.kind = kind;
        this.description = description;
        this.choices = List.of(choices);
    }

    /** Its name in a URL. */
    public String key() {
        return key;
    }

    /** Its value when none is given. */
    public @Nullable String byDefault() {
        return byDefault;
    }

    /** What it does, in Markdown. */
    public String description() {
        return description;
    }

    /** Its possible values; empty when there are too many to tell. */
    public List<String> choices() {
        return choices;
    }

    /** Whether its value is never shown. */
    public boolean secret() {
        return kind == Kind.SECRET;
    }

    /** The value given, or the default. */
    public @Nullable String text(Properties properties) {
        return properties.getProperty(key, byDefault);
    }

    /** The value given; an empty one counts as none. */
    public @Nullable String given(Properties properties) {
        String value = properties.getProperty(key);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The value as one of the choices, in their spelling. */
    public String choice(Properties properties) throws SQLException {
        String value = String.valueOf(text(properties));
        for (String choice : choices) {
            if (choice.equalsIgnoreCase(value)) {
                return choice;
            }
        }
        throw DriverProperty.notAmong(choices, key, value);
    }

    /** The value as a number of zero or more. */
    public int number(Properties properties) throws SQLException {
        String value = String.valueOf(text(properties)).strip();
        try {
            int number = Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid("a whole number from 0 to " + Integer.MAX_VALUE, value);
        }
        throw invalid("a whole number from 0 to " + Integer.MAX_VALUE, value);
    }

    /** The value as a yes or no; {@code ?name} alone says yes. */
    public boolean flag(Properties properties) throws SQLException {
        return "".equals(text(properties)) || Boolean.parseBoolean(choice(properties));
    }

    /** Complains of a value that cannot be one of this property. */
    void check(Properties properties) throws SQLException {
        if (kind == Kind.NUMBER) {
            number(properties);
        } else if (kind == Kind.FLAG) {
            flag(properties);
        } else if (!choices.isEmpty()) {
            choice(properties);
        }
    }

    private SQLException invalid(String expected, String value) {
        return DriverProperty.invalid(key, expected, value);
    }
}
