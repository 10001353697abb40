package io.trefoil.jdbc.link;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The named statements of a session. They outlive transactions: a replay must not prepare again what is there, and a new
 * session must get them all.
 */
final class PreparedStatements {
    private final Map<String, byte[]> parseByName = new LinkedHashMap<>();
    private final Set<String> onServer = new HashSet<>();
    /** Names whose text asks for care when they are bound again. */
    private final Map<String, String> special = new HashMap<>();
    /** Close messages that wait for the end of the transaction, which may need the statements once more. */
    private final ByteArrayOutputStream closings = new ByteArrayOutputStream(0);

    /** Parse is on its way. */
    void parsing(String name, byte[] message) {
        parseByName.put(name, message);
        onServer.remove(name);
    }

    void special(String name, String text) {
        special.put(name, text);
    }

    boolean hasSpecial() {
        return !special.isEmpty();
    }

    @Nullable
    String special(String name) {
        return special.get(name);
    }

    /** ParseComplete has come. */
    void parsed(String name) {
        onServer.add(name);
    }

    boolean isOnServer(String name) {
        return onServer.contains(name);
    }

    void closed(String name) {
        parseByName.remove(name);
        onServer.remove(name);
        special.remove(name);
    }

    void closeLater(byte[] buffer, int from, int to) {
        closings.write(buffer, from, to - from);
    }

    boolean hasClosings() {
        return closings.size() > 0;
    }

    byte[] takeClosings() {
        byte[] messages = closings.toByteArray();
        closings.reset();
        return messages;
    }

    /** DISCARD ALL, DEALLOCATE ALL. */
    void clear() {
        parseByName.clear();
        onServer.clear();
        special.clear();
        closings.reset();
    }

    @Nullable
    String text(String name) {
        byte[] parse = parseByName.get(name);
        if (parse == null) {
            return null;
        }
        return Frames.string(parse, Frames.endOfString(parse, 5) + 1);
    }

    /** Parse messages of all that are on the server, for another session. */
    List<byte[]> parsedMessages() {
        List<byte[]> messages = new ArrayList<>();
        for (Map.Entry<String, byte[]> statement : parseByName.entrySet()) {
            if (onServer.contains(statement.getKey())) {
                messages.add(statement.getValue());
            }
        }
        return messages;
    }
}
