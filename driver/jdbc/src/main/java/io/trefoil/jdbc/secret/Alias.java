package io.trefoil.jdbc.secret;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A pattern as an alias of PKCS#12, which does not keep upper and lower case apart. */
final class Alias {
    private Alias() {}

    static String of(LoginPattern pattern) {
        StringBuilder alias = new StringBuilder();
        for (byte b : pattern.toString().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > ' ' && b < 127 && b != '%' && !(b >= 'A' && b <= 'Z');
            alias.append(plain ? String.valueOf((char) b) : String.format("%%%02x", b & 0xff));
        }
        return alias.toString();
    }

    /** Empty for the alias of something else. */
    static Optional<LoginPattern> read(String alias) {
        byte[] text = new byte[alias.length()];
        int length = 0;
        try {
            for (int i = 0; i < alias.length(); i++) {
                if (alias.charAt(i) == '%') {
                    text[length++] = (byte) Integer.parseInt(alias.substring(i + 1, i + 3), 16);
                    i += 2;
                } else {
                    text[length++] = (byte) alias.charAt(i);
                }
            }
            LoginPattern pattern = LoginPattern.parse(new String(text, 0, length, StandardCharsets.UTF_8));
            return of(pattern).equals(alias) ? Optional.of(pattern) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException foreign) {
            return Optional.empty();
        }
    }
}
