package io.trefoil.tck.jdbc;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spans of OpenTelemetry, as an application sees them that has set its {@code GlobalOpenTelemetry}. */
class TracingTest {
    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    @OnTrefoilDoors
    void eachStatementIsASpanBelowTheApplications(Door door) throws SQLException {
        try (Connection connection = door.open();
                PreparedStatement query = connection.prepareStatement("select 40 + ?")) {
            TELEMETRY.clearSpans();
            Span application = TELEMETRY
                    .getOpenTelemetry()
                    .getTracer("test")
                    .spanBuilder("order")
                    .startSpan();
            try (Scope scope = application.makeCurrent()) {
                assertThat(scope).isNotNull();
                query.setInt(1, 2);
                query.executeQuery().close();
            }
            assertThat(TELEMETRY.getSpans()).singleElement().satisfies(span -> {
                assertThat(span.getName()).startsWith("SELECT ");
                assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
                assertThat(span.getParentSpanId())
                        .isEqualTo(application.getSpanContext().getSpanId());
                assertThat(span.getAttributes().get(stringKey("db.operation.name")))
                        .isEqualTo("SELECT");
                assertThat(span.getAttributes().get(stringKey("db.query.text"))).isNull();
                assertThat(span.hasEnded()).isTrue();
            });
            application.end();
        }
    }

    @OnTrefoilDoors
    void theTextIsThereWhenItIsAskedFor(Door door) throws SQLException {
        try (Connection connection = door.open("tracing=sql")) {
            TELEMETRY.clearSpans();
            execute(connection, "create table item (id int primary key)");
            assertThat(TELEMETRY.getSpans())
                    .singleElement()
                    .satisfies(span -> assertThat(span.getAttributes().get(stringKey("db.query.text")))
                            .isEqualTo("create table item (id int primary key)"));
        }
    }

    @OnTrefoilDoors
    void noneIsMadeWhenTracingIsOff(Door door) throws SQLException {
        try (Connection connection = door.open("tracing=off")) {
            TELEMETRY.clearSpans();
            execute(connection, "create table item (id int primary key)");
            assertThat(TELEMETRY.getSpans()).isEmpty();
        }
    }

    @OnTrefoilDoors
    void aFailureHasItsSqlStateAndNothingOfItsText(Door door) throws SQLException {
        try (Connection connection = door.open()) {
            TELEMETRY.clearSpans();
            assertThatThrownBy(() -> execute(connection, "insert into nowhere values ('secret')"))
                    .isInstanceOf(SQLException.class);
            assertThat(TELEMETRY.getSpans()).singleElement().satisfies(span -> {
                assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                assertThat(span.getAttributes().get(stringKey("db.response.status_code")))
                        .isEqualTo("42P01");
                assertThat(span.toString()).doesNotContain("secret").doesNotContain("nowhere");
            });
        }
    }

    @OnTrefoilDoors
    void aReplayIsAnEventOfTheStatementThatCausedIt(Door door) throws SQLException {
        try (Connection connection = door.open();
                Connection other = door.open()) {
            execute(connection, "create table account (id int primary key, balance int)");
            execute(connection, "insert into account values (1, 100), (2, 100)");
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from account where balance > 0")) {
                assertThat(row.next()).isTrue();
            }
            execute(other, "update account set balance = 200 where id = 1");
            TELEMETRY.clearSpans();
            execute(connection, "update account set balance = balance + 1 where id = 1");
            List<SpanData> spans = TELEMETRY.getSpans();
            connection.commit();
            assertThat(spans).singleElement().satisfies(span -> {
                assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
                assertThat(span.getEvents())
                        .extracting(EventData::getName)
                        .containsExactly("trefoil.retry", "trefoil.recovered");
            });
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
