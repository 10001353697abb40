package io.trefoil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.jdbc.api.DriverVersion;
import io.trefoil.jdbc.url.DriverProperty;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class TrefoilDriverTest {
    private static final String URL = "jdbc:trefoil://h/db?user=bob&retry=off&password=s3cr3t";

    private final TrefoilDriver driver = new TrefoilDriver();

    @Test
    void itIsFoundByTheDriverManager() throws SQLException {
        assertThat(DriverManager.getDriver(URL)).isInstanceOf(TrefoilDriver.class);
        assertThat(ServiceLoader.load(Driver.class)).hasAtLeastOneElementOfType(TrefoilDriver.class);
    }

    @Test
    void urlsOfOthersAreLeftToThem() throws SQLException {
        assertThat(driver.acceptsURL("jdbc:postgresql://h/db")).isFalse();
        assertThat(driver.connect("jdbc:postgresql://h/db", new Properties())).isNull();
        assertThat(driver.acceptsURL(URL)).isTrue();
        assertThatThrownBy(() -> driver.connect(null, null)).hasMessageContaining("null");
    }

    @Test
    void itTellsEveryPropertyAndNoSecret() {
        Properties info = new Properties();
        info.setProperty("keystorePassword", "s3cr3t");
        info.setProperty("connectTimeout", "3");
        Map<String, DriverPropertyInfo> told = Arrays.stream(driver.getPropertyInfo(URL, info))
                .collect(Collectors.toMap(property -> property.name, Function.identity()));
        assertThat(told)
                .hasSameSizeAs(DriverProperty.all())
                .containsKeys("retry", "passfile", "sslmode", "prepareThreshold");
        assertThat(property(told, "retry").value).isEqualTo("off");
        assertThat(property(told, "retry").choices).containsExactly("replay", "savepoint", "off");
        assertThat(property(told, "user").value).isEqualTo("bob");
        assertThat(property(told, "connectTimeout").value).isEqualTo("3");
        assertThat(property(told, "retryMaxAttempts").value).isEqualTo("15");
        assertThat(property(told, "loadBalanceHosts").description).contains("leastConn");
        for (String secret : new String[] {"password", "sslpassword", "keystorePassword"}) {
            assertThat(property(told, secret).value).isNull();
        }
        assertThat(told.values())
                .allSatisfy(property -> assertThat(property.description).isNotBlank());
    }

    private static DriverPropertyInfo property(Map<String, DriverPropertyInfo> told, String name) {
        return Objects.requireNonNull(told.get(name), name);
    }

    @Test
    void aUrlThatIsNotWholeYetIsNoError() {
        assertThat(driver.getPropertyInfo("jdbc:trefoil:", new Properties())).isNotEmpty();
        assertThat(driver.getPropertyInfo(null, null)).isNotEmpty();
    }

    @Test
    void withoutHikariCpOnlyPooledIsMissing() throws Exception {
        try (DriverAlone alone = new DriverAlone()) {
            Class<?> source = alone.loadClass(TrefoilDataSource.class.getName());
            assertThat(source.getMethods()).extracting(Method::getName).contains("getConnection", "pooled");
            Method pooled = source.getMethod("pooled", String.class);
            assertThatThrownBy(() -> pooled.invoke(null, "jdbc:trefoil://h/db"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"))
                    .hasMessageContaining("com.zaxxer:HikariCP");
        }
    }

    /** The driver and pgjdbc, nothing else. */
    private static final class DriverAlone extends URLClassLoader {
        DriverAlone() {
            super(
                    new URL[] {place(TrefoilDriver.class), place(org.postgresql.Driver.class), place(NullMarked.class)},
                    ClassLoader.getPlatformClassLoader());
        }

        private static URL place(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }
    }

    @Test
    void theVersionComesFromTheBuild() throws Exception {
        try (InputStream version = DriverVersion.class.getResourceAsStream("version.properties")) {
            assertThat(version).isNotNull();
        }
        assertThat(driver.getMajorVersion()).isZero();
        assertThat(driver.jdbcCompliant()).isFalse();
        assertThat(driver.getParentLogger().getName()).isEqualTo("io.trefoil.jdbc");
    }
}
