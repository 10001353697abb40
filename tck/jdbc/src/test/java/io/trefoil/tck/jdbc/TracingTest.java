package io.trefoil.tck.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.File;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans for statements, for those who collect them. */
class TracingTest {
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    @BeforeEach
    void collect() {
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.set(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build());
    }

    @AfterEach
    void forget() {
        GlobalOpenTelemetry.resetForTest();
    }

    private static @Nullable String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    @OnTrefoilDoors
    void everyStatementIsASpan(Door door) throws SQLException {
        Connection connection = door.open();
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 'a secret'");
            assertThatThrownBy(() -> statement.execute("insert into nowhere values (1)"))
                    .isInstanceOf(SQLException.class);
        }
        List<SpanData> seen = spans.getFinishedSpanItems();
        assertThat(seen).hasSize(2);
        SpanData select = seen.get(0);
        assertThat(select.getName()).isEqualTo("SELECT " + connection.getCatalog());
        assertThat(select.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(text(select, "db.system.name")).isEqualTo("postgresql");
        assertThat(text(select, "db.namespace")).isEqualTo(connection.getCatalog());
        assertThat(text(select, "db.operation.name")).isEqualTo("SELECT");
        assertThat(text(select, "db.query.text")).isNull();
        if (door == Door.REMOTE) {
            assertThat(text(select, "server.address")).isEqualTo("127.0.0.1");
        } else {
            assertThat(text(select, "server.address")).isNull();
        }
        SpanData insert = seen.get(1);
        assertThat(text(insert, "db.response.status_code")).isEqualTo("42P01");
        assertThat(insert.getStatus()).isEqualTo(StatusData.error());
    }

    @OnTrefoilDoors
    void textsAreShownWhenAskedFor(Door door) throws SQLException {
        try (Statement statement = door.open("tracing=sql").createStatement()) {
            statement.executeQuery("select 1 as one");
        }
        assertThat(text(spans.getFinishedSpanItems().get(0), "db.query.text")).isEqualTo("select 1 as one");
        spans.reset();
        try (Statement statement = door.open("tracing=off").createStatement()) {
            statement.executeQuery("select 1");
        }
        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    @OnTrefoilDoors
    void retriesAreEventsOfTheStatementThatMetThem(Door door) throws SQLException {
        Connection connection = door.open();
        Connection other = door.open("tracing=off");
        try (Statement statement = connection.createStatement();
                Statement elsewhere = other.createStatement()) {
            elsewhere.execute("create table t (id int primary key, n int)");
            elsewhere.execute("insert into t values (1, 1), (2, 2)");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            statement.executeQuery("select n from t where id = 2");
            elsewhere.execute("update t set n = 5 where id = 1");
            statement.executeUpdate("update t set n = n + 1 where id = 1");
            connection.commit();
        }
        SpanData update = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().startsWith("UPDATE"))
                .findFirst()
                .orElseThrow();
        assertThat(update.getEvents()).extracting(EventData::getName).contains("trefoil.retry", "trefoil.recovered");
    }

    @Test
    void theDriverRunsWithoutOpenTelemetry() throws Exception {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("opentelemetry"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java", "-cp", classPath, WithoutTracing.class.getName())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** A program of its own. */
    static final class WithoutTracing {
        private WithoutTracing() {}

        public static void main(String[] args) throws SQLException {
            try (Connection connection = java.sql.DriverManager.getConnection("jdbc:trefoil:mem:");
                    Statement statement = connection.createStatement();
                    var rows = statement.executeQuery("select 1")) {
                System.exit(rows.next() ? 0 : 1);
            }
        }
    }
}
