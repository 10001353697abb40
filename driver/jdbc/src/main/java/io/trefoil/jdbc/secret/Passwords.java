package io.trefoil.jdbc.secret;

import io.trefoil.jdbc.url.TrefoilProperty;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;

/** Finds the password of a connection. */
public final class Passwords {
    private Passwords() {}

    /**
     * The password that the properties give or lead to: {@code password} itself, else what the provider, the keystore and
     * the password file say, in this order.
     *
     * @return empty when nobody knows one; servers that ask for none are content with that
     * @throws SQLException 28000 when a file cannot be used, 22023 for a provider that cannot be made
     */
    public static Optional<String> find(Properties properties, Login login) throws SQLException {
        String given = TrefoilProperty.PASSWORD.given(properties);
        if (given != null) {
            return Optional.of(given);
        }
        Optional<char[]> found = Provider.ask(properties, login);
        if (found.isEmpty()) {
            found = ofKeystore(properties, login);
        }
        if (found.isEmpty()) {
            found = Passfile.find(properties, login);
        }
        return found.map(Passwords::moved);
    }

    private static Optional<char[]> ofKeystore(Properties properties, Login login) throws SQLException {
        String path = TrefoilProperty.KEYSTORE.given(properties);
        if (path == null) {
            return Optional.empty();
        }
        char[] opener = opener(properties, path);
        try {
            return PasswordKeystore.open(Path.of(path), opener).find(login);
        } finally {
            Arrays.fill(opener, '\0');
        }
    }

    private static char[] opener(Properties properties, String keystore) throws SQLException {
        String given = TrefoilProperty.KEYSTORE_PASSWORD.given(properties);
        if (given != null) {
            return given.toCharArray();
        }
        String file = TrefoilProperty.KEYSTORE_PASSWORD_FILE.given(properties);
        if (file == null) {
            throw new SQLInvalidAuthorizationSpecException(
                    "keystore " + keystore + " needs property keystorePassword or keystorePasswordFile", "28000");
        }
        return PrivateFile.firstLine(Path.of(file)).toCharArray();
    }

    /** pgjdbc wants a string; at least the array does not stay. */
    private static String moved(char[] password) {
        String text = new String(password);
        Arrays.fill(password, '\0');
        return text;
    }
}
