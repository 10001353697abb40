package io.trefoil.jdbc.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user reads when databases inside the process cannot be had. */
class EmbeddedEnginesTest {
    @TempDir
    Path directory;

    @Test
    void missingEngineSaysWhatToAdd() {
        ClassLoader empty = new ClassLoader(null) {};
        assertThatThrownBy(() -> EmbeddedEngines.find(empty, empty))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        missing -> assertThat(missing.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining("add io.trefoil:trefoil-embedded to the class path");
    }

    @Test
    void oldJavaIsNamedWithTheOneThatIsNeeded() {
        assertThat(EmbeddedEngines.missing(17, null).getMessage())
                .contains("needs Java 21 or newer, this is 17")
                .contains("io.trefoil:trefoil-embedded");
        Throwable tooNew = new UnsupportedClassVersionError("class file version 65.0");
        assertThat(EmbeddedEngines.missing(17, tooNew).getMessage()).contains("needs Java 21 or newer, this is 17");
    }

    @Test
    void engineThatCannotBeLoadedIsTold() throws IOException {
        Path services = Files.writeString(directory.resolve("services"), "io.trefoil.NoSuchEngine\n");
        URL url = services.toUri().toURL();
        ClassLoader broken = new ClassLoader(EmbeddedEngine.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) {
                return Collections.enumeration(List.of(url));
            }
        };
        assertThatThrownBy(() -> EmbeddedEngines.find(broken, new ClassLoader(null) {}))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failed -> assertThat(failed.getSQLState()).isEqualTo("08001"))
                .hasMessageContaining("io.trefoil.NoSuchEngine");
    }
}
