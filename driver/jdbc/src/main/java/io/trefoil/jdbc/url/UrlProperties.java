package io.trefoil.jdbc.url;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.PGProperty;
import org.postgresql.jdbcurlresolver.PgServiceConfParser;
import org.postgresql.util.PGPropertyUtil;

/** Brings the properties of a URL, of the caller and of libpq's service file together. */
final class UrlProperties {
    private static final Logger LOGGER = Logger.getLogger(UrlProperties.class.getName());
    /** pgjdbc's properties for which it has other defaults. */
    private static final List<TrefoilProperty> DEFAULTS_OF_OURS = List.of(
            TrefoilProperty.USER,
            TrefoilProperty.APPLICATION_NAME,
            TrefoilProperty.ASSUME_MIN_SERVER_VERSION,
            TrefoilProperty.READ_ONLY_MODE);

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private UrlProperties() {}

    /** What the URL says wins over what the caller says, and that over the service file. */
    static Properties merge(String query, Properties info) throws SQLException {
        Properties properties = ofCaller(info);
        addUrl(query, properties);
        addService(properties);
        for (TrefoilProperty property : DEFAULTS_OF_OURS) {
            if (!properties.containsKey(property.key())
                    || (property == TrefoilProperty.USER && property.given(properties) == null)) {
                properties.setProperty(property.key(), String.valueOf(property.byDefault()));
            }
        }
        DriverProperty.checkAll(properties);
        return properties;
    }

    /** Pools and frameworks put anything here, so a name nobody knows is no error; it may still be a slip. */
    private static Properties ofCaller(Properties info) {
        Properties properties = new Properties();
        info.stringPropertyNames().forEach(name -> properties.setProperty(name, info.getProperty(name)));
        for (Map.Entry<Object, Object> entry : info.entrySet()) {
            if (entry.getKey() instanceof String name
                    && (entry.getValue() instanceof Number || entry.getValue() instanceof Boolean)) {
                properties.setProperty(name, entry.getValue().toString());
            }
        }
        for (String name : properties.stringPropertyNames()) {
            if (DriverProperty.find(name).isEmpty() && TOLD.add(name)) {
                LOGGER.log(Level.WARNING, "{0}; it is ignored", unknown(name));
            }
        }
        return properties;
    }

    private static void addUrl(String query, Properties properties) throws SQLException {
        String before = "";
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            String name = name(pair);
            if (DriverProperty.find(name).isEmpty()) {
                throw new SQLException(unknownAfter(before, name), "22023");
            }
            before = name;
            int equals = pair.indexOf('=');
            // as pgjdbc does it: a plus sign is a blank
            String value = equals < 0 ? "" : pair.substring(equals + 1).replace('+', ' ');
            properties.setProperty(name, Percent.decode(value, "property " + name));
        }
    }

    private static String name(String pair) throws SQLException {
        int equals = pair.indexOf('=');
        String name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), "a property's name");
        return PGPropertyUtil.translatePGServiceToPGProperty(name);
    }

    private static String unknown(String name) {
        List<String> near = DriverProperty.near(name);
        return "there is no connection property \"" + name + "\""
                + (near.isEmpty() ? "" : ": did you mean " + String.join(" or ", near) + "?");
    }

    /** Behind a secret the name may be the rest of the secret. */
    private static String unknownAfter(String before, String name) {
        boolean hidden = DriverProperty.find(before).map(DriverProperty::secret).orElse(false);
        return (hidden ? "what follows property " + before + " is not a connection property" : unknown(name))
                + "; an & within a value is written %26";
    }

    private static void addService(Properties properties) throws SQLException {
        String service = properties.getProperty(PGProperty.SERVICE.getName());
        if (service == null) {
            return;
        }
        Properties found = PgServiceConfParser.getServiceProperties(service);
        if (found == null) {
            throw UrlParser.malformed("there is no service \"" + service + "\" in pg_service.conf");
        }
        found.forEach(properties::putIfAbsent);
    }

    /** Whether the value of a URL's {@code name=value} is not to be shown; so is one whose name is not known. */
    static boolean secret(String pair) {
        try {
            return DriverProperty.find(name(pair)).map(DriverProperty::secret).orElse(true);
        } catch (SQLException unreadable) {
            return true;
        }
    }
}
