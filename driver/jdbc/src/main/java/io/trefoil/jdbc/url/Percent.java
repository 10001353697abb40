package io.trefoil.jdbc.url;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** Takes {@code %41} and its like back to what they stand for, in UTF-8. */
final class Percent {
    private Percent() {}

    /**
     * Decodes one part of a URL.
     *
     * @param part what the text is, for the complaint; the text itself may be a secret
     */
    static String decode(String text, String part) throws SQLException {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                bytes.write(hex(encoded, i + 1, part) << 4 | hex(encoded, i + 2, part));
                i += 2;
            } else {
                bytes.write(encoded[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw UrlParser.malformed("the percent signs of " + part + " do not spell UTF-8");
        }
    }

    private static int hex(byte[] text, int index, String part) throws SQLException {
        int digit = index < text.length ? Character.digit(text[index], 16) : -1;
        if (digit < 0) {
            throw UrlParser.malformed("a percent sign in " + part
                    + " is not followed by two hexadecimal digits; itself it is written %25");
        }
        return digit;
    }
}
