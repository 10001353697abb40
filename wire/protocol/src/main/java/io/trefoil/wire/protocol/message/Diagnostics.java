package io.trefoil.wire.protocol.message;

import io.trefoil.wire.protocol.MessageReader;
import io.trefoil.wire.protocol.MessageWriter;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The fields of an error or notice that are there. Severity, SQLSTATE and message always are. */
public record Diagnostics(Map<DiagnosticField, String> fields) {
    public Diagnostics {
        fields = Collections.unmodifiableMap(new EnumMap<>(fields));
    }

    /** The fields that always are there, in a map to add others to. */
    public static EnumMap<DiagnosticField, String> basic(String severity, String sqlState, String message) {
        var fields = new EnumMap<DiagnosticField, String>(DiagnosticField.class);
        fields.put(DiagnosticField.SEVERITY, severity);
        fields.put(DiagnosticField.SEVERITY_NONLOCALIZED, severity);
        fields.put(DiagnosticField.SQLSTATE, sqlState);
        fields.put(DiagnosticField.MESSAGE, message);
        return fields;
    }

    /** A field's value, empty when it is not there. */
    public String field(DiagnosticField field) {
        return fields.getOrDefault(field, "");
    }

    public String severity() {
        return field(DiagnosticField.SEVERITY);
    }

    public String sqlState() {
        return field(DiagnosticField.SQLSTATE);
    }

    public String message() {
        return field(DiagnosticField.MESSAGE);
    }

    static Diagnostics decode(MessageReader in) {
        var fields = new EnumMap<DiagnosticField, String>(DiagnosticField.class);
        for (int code = in.int8(); code != 0; code = in.int8()) {
            String value = in.string();
            DiagnosticField field = DiagnosticField.find(code);
            if (field != null) {
                fields.put(field, value);
            }
        }
        return new Diagnostics(fields);
    }

    void encode(MessageWriter out) {
        fields.forEach((field, value) -> out.int8(field.code()).string(value));
        out.int8(0);
    }
}
