package io.trefoil.jdbc.statement;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.trefoil.jdbc.api.TransactionRetry;
import io.trefoil.jdbc.api.TransactionRetryListener;
import io.trefoil.jdbc.link.CommandText;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A client span for each statement, as OpenTelemetry's conventions for databases name its parts, and an event in it for each
 * retry below. Does next to nothing until the application has set its {@link GlobalOpenTelemetry}, and never sets it.
 */
public final class OpenTelemetryTracing implements Tracing, TransactionRetryListener {
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
    private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
    private static final AttributeKey<String> TEXT = AttributeKey.stringKey("db.query.text");
    private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
    private static final AttributeKey<String> STATUS = AttributeKey.stringKey("db.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("trefoil.retry.attempt");
    private static final AttributeKey<Long> PAUSE = AttributeKey.longKey("trefoil.retry.pause_ms");
    private static final AttributeKey<String> SCOPE = AttributeKey.stringKey("trefoil.retry.scope");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("trefoil.retry.reason");

    private final String database;
    private final String server;
    private final boolean withText;
    private @Nullable Tracer tracer;
    private io.opentelemetry.api.trace.@Nullable Span current;

    /**
     * @param server empty when the engine is in this process
     * @param withText whether spans carry the statements' text, which may hold data
     */
    public OpenTelemetryTracing(String database, String server, boolean withText) {
        this.database = database;
        this.server = server;
        this.withText = withText;
    }

    @Override
    public Span begin(String sql) {
        Tracer to = tracer();
        if (to == null) {
            return Span.NONE;
        }
        String operation = CommandText.firstWord(sql).toUpperCase(Locale.ROOT);
        var builder = to.spanBuilder(operation.isEmpty() ? database : operation + " " + database)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(SYSTEM, "postgresql")
                .setAttribute(NAMESPACE, database)
                .setAttribute(OPERATION, operation);
        if (!server.isEmpty()) {
            builder.setAttribute(SERVER, server);
        }
        if (withText) {
            builder.setAttribute(TEXT, sql);
        }
        return new StatementSpan(builder.startSpan());
    }

    private @Nullable Tracer tracer() {
        if (tracer == null && GlobalOpenTelemetry.isSet()) {
            tracer = GlobalOpenTelemetry.get().getTracer("io.trefoil.jdbc");
        }
        return tracer;
    }

    private final class StatementSpan implements Span {
        private final io.opentelemetry.api.trace.Span span;
        private final io.opentelemetry.api.trace.@Nullable Span outer;

        StatementSpan(io.opentelemetry.api.trace.Span span) {
            this.span = span;
            this.outer = current;
            current = span;
        }

        @Override
        public void failed(SQLException error) {
            String state = error.getSQLState();
            if (state != null) {
                span.setAttribute(STATUS, state);
            }
            span.setAttribute(ERROR, state == null ? error.getClass().getName() : state);
            // the message may hold data, such as the key of a duplicate row
            span.setStatus(StatusCode.ERROR, withText && error.getMessage() != null ? error.getMessage() : "");
        }

        @Override
        public void end() {
            current = outer;
            span.end();
        }
    }

    @Override
    public void retrying(TransactionRetry retry) {
        event("trefoil.retry", retry);
    }

    @Override
    public void recovered(TransactionRetry retry) {
        event("trefoil.recovered", retry);
    }

    @Override
    public void gaveUp(TransactionRetry retry) {
        event("trefoil.gave_up", retry);
    }

    /** Commits have no span of ours: their events go to the application's. */
    private void event(String name, TransactionRetry retry) {
        var span = current == null ? io.opentelemetry.api.trace.Span.current() : current;
        var attributes = Attributes.builder()
                .put(ATTEMPT, (long) retry.attempt())
                .put(PAUSE, retry.pauseMillis())
                .put(SCOPE, retry.scope().name())
                .put(STATUS, retry.sqlState());
        if (retry.reason() != null) {
            attributes.put(REASON, retry.reason());
        }
        span.addEvent(name, attributes.build());
    }
}
