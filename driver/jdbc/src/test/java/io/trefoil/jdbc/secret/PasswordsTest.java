package io.trefoil.jdbc.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.api.PasswordProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {
    private static final Login BOB = new Login("bob", "h", 5532, "shop");

    @TempDir
    Path folder;

    private final Properties properties = new Properties();

    /** Says who asks. */
    public static final class Echo implements PasswordProvider {
        @Override
        public char[] password(String user, String host, int port, String database) {
            return (user + "@" + host + ":" + port + "/" + database).toCharArray();
        }
    }

    /** Knows nobody. */
    public static final class Ignorant implements PasswordProvider {
        @Override
        public char @Nullable [] password(String user, String host, int port, String database) {
            return null;
        }
    }

    /** Cannot reach its vault. */
    public static final class Broken implements PasswordProvider {
        @Override
        public char[] password(String user, String host, int port, String database) {
            throw new IllegalStateException("s3cr3t");
        }
    }

    /** Wants a parameter. */
    public record Unmakeable(String parameter) {}

    @BeforeEach
    void everySourceKnowsBob() throws IOException, SQLException {
        Path passfile = Files.writeString(folder.resolve("passfile"), "*:*:*:*:of passfile");
        Path opener = Files.writeString(folder.resolve("opener"), "0pen\nsecond line");
        for (Path file : new Path[] {passfile, opener}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        PasswordKeystore store = PasswordKeystore.create(folder.resolve("p12"), "0pen".toCharArray());
        store.add(LoginPattern.parse("bob"), "of keystore".toCharArray());
        store.save();
        properties.setProperty("passfile", passfile.toString());
        properties.setProperty("keystore", folder.resolve("p12").toString());
        properties.setProperty("keystorePasswordFile", opener.toString());
        properties.setProperty("passwordProvider", Echo.class.getName());
        properties.setProperty("password", "given");
    }

    @Test
    void theNearestSourceIsAskedFirst() throws SQLException {
        assertThat(Passwords.find(properties, BOB)).hasValue("given");
        properties.setProperty("password", "");
        assertThat(Passwords.find(properties, BOB)).hasValue("bob@h:5532/shop");
        properties.setProperty("passwordProvider", Ignorant.class.getName());
        assertThat(Passwords.find(properties, BOB)).hasValue("of keystore");
        assertThat(Passwords.find(properties, new Login("eve", "h", 1, "d"))).hasValue("of passfile");
        properties.remove("keystore");
        assertThat(Passwords.find(properties, BOB)).hasValue("of passfile");
        properties.setProperty("passfile", "");
        assertThat(Passwords.find(properties, BOB)).isEmpty();
    }

    @Test
    void aKeystoreNeedsWhatOpensIt() {
        properties.remove("password");
        properties.remove("passwordProvider");
        properties.remove("keystorePasswordFile");
        assertThatThrownBy(() -> Passwords.find(properties, BOB))
                .hasMessageContaining("needs property keystorePassword or keystorePasswordFile");
        properties.setProperty("keystorePassword", "wr0ng");
        assertThatThrownBy(() -> Passwords.find(properties, BOB))
                .hasMessageContaining("is wrong")
                .message()
                .doesNotContain("wr0ng");
    }

    @Test
    void aProviderThatCannotBeUsedIsNamed() {
        properties.remove("password");
        assertRefused("no.such.Class", "22023", "is not on the class path");
        assertRefused(String.class.getName(), "22023", "does not implement");
        assertRefused(Unmakeable.class.getName(), "22023", "has no public constructor without parameters");
        assertRefused(Broken.class.getName(), "28000", "failed: java.lang.IllegalStateException");
    }

    private void assertRefused(String provider, String state, String message) {
        properties.setProperty("passwordProvider", provider);
        assertThatThrownBy(() -> Passwords.find(properties, BOB))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
                .hasMessageContaining("passwordProvider " + provider + " " + message)
                .message()
                .doesNotContain("s3cr3t");
    }
}
