package io.trefoil.tck.conformance;

import io.trefoil.tck.harness.ScriptTests;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripts on PostgreSQL, so that what they say is PostgreSQL's behaviour and not our memory of it. */
class PostgresScriptsTest {
    static final Path SQL = Path.of("src/test/resources/slt");
    static final Path WIRE = Path.of("src/test/resources/wire");
    static final Path ISOLATION = Path.of("src/test/resources/isolation");
    static final Path CLIENTS = Path.of("src/test/resources/clients");

    @TestFactory
    Stream<DynamicTest> sql() {
        return ScriptTests.on(SQL, ScriptTests::postgres);
    }

    @TestFactory
    Stream<DynamicTest> protocol() {
        return ScriptTests.on(WIRE, ScriptTests::postgres);
    }

    @TestFactory
    Stream<DynamicTest> isolation() {
        return ScriptTests.on(ISOLATION, ScriptTests::postgres);
    }

    @TestFactory
    Stream<DynamicTest> clients() {
        return ScriptTests.on(CLIENTS, ScriptTests::postgres);
    }
}
