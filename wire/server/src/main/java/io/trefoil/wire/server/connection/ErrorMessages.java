package io.trefoil.wire.server.connection;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.wire.protocol.ProtocolViolation;
import io.trefoil.wire.protocol.message.DiagnosticField;
import io.trefoil.wire.protocol.message.Diagnostics;
import io.trefoil.wire.protocol.message.ErrorResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what went wrong into the fields of ErrorResponse and NoticeResponse. */
public final class ErrorMessages {
    static final String ERROR = "ERROR";
    static final String FATAL = "FATAL";

    private static final Logger LOG = LoggerFactory.getLogger(ErrorMessages.class);

    private static final Map<String, SqlState> BY_CODE =
            Stream.of(SqlState.values()).collect(Collectors.toUnmodifiableMap(SqlState::code, state -> state));

    private ErrorMessages() {}

    /** A FATAL error for a client that never becomes a session. */
    public static ErrorResponse fatal(Throwable failure) {
        return new ErrorResponse(diagnostics(FATAL, toUserError(failure)));
    }

    static Diagnostics diagnostics(String severity, SqlStateException content) {
        var fields = Diagnostics.basic(severity, content.state().code(), content.text());
        put(fields, DiagnosticField.DETAIL, content.detail());
        put(fields, DiagnosticField.HINT, content.hint());
        put(fields, DiagnosticField.WHERE, content.context());
        put(fields, DiagnosticField.SCHEMA, content.schema());
        put(fields, DiagnosticField.TABLE, content.table());
        put(fields, DiagnosticField.COLUMN, content.column());
        put(fields, DiagnosticField.DATA_TYPE, content.dataType());
        put(fields, DiagnosticField.CONSTRAINT, content.constraint());
        put(fields, DiagnosticField.ROUTINE, content.routine());
        put(fields, DiagnosticField.POSITION, content.position() > 0 ? Integer.toString(content.position()) : null);
        return new Diagnostics(fields);
    }

    /** The error that a user sees for any failure; what is no user's fault is logged with its stack. */
    static SqlStateException toUserError(Throwable failure) {
        return switch (failure) {
            case SqlStateException known -> {
                if (known.state().code().startsWith("XX")) {
                    LOG.error("internal error", known);
                }
                yield known;
            }
            case FatalError fatal -> fatal.content();
            case ProtocolViolation violation ->
                new SqlStateException(
                        BY_CODE.getOrDefault(violation.sqlState(), SqlState.PROTOCOL_VIOLATION), violation.text());
            case OutOfMemoryError exhausted -> {
                LOG.error("out of memory", exhausted);
                yield new SqlStateException(SqlState.OUT_OF_MEMORY, "out of memory");
            }
            case StackOverflowError tooDeep ->
                new SqlStateException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded");
            default -> {
                LOG.error("internal error", failure);
                yield new SqlStateException(
                                SqlState.INTERNAL_ERROR,
                                "internal error: " + failure.getClass().getSimpleName())
                        .withHint("The server's log has the details.");
            }
        };
    }

    private static void put(EnumMap<DiagnosticField, String> fields, DiagnosticField field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(field, value);
        }
    }
}
