package io.trefoil.jdbc.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.url.TrefoilUrl.Directory;
import io.trefoil.jdbc.url.TrefoilUrl.HostPort;
import io.trefoil.jdbc.url.TrefoilUrl.Memory;
import io.trefoil.jdbc.url.TrefoilUrl.Remote;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrefoilUrlTest {
    private static final String SECRET = "s3cr3t";

    @Test
    void everyPartOfARemoteUrlHasADefault() throws SQLException {
        Remote url = remote("jdbc:trefoil:///");
        assertThat(url.hosts()).containsExactly(new HostPort("localhost", 5532));
        assertThat(url.database()).isEqualTo("trefoil");
        assertThat(url.properties()).containsEntry("user", "trefoil");
    }

    @Test
    void hostsPortsAndDatabaseAreRead() throws SQLException {
        Remote url = remote("jdbc:trefoil://a:1,b,[::1]:7,[fe80::1%25eth0]/shop%20one?user=bob");
        assertThat(url.hosts())
                .containsExactly(
                        new HostPort("a", 1),
                        new HostPort("b", 5532),
                        new HostPort("::1", 7),
                        new HostPort("fe80::1%eth0", 5532));
        assertThat(url.database()).isEqualTo("shop one");
        assertThat(url.properties()).containsEntry("user", "bob");
        assertThat(url.hosts().get(2)).hasToString("[::1]:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:trefoil://h", "jdbc:trefoil://h/", "jdbc:trefoil://h:5532/?", "jdbc:trefoil://h?&"})
    void aDatabaseMayBeLeftOut(String text) throws SQLException {
        assertThat(remote(text).hosts()).containsExactly(new HostPort("h", 5532));
        assertThat(remote(text).database()).isEqualTo("trefoil");
    }

    @Test
    void aUrlWithoutHostTakesThoseOfTheProperties() throws SQLException {
        Properties info = new Properties();
        info.setProperty("PGHOST", "a,[::1]");
        info.setProperty("PGPORT", "7001,7002");
        info.setProperty("PGDBNAME", "shop");
        Remote url = (Remote) TrefoilUrl.parse("jdbc:trefoil:///", info);
        assertThat(url.hosts()).isEqualTo(List.of(new HostPort("a", 7001), new HostPort("::1", 7002)));
        assertThat(url.database()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:trefoil:file:/var/data, /var/data",
        "jdbc:trefoil:file:///var/data, /var/data",
        "jdbc:trefoil:file:data/one, data/one",
        "jdbc:trefoil:file:./one, ./one",
        "jdbc:trefoil:file:/a%20b%3Fc, /a b?c",
        "jdbc:trefoil:file:/a+b, /a+b",
        "jdbc:trefoil:file:C:/data, C:/data",
        "jdbc:trefoil:file:/C:/data, C:/data",
        "jdbc:trefoil:file:///C:/data, C:/data",
        "jdbc:trefoil:file:C:\\data, C:\\data"
    })
    void aDirectoryIsReadAsWritten(String text, String path) throws SQLException {
        assertThat(((Directory) TrefoilUrl.parse(text, new Properties())).directory())
                .isEqualTo(Path.of(path));
    }

    @Test
    void aTildeIsTheHomeDirectory() throws SQLException {
        assertThat(((Directory) TrefoilUrl.parse("jdbc:trefoil:file:~/data", new Properties())).directory())
                .isEqualTo(Path.of(System.getProperty("user.home"), "data"));
    }

    @ParameterizedTest
    @CsvSource({"jdbc:trefoil:mem:, ''", "jdbc:trefoil:mem:shop?keepAlive, shop", "jdbc:trefoil:mem:a%3Fb, a?b"})
    void aMemoryDatabaseMayHaveAName(String text, String name) throws SQLException {
        assertThat(((Memory) TrefoilUrl.parse(text, new Properties())).name()).isEqualTo(name);
    }

    @Test
    void propertiesOfTheUrlWinAndAreDecodedAsPgjdbcDoes() throws SQLException {
        Properties info = new Properties();
        info.setProperty("ApplicationName", "pool");
        info.setProperty("password", "other");
        Remote url = (Remote)
                TrefoilUrl.parse("jdbc:trefoil://h/db?ApplicationName=my+shop&password=a%26b%2Bc%3D=&dbname=x", info);
        assertThat(url.properties())
                .containsEntry("ApplicationName", "my shop")
                .containsEntry("password", "a&b+c==")
                .containsEntry("PGDBNAME", "x");
        assertThat(info).containsEntry("ApplicationName", "pool");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:trefoil:h/db | //host:port/database, mem:name or file:directory, not \"h/db\"",
                "jdbc:trefoil:http://h/db | not \"http://h/db\"",
                "jdbc:trefoil: | not \"\"",
                "jdbc:trefoil://h:port/db | the port \"port\" of host \"h\" is not a number from 1 to 65535",
                "jdbc:trefoil://h:0/db | the port \"0\" of host \"h\"",
                "jdbc:trefoil://h:65536/db | the port \"65536\" of host \"h\"",
                "jdbc:trefoil://h:/db | the port \"\" of host \"h\"",
                "jdbc:trefoil://a,,b/db | a host is empty",
                "jdbc:trefoil://::1/db | brackets",
                "jdbc:trefoil://[::1/db | not closed",
                "jdbc:trefoil://[]:1/db | no address",
                "jdbc:trefoil://[::1]x/db | comes :port, not \"x\"",
                "jdbc:trefoil://h/%zz | percent sign in the database's name",
                "jdbc:trefoil://h/%ff | do not spell UTF-8",
                "jdbc:trefoil://h/db;user=a | not by ;",
                "jdbc:trefoil:file: | the directory is missing",
                "jdbc:trefoil:file://server/share | without //",
                "jdbc:postgresql://h/db | begins with jdbc:trefoil:"
            })
    void aUrlThatCannotBeUnderstoodNamesThePart(String text, String message) {
        assertThatThrownBy(() -> TrefoilUrl.parse(text, new Properties()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retyr=off | \"retyr\": did you mean retry?",
                "loadbalancehosts=random | did you mean loadBalanceHosts?",
                "zzzzzzzzzz=1 | there is no connection property \"zzzzzzzzzz\"",
                "retry=sometimes | property retry must be one of replay, savepoint, off, not \"sometimes\"",
                "retryMaxAttempts=many | property retryMaxAttempts must be a whole number",
                "retryBudgetMillis=-1 | not \"-1\"",
                "loadBalanceHosts=best | property loadBalanceHosts must be one of",
                "targetServerType=boss | property targetServerType must be one of",
                "hostRecheckSeconds=1s | property hostRecheckSeconds",
                "autosave=sometimes | property autosave must be one of always, never, conservative",
                "sslmode=perhaps | property sslmode must be one of disable",
                "keepAlive=yes | property keepAlive must be one of true, false"
            })
    void aPropertyThatCannotBeIsNamed(String property, String message) {
        assertThatThrownBy(() -> TrefoilUrl.parse("jdbc:trefoil://h/db?" + property, new Properties()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"))
                .hasMessageContaining(message);
    }

    @Test
    void aNameThatNobodyKnowsIsNoErrorInTheCallersProperties() throws SQLException {
        Properties info = new Properties();
        info.setProperty("poolName", "x");
        assertThat(TrefoilUrl.parse("jdbc:trefoil:mem:", info).properties()).containsEntry("poolName", "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:trefoil:h/db?password=s3cr3t",
                "jdbc:trefoil://h:x/db?password=s3cr3t",
                "jdbc:trefoil://bob:s3cr3t@h/db",
                "jdbc:trefoil://bob:x/s3cr3t@h/db",
                "jdbc:trefoil://bob:s3cr3t/x@h/db",
                "jdbc:trefoil://h/db;password=s3cr3t",
                "jdbc:trefoil://h/db?password=a&s3cr3t",
                "jdbc:trefoil://h/db?keystorePassword=a&s3cr3t=b",
                "jdbc:trefoil://h/db?pasword=s3cr3t",
                "jdbc:trefoil://h/db?password=s3cr3t%",
                "jdbc:trefoil://h/db?password=s3cr3t&retry=x",
                "jdbc:trefoil://[::1/db?password=s3cr3t"
            })
    void noComplaintQuotesAPassword(String text) {
        assertThatThrownBy(() -> TrefoilUrl.parse(text, new Properties()))
                .isInstanceOf(SQLException.class)
                .message()
                .doesNotContain(SECRET);
    }

    @Test
    void aUrlIsShownWithoutItsSecrets() throws SQLException {
        String text =
                "jdbc:trefoil://h/db?user=bob&password=s3cr3t&retry=off&sslpassword=s3cr3t&keystorePassword=s3cr3t";
        assertThat(TrefoilUrl.withoutSecrets(text)).isEqualTo("jdbc:trefoil://h/db?user=bob&retry=off");
        assertThat(TrefoilUrl.withoutSecrets("jdbc:trefoil://h/db?password=s3cr3t"))
                .isEqualTo("jdbc:trefoil://h/db");
        assertThat(TrefoilUrl.withoutSecrets("jdbc:trefoil://h/db?password=a&s3cr3t&user=b"))
                .isEqualTo("jdbc:trefoil://h/db?user=b");
        for (String place : List.of("//h/db", "mem:x", "file:/x")) {
            assertThat(TrefoilUrl.parse("jdbc:trefoil:" + place + "?password=" + SECRET, new Properties()))
                    .asString()
                    .doesNotContain(SECRET);
        }
    }

    private static Remote remote(String text) throws SQLException {
        return (Remote) TrefoilUrl.parse(text, new Properties());
    }
}
