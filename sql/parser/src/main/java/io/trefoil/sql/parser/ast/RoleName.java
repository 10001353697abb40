package io.trefoil.sql.parser.ast;

/** A role as written: by name or by one of the words that stand for a role. */
public record RoleName(Kind kind, String name, int position) {

    /** How the role is given; {@code name} is meaningful for NAMED and holds the word otherwise. */
    public enum Kind {
        NAMED,
        CURRENT_ROLE,
        CURRENT_USER,
        SESSION_USER,
        PUBLIC
    }
}
