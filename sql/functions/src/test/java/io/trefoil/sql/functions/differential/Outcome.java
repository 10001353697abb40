package io.trefoil.sql.functions.differential;

/**
 * What a call gave: its rows' texts joined, or an error.
 *
 * @param type OID of the result type, 0 for an error
 * @param text the result, or the error's SQLSTATE and message
 */
record Outcome(int type, String text) {
    static Outcome error(String state, String message) {
        return new Outcome(0, "ERROR " + state + ": " + message);
    }

    /**
     * Results must agree to the letter, errors in their SQLSTATE.
     *
     * @param signOnly numbers need only agree in their sign, as those of btree support functions
     */
    boolean agrees(Outcome other, boolean signOnly) {
        if (signOnly && text.matches("-?\\d+") && other.text.matches("-?\\d+")) {
            return Long.signum(Long.parseLong(text)) == Long.signum(Long.parseLong(other.text));
        }
        if (type == 0 && other.type == 0) {
            return text.substring(0, 11).equals(other.text.substring(0, 11));
        }
        return text.equals(other.text);
    }
}
