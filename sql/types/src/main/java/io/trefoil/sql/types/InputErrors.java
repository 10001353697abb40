package io.trefoil.sql.types;

/** The errors that input functions share, in PostgreSQL's words. */
final class InputErrors {
    private InputErrors() {}

    static SqlStateException syntax(String type, String text) {
        return new SqlStateException(
                SqlState.INVALID_TEXT_REPRESENTATION, "invalid input syntax for type " + type + ": \"" + text + "\"");
    }

    static SqlStateException range(String type, String text) {
        return new SqlStateException(
                SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value \"" + text + "\" is out of range for type " + type);
    }
}
