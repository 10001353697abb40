package io.trefoil.tck.jdbc.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.jdbc.TrefoilDriver;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the README, as it stands there, in a JVM of its own. */
class ReadmeTest {
    private static final String BEGIN = "```java\n";

    @TempDir
    Path folder;

    private Path program;

    @BeforeEach
    void copyProgram() throws IOException {
        String readme = Files.readString(Path.of("../../README.md"));
        int from = readme.indexOf(BEGIN) + BEGIN.length();
        program =
                Files.writeString(folder.resolve("Transfer.java"), readme.substring(from, readme.indexOf("```", from)));
    }

    @Test
    void itRunsWithTheDriverAloneAgainstAServer() throws Exception {
        try (TestDatabase server = TrefoilTarget.memory().create()) {
            String driver = path(TrefoilDriver.class) + File.pathSeparator + path(org.postgresql.Driver.class);
            assertRuns(driver, "jdbc:trefoil://127.0.0.1:" + server.endpoint().port() + "/trefoil");
        }
    }

    @Test
    void itRunsInsideItsProcess() throws Exception {
        assertRuns(System.getProperty("java.class.path"), "jdbc:trefoil:mem:");
        assertRuns(System.getProperty("java.class.path"), "jdbc:trefoil:file:" + folder.resolve("store"));
    }

    @Test
    void withoutTheEngineItSaysWhatToAdd() throws Exception {
        String driver = path(TrefoilDriver.class) + File.pathSeparator + path(org.postgresql.Driver.class);
        assertThat(run(driver, "jdbc:trefoil:mem:"))
                .contains("needs the engine: add io.trefoil:trefoil-embedded to the class path");
    }

    private void assertRuns(String classPath, String url) throws Exception {
        assertThat(run(classPath, url)).contains("account 1 has 900").contains("account 2 has 350");
    }

    private String run(String classPath, String url) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        program.toString(),
                        url))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }

    private static String path(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
