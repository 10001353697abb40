package io.trefoil.sql.api;

/** The state that ReadyForQuery tells. */
public enum TransactionStatus {
    IDLE('I'),
    IN_BLOCK('T'),
    FAILED('E');

    private final char code;

    TransactionStatus(char code) {
        this.code = code;
    }

    public char code() {
        return code;
    }
}
