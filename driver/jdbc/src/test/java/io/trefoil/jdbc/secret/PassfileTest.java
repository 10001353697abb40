package io.trefoil.jdbc.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassfileTest {
    private static final Login BOB = new Login("bob", "db.example", 5532, "shop");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db.example:5532:shop:bob:pw | pw",
                "*:*:*:*:pw | pw",
                "*:*:*:bob:p\\:w | p:w",
                "*:*:*:bob:p\\\\w | p\\w",
                "*:*:*:bob:pw:more | pw",
                "*:*:*:b\\ob:pw | pw"
            })
    void aLineThatFitsGivesItsPassword(String line, String password) {
        assertThat(Passfile.find(List.of("# comment", "", "short:line", line), BOB))
                .hasValue(password.toCharArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other:5532:shop:bob:pw",
                "*:5533:shop:bob:pw",
                "*:*:other:bob:pw",
                "*:*:*:eve:pw",
                "*:*:*:\\*:pw",
                "#*:*:*:*:pw",
                "*:*:*:*"
            })
    void aLineThatDoesNotFitIsPassedOver(String line) {
        assertThat(Passfile.find(List.of(line), BOB)).isEmpty();
    }

    @Test
    void theFirstLineThatFitsCounts() {
        assertThat(Passfile.find(List.of("*:*:*:eve:no", "*:*:*:bob:first", "db.example:*:*:bob:second"), BOB))
                .hasValue("first".toCharArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----", "rw-rw----"})
    void aFileThatOthersMayTouchIsRefused(String permissions) throws IOException {
        Path file = write("*:*:*:*:s3cr3t", permissions);
        assertThatThrownBy(() -> Passwords.find(passfile(file.toString()), BOB))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
                .hasMessageContaining("others than its owner may read or write it")
                .hasMessageContaining("chmod 600 " + file)
                .message()
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void aFileOfItsOwnerAloneIsRead(String permissions) throws IOException, SQLException {
        Path file = write("*:*:*:bob:pä\r\n", permissions);
        assertThat(Passwords.find(passfile(file.toString()), BOB)).hasValue("pä");
    }

    @Test
    void aFileNamedByThePropertyMustBeThere() {
        Path file = folder.resolve("none");
        assertThatThrownBy(() -> Passwords.find(passfile(file.toString()), BOB)).hasMessage(file + " does not exist");
        assertThatThrownBy(() -> Passwords.find(passfile(folder.toString()), BOB))
                .hasMessage(folder + " is not a plain file");
    }

    @Test
    void withoutThePropertyTheSystemsFileIsRead() throws IOException, SQLException {
        Path file = write("*:*:*:bob:pw", "rw-------");
        System.setProperty("org.postgresql.pgpassfile", file.toString());
        try {
            assertThat(Passwords.find(new Properties(), BOB)).hasValue("pw");
            assertThat(Passwords.find(passfile(""), BOB)).isEmpty();
            System.setProperty(
                    "org.postgresql.pgpassfile", folder.resolve("none").toString());
            assertThat(Passwords.find(new Properties(), BOB)).isEmpty();
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
        }
    }

    private Path write(String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("passfile"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static Properties passfile(String path) {
        Properties properties = new Properties();
        properties.setProperty("passfile", path);
        return properties;
    }
}
