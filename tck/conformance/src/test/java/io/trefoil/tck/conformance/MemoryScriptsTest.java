package io.trefoil.tck.conformance;

import io.trefoil.tck.harness.ScriptTests;
import io.trefoil.tck.harness.server.TrefoilTarget;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scripts on Trefoil in memory, by simple queries. */
class MemoryScriptsTest {
    @TestFactory
    Stream<DynamicTest> sql() {
        return on(PostgresScriptsTest.SQL);
    }

    @TestFactory
    Stream<DynamicTest> protocol() {
        return on(PostgresScriptsTest.WIRE);
    }

    @TestFactory
    Stream<DynamicTest> isolation() {
        return on(PostgresScriptsTest.ISOLATION);
    }

    @TestFactory
    Stream<DynamicTest> clients() {
        return on(PostgresScriptsTest.CLIENTS);
    }

    private static Stream<DynamicTest> on(Path scripts) {
        return ScriptTests.on(scripts, TrefoilTarget::memory);
    }
}
