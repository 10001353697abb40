package io.trefoil.jdbc.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** ErrorResponse and NoticeResponse: fields by their letters (PostgreSQL docs, "Error and Notice Message Fields"). */
final class ErrorMessage {
    private final Map<Character, String> fields = new LinkedHashMap<>();

    private ErrorMessage() {}

    /** Reads the message that a stream has come to. */
    static ErrorMessage parse(BackendStream in) {
        return parse(in.buffer(), in.scan(), in.messageEnd());
    }

    private static ErrorMessage parse(byte[] buffer, int start, int end) {
        ErrorMessage error = new ErrorMessage();
        int at = start + 5;
        while (at < end && buffer[at] != 0) {
            char letter = (char) buffer[at];
            int stop = at + 1;
            while (stop < end && buffer[stop] != 0) {
                stop++;
            }
            error.fields.put(letter, new String(buffer, at + 1, stop - at - 1, StandardCharsets.UTF_8));
            at = stop + 1;
        }
        return error;
    }

    /** A warning of the driver's own. */
    static ErrorMessage warning(String text) {
        return of("WARNING", "01000", text);
    }

    /** An error of the driver's own. */
    static ErrorMessage of(String severity, String sqlState, String text) {
        ErrorMessage made = new ErrorMessage();
        made.fields.put('S', severity);
        made.fields.put('V', severity);
        made.fields.put('C', sqlState);
        made.fields.put('M', text);
        return made;
    }

    String sqlState() {
        return fields.getOrDefault('C', "");
    }

    String text() {
        return fields.getOrDefault('M', "");
    }

    /** The same error, whose text also says why the driver has not run the transaction again. */
    ErrorMessage notRunAgain(String reason) {
        ErrorMessage longer = new ErrorMessage();
        longer.fields.putAll(fields);
        longer.fields.put('M', text() + " (not run again by the driver: " + reason + ")");
        return longer;
    }

    /** Whether running the transaction again may help: serialization failure or deadlock. */
    boolean isRetryable() {
        return sqlState().equals("40001") || sqlState().equals("40P01");
    }

    /** Whether somebody wanted the statement to end (class 57), which is no answer to it. */
    boolean isInterruption() {
        return sqlState().startsWith("57");
    }

    /** Whether a statement was planned before its tables changed; pgjdbc prepares it again when told so outside a failed block. */
    boolean isStalePlan() {
        String routine = fields.getOrDefault('R', "");
        return sqlState().equals("0A000")
                && (routine.equals("RevalidateCachedQuery") || routine.equals("RevalidateCachedPlan"));
    }

    /** Whether the server closes the connection after it. */
    boolean endsSession() {
        return fields.getOrDefault('V', fields.getOrDefault('S', "")).equals("FATAL");
    }

    /**
     * Whether a session's work is to end with it: an open transaction idled or took too long (25P03, 25P04), or somebody ran
     * pg_terminate_backend while it was at work, which Trefoil's servers tell apart from a shutdown of theirs.
     */
    boolean endsWork() {
        return sqlState().startsWith("25")
                || (sqlState().equals("57P01") && fields.getOrDefault('R', "").equals("pg_terminate_backend"));
    }

    /** The message, header included. */
    byte[] encode(char type) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(128);
        fields.forEach((letter, value) -> {
            body.write(letter);
            body.writeBytes(value.getBytes(StandardCharsets.UTF_8));
            body.write(0);
        });
        body.write(0);
        return Frames.message(type, body.toByteArray());
    }
}
