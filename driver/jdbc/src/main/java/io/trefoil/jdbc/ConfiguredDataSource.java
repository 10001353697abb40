package io.trefoil.jdbc;

import io.trefoil.jdbc.url.DriverProperty;
import io.trefoil.jdbc.url.TrefoilProperty;
import io.trefoil.jdbc.url.TrefoilUrl;
import java.io.PrintWriter;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import javax.sql.CommonDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * What the data sources have in common: they know where to connect and how. A bean for containers: a URL, or server names,
 * ports and database; and every property of a URL by {@link #setProperty}. It goes through JNDI and serialization with all
 * of it, the password too; {@link #toString} and {@link #getUrl} show no secret.
 */
public abstract sealed class ConfiguredDataSource implements CommonDataSource, Referenceable, Serializable
        permits TrefoilDataSource, TrefoilConnectionPoolDataSource, TrefoilXADataSource {
    private static final long serialVersionUID = 1L;
    private static final String URL = "url";

    private @Nullable String url;
    private String[] serverNames = {"localhost"};
    private int[] portNumbers = {TrefoilUrl.DEFAULT_PORT};
    private String databaseName = TrefoilUrl.DEFAULT_DATABASE;
    private final Properties properties = new Properties();

    /** One line for administrators. */
    public abstract String getDescription();

    Connection open() throws SQLException {
        return TrefoilDriver.open(getUrl(), copy(properties));
    }

    Connection open(@Nullable String user, @Nullable String password) throws SQLException {
        Properties own = copy(properties);
        put(own, TrefoilProperty.USER.key(), user);
        put(own, TrefoilProperty.PASSWORD.key(), password);
        return TrefoilDriver.open(withoutUser(getUrl()), own);
    }

    /** What is said in the call wins over what the URL says. */
    private static String withoutUser(String url) {
        int question = url.indexOf('?');
        if (question < 0) {
            return url;
        }
        List<String> pairs = List.of(url.substring(question + 1).split("&"));
        return url.substring(0, question) + "?"
                + String.join(
                        "&",
                        pairs.stream().filter(pair -> !pair.startsWith("user=")).toList());
    }

    private static Properties copy(Properties properties) {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value == null) {
            properties.remove(name);
        } else {
            properties.setProperty(name, value);
        }
    }

    /** The URL that was set or the one that server names, ports and database make; without secrets. */
    public final String getUrl() {
        if (url != null) {
            return url;
        }
        StringBuilder made = new StringBuilder(TrefoilUrl.PREFIX).append("//");
        for (int i = 0; i < serverNames.length; i++) {
            String name = serverNames[i];
            boolean bare = name.indexOf(':') >= 0 && !name.startsWith("[");
            made.append(i == 0 ? "" : ",").append(bare ? "[" + name + "]" : name);
            made.append(':').append(portNumbers[Math.min(i, portNumbers.length - 1)]);
        }
        String database =
                URLEncoder.encode(databaseName, StandardCharsets.UTF_8).replace("+", "%20");
        return made.append('/').append(database).toString();
    }

    /**
     * Where to connect; wins over server names, ports and database. Secrets in it move to the properties.
     *
     * @throws IllegalArgumentException when it cannot be understood
     */
    public final void setUrl(@Nullable String url) {
        if (url == null) {
            this.url = null;
            return;
        }
        try {
            Properties given = TrefoilUrl.parse(url, new Properties()).properties();
            for (DriverProperty property : DriverProperty.all()) {
                if (property.secret() && given.containsKey(property.name())) {
                    properties.setProperty(property.name(), given.getProperty(property.name()));
                }
            }
            this.url = TrefoilUrl.withoutSecrets(url);
        } catch (SQLException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    /** The same as {@link #getUrl}, as some containers spell it. */
    public final String getURL() {
        return getUrl();
    }

    /** The same as {@link #setUrl}, as some containers spell it. */
    public final void setURL(@Nullable String url) {
        setUrl(url);
    }

    /** The hosts; localhost at first. */
    public final String[] getServerNames() {
        return serverNames.clone();
    }

    /** The hosts, in the order in which they are tried. */
    public final void setServerNames(String... serverNames) {
        this.serverNames = serverNames.length == 0 ? new String[] {"localhost"} : serverNames.clone();
    }

    /** The first host. */
    public final String getServerName() {
        return serverNames[0];
    }

    /** The only host. */
    public final void setServerName(String serverName) {
        setServerNames(serverName);
    }

    /** The ports of the hosts; the last one holds for all further hosts. */
    public final int[] getPortNumbers() {
        return portNumbers.clone();
    }

    /** The ports of the hosts; the last one holds for all further hosts. */
    public final void setPortNumbers(int... portNumbers) {
        this.portNumbers = portNumbers.length == 0 ? new int[] {TrefoilUrl.DEFAULT_PORT} : portNumbers.clone();
    }

    /** The first port. */
    public final int getPortNumber() {
        return portNumbers[0];
    }

    /** The port of every host. */
    public final void setPortNumber(int portNumber) {
        setPortNumbers(portNumber);
    }

    /** The database. */
    public final String getDatabaseName() {
        return databaseName;
    }

    /** The database; null for the default one. */
    public final void setDatabaseName(@Nullable String databaseName) {
        this.databaseName = databaseName == null ? TrefoilUrl.DEFAULT_DATABASE : databaseName;
    }

    /** Who connects; null for the default. */
    public final @Nullable String getUser() {
        return properties.getProperty(TrefoilProperty.USER.key());
    }

    /** Who connects. */
    public final void setUser(@Nullable String user) {
        put(properties, TrefoilProperty.USER.key(), user);
    }

    /** The password, for containers that copy beans. */
    public final @Nullable String getPassword() {
        return properties.getProperty(TrefoilProperty.PASSWORD.key());
    }

    /** The password; null lets the driver look for it. */
    public final void setPassword(@Nullable String password) {
        put(properties, TrefoilProperty.PASSWORD.key(), password);
    }

    /** The value of any property; null when it was not set. */
    public final @Nullable String getProperty(String name) {
        return properties.getProperty(name);
    }

    /**
     * Sets any property that a URL may have; null takes it back.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public final void setProperty(String name, @Nullable String value) {
        if (DriverProperty.find(name).isEmpty()) {
            List<String> near = DriverProperty.near(name);
            throw new IllegalArgumentException("there is no connection property \"" + name + "\""
                    + (near.isEmpty() ? "" : ": did you mean " + String.join(" or ", near) + "?"));
        }
        put(properties, name, value);
    }

    /** Whole seconds that opening a connection may take; 0: no bound. */
    @Override
    public final int getLoginTimeout() {
        String seconds = properties.getProperty(PGProperty.LOGIN_TIMEOUT.getName(), "0");
        return (int) Float.parseFloat(seconds);
    }

    @Override
    public final void setLoginTimeout(int seconds) {
        setProperty(PGProperty.LOGIN_TIMEOUT.getName(), seconds == 0 ? null : Integer.toString(seconds));
    }

    /** None: the driver logs by java.util.logging. */
    @Override
    public final @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /** Not used: the driver logs by java.util.logging. */
    @Override
    public final void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public final Logger getParentLogger() {
        return TrefoilDriver.LOGGER;
    }

    /** Everything that was set, as strings. */
    @Override
    public final Reference getReference() {
        Reference reference = new Reference(getClass().getName(), DataSourceFactory.class.getName(), null);
        reference.add(new StringRefAddr(URL, getUrl()));
        properties
                .stringPropertyNames()
                .forEach(name -> reference.add(new StringRefAddr(name, properties.getProperty(name))));
        return reference;
    }

    /**
     * Takes over what {@link #getReference} wrote, or an administrator: a URL or {@code serverName}, {@code portNumber} and
     * {@code databaseName} (the first two may be lists with commas), and properties. Containers add names of their own.
     */
    final void take(Reference reference) {
        for (RefAddr address : Collections.list(reference.getAll())) {
            if (address.getContent() instanceof String text) {
                take(address.getType(), text);
            }
        }
    }

    private void take(String name, String text) {
        switch (name) {
            case URL -> setUrl(text);
            case "serverName" -> setServerNames(text.split(","));
            case "portNumber" ->
                setPortNumbers(
                        Stream.of(text.split(",")).mapToInt(Integer::parseInt).toArray());
            case "databaseName" -> setDatabaseName(text);
            default -> {
                if (DriverProperty.find(name).isPresent()) {
                    setProperty(name, text);
                }
            }
        }
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + getUrl() + "]";
    }
}
