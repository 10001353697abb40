package io.trefoil.sql.functions.regex;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** 2201B with PostgreSQL's words. */
final class RegexErrors {
    static final String PARENTHESES = "parentheses () not balanced";
    static final String BRACKETS = "brackets [] not balanced";
    static final String BRACES = "braces {} not balanced";
    static final String QUANTIFIER = "quantifier operand invalid";
    static final String REPETITION = "invalid repetition count(s)";
    static final String RANGE = "invalid character range";
    static final String CLASS = "invalid character class";
    static final String COLLATING = "invalid collating element";
    static final String ESCAPE = "invalid escape \\ sequence";
    static final String BACK_REFERENCE = "invalid backreference number";
    static final String OPTION = "invalid embedded option";
    static final String TOO_COMPLEX = "regular expression is too complex";

    private RegexErrors() {}

    static SqlStateException invalid(String reason) {
        return new SqlStateException(SqlState.INVALID_REGULAR_EXPRESSION, "invalid regular expression: " + reason);
    }
}
