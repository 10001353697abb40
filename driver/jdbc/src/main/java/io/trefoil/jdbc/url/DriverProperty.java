package io.trefoil.jdbc.url;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * A property that a connection may be given: one of ours or one of pgjdbc's.
 *
 * @param name in a URL
 * @param byDefault its value when none is given
 * @param description what it does
 * @param choices its possible values; empty when there are too many to tell
 * @param secret whether its value is never shown
 * @param ours whether it is Trefoil's; pgjdbc's otherwise
 */
public record DriverProperty(
        String name,
        @Nullable String byDefault,
        String description,
        List<String> choices,
        boolean secret,
        boolean ours) {

    private static final Set<String> SECRETS_OF_PGJDBC = Set.of("password", "sslpassword");

    /** Whose choices are not the whole truth: a list of them, a version with a minor number. */
    private static final Set<String> OPEN_CHOICES = Set.of("requireAuth", "protocolVersion");

    /** Numbers that pgjdbc takes below zero, and then fails in a way of its own. */
    private static final Set<String> NOT_NEGATIVE = Set.of("maxSendBufferSize", "sslResponseTimeout");

    private static final Map<String, DriverProperty> BY_NAME = byName();

    public DriverProperty {
        choices = List.copyOf(choices);
    }

    /** All of them: ours first, then pgjdbc's, each by name. */
    public static List<DriverProperty> all() {
        return BY_NAME.values().stream()
                .sorted(Comparator.comparing(DriverProperty::ours).reversed())
                .toList();
    }

    /** The property of this name. */
    public static Optional<DriverProperty> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Names that look like this one, the nearest first; at most three. */
    public static List<String> near(String name) {
        return NearNames.of(name, BY_NAME.keySet());
    }

    /**
     * Complains of the first value that its property cannot have. pgjdbc looks at its own only when they are used, and
     * then not always with an SQLException.
     *
     * @throws SQLException 22023 with property and value
     */
    static void checkAll(Properties properties) throws SQLException {
        for (TrefoilProperty property : TrefoilProperty.values()) {
            property.check(properties);
        }
        for (DriverProperty property : BY_NAME.values()) {
            String value = properties.getProperty(property.name);
            boolean closed = !property.ours && !property.choices.isEmpty() && !OPEN_CHOICES.contains(property.name);
            if (closed && value != null && property.choices.stream().noneMatch(value::equalsIgnoreCase)) {
                throw notAmong(property.choices, property.name, value);
            }
            if (value != null
                    && NOT_NEGATIVE.contains(property.name)
                    && value.strip().startsWith("-")) {
                throw invalid(property.name, "a whole number from 0 to " + Integer.MAX_VALUE, value);
            }
        }
    }

    static SQLException notAmong(List<String> choices, String name, String value) {
        return invalid(name, "one of " + String.join(", ", choices), value);
    }

    static SQLException invalid(String name, String expected, String value) {
        return new SQLException("property " + name + " must be " + expected + ", not \"" + value + "\"", "22023");
    }

    private static Map<String, DriverProperty> byName() {
        Map<String, DriverProperty> properties = new TreeMap<>();
        for (PGProperty property : PGProperty.values()) {
            String[] choices = property.getChoices();
            properties.put(
                    property.getName(),
                    new DriverProperty(
                            property.getName(),
                            property.getDefaultValue(),
                            property.getDescription(),
                            choices == null ? List.of() : Arrays.asList(choices),
                            SECRETS_OF_PGJDBC.contains(property.getName()),
                            false));
        }
        Stream.of(TrefoilProperty.values())
                .forEach(property -> properties.put(
                        property.key(),
                        new DriverProperty(
                                property.key(),
                                property.byDefault(),
                                property.description(),
                                property.choices(),
                                property.secret(),
                                true)));
        return properties;
    }
}
