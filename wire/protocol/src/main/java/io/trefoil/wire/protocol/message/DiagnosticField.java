package io.trefoil.wire.protocol.message;

import org.jspecify.annotations.Nullable;

/** A field of an error or notice (PostgreSQL docs, "Error and Notice Message Fields"), in the order they are sent. */
public enum DiagnosticField {
    /** ERROR, FATAL, PANIC, WARNING, NOTICE, DEBUG, INFO or LOG, localised. */
    SEVERITY('S'),
    /** The same, never localised. */
    SEVERITY_NONLOCALIZED('V'),
    SQLSTATE('C'),
    MESSAGE('M'),
    DETAIL('D'),
    HINT('H'),
    /** Context, such as a call stack. */
    WHERE('W'),
    SCHEMA('s'),
    TABLE('t'),
    COLUMN('c'),
    DATA_TYPE('d'),
    CONSTRAINT('n'),
    /** 1-based, in characters of the query text. */
    POSITION('P'),
    INTERNAL_POSITION('p'),
    INTERNAL_QUERY('q'),
    FILE('F'),
    LINE('L'),
    ROUTINE('R');

    private static final DiagnosticField[] BY_CODE = new DiagnosticField[128];

    static {
        for (DiagnosticField field : values()) {
            BY_CODE[field.code] = field;
        }
    }

    private final char code;

    DiagnosticField(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }

    /** The field of this code; null for one that is not known, which a client ignores. */
    static @Nullable DiagnosticField find(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
