package io.trefoil.tck.harness.wire;

import io.trefoil.wire.protocol.ProtocolVersion;
import io.trefoil.wire.protocol.message.BackendMessage;
import io.trefoil.wire.protocol.message.DiagnosticField;
import io.trefoil.wire.protocol.message.Diagnostics;
import io.trefoil.wire.protocol.message.FrontendMessage;
import io.trefoil.wire.protocol.message.NotificationResponse;
import io.trefoil.wire.protocol.message.ParameterStatus;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages as lines {@code Name {"field": value}}: the record's name and its components. Bytes are strings when they are
 * printable UTF-8, else {@code {"hex": "00ff"}}. What differs from run to run or server to server is left out:
 * file, line, routine and call stack of errors, keys, table OIDs other than 0, version and user.
 */
final class MessageText {
    private static final String PACKAGE = BackendMessage.class.getPackageName() + ".";
    private static final Set<DiagnosticField> UNSTABLE = Set.of(
            DiagnosticField.FILE,
            DiagnosticField.LINE,
            DiagnosticField.ROUTINE,
            DiagnosticField.SEVERITY_NONLOCALIZED,
            DiagnosticField.WHERE);

    private static final Set<String> OF_EACH_SERVER = Set.of("server_version", "session_authorization");

    private MessageText() {}

    static String of(BackendMessage message) {
        Map<String, @Nullable Object> fields = fields((Record) message);
        String name = message.getClass().getSimpleName();
        if (name.equals("BackendKeyData")) {
            return name;
        }
        if (message instanceof ParameterStatus status && OF_EACH_SERVER.contains(status.name())) {
            return name + " " + status.name();
        }
        return fields.isEmpty() ? name : name + " " + Json.write(fields);
    }

    /** Reads a line; components that are left out are empty, 0 or false. */
    static FrontendMessage parse(String line) {
        int blank = line.indexOf(' ');
        String name = blank < 0 ? line : line.substring(0, blank);
        Object fields = blank < 0 ? Map.of() : Json.parse(line.substring(blank + 1));
        try {
            Class<?> type = Class.forName(PACKAGE + name);
            return (FrontendMessage) record(type, (Map<?, ?>) Objects.requireNonNull(fields));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("not a message of a client: " + line, e);
        }
    }

    private static Map<String, @Nullable Object> fields(Record message) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : message.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(message);
                if (component.getName().equals("tableOid") && value instanceof Integer oid && oid != 0) {
                    value = "a table";
                }
                if (message instanceof NotificationResponse
                        && component.getName().equals("processId")) {
                    value = "a session";
                }
                fields.put(component.getName(), plain(value));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return fields;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Diagnostics diagnostics -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                diagnostics.fields().forEach((field, text) -> {
                    if (!UNSTABLE.contains(field)) {
                        fields.put(field.name().toLowerCase(Locale.ROOT), text);
                    }
                });
                yield fields;
            }
            case byte[] bytes -> bytes(bytes);
            case ProtocolVersion version -> version.toString();
            case Record message -> fields(message);
            case Number number -> number.longValue();
            case List<?> list -> list.stream().map(MessageText::plain).toList();
            case Object array
            when array.getClass().isArray() -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 0; i < Array.getLength(array); i++) {
                    list.add(plain(Array.get(array, i)));
                }
                yield list;
            }
            default -> value.toString();
        };
    }

    private static Object bytes(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().allMatch(c -> c >= 0x20 || c == '\n' || c == '\t')) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // not text, then
        }
        return Map.of("hex", HexFormat.of().formatHex(bytes));
    }

    private static Object record(Class<?> type, Map<?, ?> fields) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = typed(fields.get(components[i].getName()), types[i]);
        }
        return type.getConstructor(types).newInstance(values);
    }

    private static @Nullable Object typed(@Nullable Object value, Class<?> type) {
        if (type == byte[].class && value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (type == byte[].class && value instanceof Map<?, ?> map) {
            return HexFormat.of().parseHex(String.valueOf(map.get("hex")));
        }
        if (type.isArray() && type != byte[].class) {
            List<?> elements = value == null ? List.of() : (List<?>) value;
            Object array = Array.newInstance(type.getComponentType(), elements.size());
            for (int i = 0; i < elements.size(); i++) {
                Array.set(array, i, typed(elements.get(i), type.getComponentType()));
            }
            return array;
        }
        if (type == int.class) {
            return value == null ? 0 : ((Long) value).intValue();
        }
        if (type == short.class) {
            return value == null ? (short) 0 : ((Long) value).shortValue();
        }
        if (type == ProtocolVersion.class) {
            String[] parts =
                    value == null ? new String[] {"3", "0"} : value.toString().split("\\.");
            return new ProtocolVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
        if (type == Map.class) {
            return value == null ? Map.of() : value;
        }
        if (type.isEnum()) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equalsIgnoreCase(String.valueOf(value))) {
                    return constant;
                }
            }
        }
        return value == null && type == String.class ? "" : value;
    }
}
