package io.trefoil.wire.protocol.scram;

import io.trefoil.wire.protocol.ProtocolViolation;
import java.util.Base64;

/**
 * Reads {@code name=value} attributes of a SCRAM message from left to right (RFC 5802, section 7). Faults are fatal
 * {@link ProtocolViolation}s with PostgreSQL's one text for them, so that an attacker learns nothing from the wording.
 */
final class ScramAttributes {
    private final String text;
    private int position;

    ScramAttributes(String text) {
        this.text = text;
    }

    static ProtocolViolation malformed() {
        return ProtocolViolation.fatal("malformed SCRAM message");
    }

    static byte[] base64(String value) {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
    }

    boolean atEnd() {
        return position >= text.length();
    }

    int position() {
        return position;
    }

    /** Reads up to the next comma or the end. */
    String field() {
        int comma = text.indexOf(',', position);
        int end = comma < 0 ? text.length() : comma;
        String field = text.substring(position, end);
        position = comma < 0 ? text.length() + 1 : comma + 1;
        return field;
    }

    /** Reads the attribute that must stand here and returns its value. */
    String attribute(char name) {
        if (atEnd()) {
            throw malformed();
        }
        String field = field();
        if (field.length() < 2 || field.charAt(0) != name || field.charAt(1) != '=') {
            throw malformed();
        }
        return field.substring(2);
    }

    /** Reads a nonce: printable ASCII without commas, not empty. */
    String nonce() {
        String nonce = attribute('r');
        if (nonce.isEmpty() || !nonce.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw malformed();
        }
        return nonce;
    }
}
