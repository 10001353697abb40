package io.trefoil.sql.parser;

import io.trefoil.sql.parser.ast.TableConstraint.Timing;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** The words after a constraint: DEFERRABLE, INITIALLY DEFERRED, NOT VALID, NO INHERIT. */
final class TimingGrammar {
    private final Tokens tokens;
    private int deferrable = -1;
    private int deferred = -1;
    private boolean notValid;
    private boolean noInherit;

    TimingGrammar(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Reads the words and rejects those that the kind of constraint does not take. */
    Timing timing(String words, boolean mayBeNotValid, boolean mayBeNoInherit, boolean mayBeDeferrable) {
        while (word()) {
            // Each turn takes one word.
        }
        if ((deferrable == 1 || deferred == 1) && !mayBeDeferrable) {
            throw refuse(words, "DEFERRABLE");
        }
        if (notValid && !mayBeNotValid) {
            throw refuse(words, "NOT VALID");
        }
        if (noInherit && !mayBeNoInherit) {
            throw refuse(words, "NO INHERIT");
        }
        // INITIALLY DEFERRED alone makes the constraint deferrable.
        return new Timing(deferrable == 1 || deferred == 1, deferred == 1, notValid, noInherit);
    }

    private SqlStateException refuse(String words, String attribute) {
        return tokens.error(-1, SqlState.FEATURE_NOT_SUPPORTED, words + " constraints cannot be marked " + attribute);
    }

    private boolean word() {
        int position = tokens.start();
        if (tokens.accept(TokenKind.NOT)) {
            if (tokens.accept(TokenKind.VALID)) {
                notValid = true;
                return true;
            }
            tokens.expect(TokenKind.DEFERRABLE);
            deferrable(0, position);
            return true;
        }
        if (tokens.accept(TokenKind.DEFERRABLE)) {
            deferrable(1, position);
            return true;
        }
        if (tokens.accept(TokenKind.INITIALLY)) {
            boolean later = tokens.accept(TokenKind.DEFERRED);
            if (!later) {
                tokens.expect(TokenKind.IMMEDIATE);
            }
            initially(later ? 1 : 0, position);
            return true;
        }
        if (tokens.acceptPair(TokenKind.NO, TokenKind.INHERIT)) {
            noInherit = true;
            return true;
        }
        return false;
    }

    private void deferrable(int value, int position) {
        if (value == 0 && deferred == 1) {
            throw notDeferrable(position);
        }
        if (deferrable >= 0 && deferrable != value) {
            throw conflict(position);
        }
        deferrable = value;
    }

    private void initially(int value, int position) {
        if (value == 1 && deferrable == 0) {
            throw notDeferrable(position);
        }
        if (deferred >= 0 && deferred != value) {
            throw conflict(position);
        }
        deferred = value;
    }

    private SqlStateException notDeferrable(int position) {
        return tokens.error(position, "constraint declared INITIALLY DEFERRED must be DEFERRABLE");
    }

    private SqlStateException conflict(int position) {
        return tokens.error(position, "conflicting constraint properties");
    }
}
