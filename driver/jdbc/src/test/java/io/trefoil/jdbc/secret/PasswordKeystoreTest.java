package io.trefoil.jdbc.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordKeystoreTest {
    private static final char[] OPENER = "open sésame".toCharArray();

    @TempDir
    Path folder;

    @Test
    void passwordsComeBackAfterTheFileWasClosed() throws Exception {
        Path file = folder.resolve("sub/passwords.p12");
        PasswordKeystore store = PasswordKeystore.create(file, OPENER);
        store.add(LoginPattern.parse("bob"), "any".toCharArray());
        store.add(LoginPattern.parse("bob@db.example"), "host".toCharArray());
        store.add(LoginPattern.parse("bob@db.example:5532/Shop"), "pässwörd €".toCharArray());
        store.add(LoginPattern.parse("Bob"), "capital".toCharArray());
        store.add(LoginPattern.parse("*@[::1]:7"), "six".toCharArray());
        store.save();

        PasswordKeystore read = PasswordKeystore.open(file, OPENER);
        assertThat(read.find(new Login("bob", "DB.example", 5532, "Shop"))).hasValue("pässwörd €".toCharArray());
        assertThat(read.find(new Login("bob", "db.example", 5532, "shop"))).hasValue("host".toCharArray());
        assertThat(read.find(new Login("bob", "elsewhere", 1, "shop"))).hasValue("any".toCharArray());
        assertThat(read.find(new Login("Bob", "db.example", 5532, "shop"))).hasValue("capital".toCharArray());
        assertThat(read.find(new Login("eve", "::1", 7, "shop"))).hasValue("six".toCharArray());
        assertThat(read.find(new Login("eve", "::1", 8, "shop"))).isEmpty();
        assertThat(read.patterns())
                .extracting(LoginPattern::toString)
                .containsExactly(
                        "bob@db.example:5532/Shop", "bob@db.example:*/*", "*@[::1]:7/*", "Bob@*:*/*", "bob@*:*/*");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("capital");
    }

    @Test
    void aPasswordIsReplacedAndTakenOut() throws SQLException {
        PasswordKeystore store = PasswordKeystore.create(folder.resolve("p12"), OPENER);
        LoginPattern bob = LoginPattern.parse("bob");
        store.add(bob, "one".toCharArray());
        store.add(bob, "two".toCharArray());
        assertThat(store.find(new Login("bob", "h", 1, "d"))).hasValue("two".toCharArray());
        assertThat(store.remove(bob)).isTrue();
        assertThat(store.remove(bob)).isFalse();
        assertThat(store.find(new Login("bob", "h", 1, "d"))).isEmpty();
    }

    @Test
    void whatCannotBeOpenedIsToldApart() throws Exception {
        Path file = folder.resolve("p12");
        assertThatThrownBy(() -> PasswordKeystore.open(file, OPENER)).hasMessageContaining("does not exist");
        PasswordKeystore.create(file, OPENER).save();
        assertThatThrownBy(() -> PasswordKeystore.open(file, "wr0ng".toCharArray()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
                .hasMessage("the password of keystore " + file + " is wrong");
        Files.writeString(file, "not a keystore");
        assertThatThrownBy(() -> PasswordKeystore.open(file, OPENER)).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@h", "bob@", "bob@h:", "bob@h:x", "bob@h/", "bob@[::1", "bob@::1", "bob@h:123456"})
    void aPatternThatCannotBeReadIsRefused(String text) {
        assertThatThrownBy(() -> LoginPattern.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@*:*/*", "bob@x.org@h:1/a/b", "*@[fe80::1]:5532/*", "a b@h:*/d"})
    void aPatternIsWrittenAsItIsRead(String text) {
        assertThat(LoginPattern.parse(text)).hasToString(text);
    }
}
