package io.trefoil.sql.catalog.resolve;

/** How far a conversion may go on its own; later ones allow what earlier ones do (PostgreSQL docs, CREATE CAST). */
public enum CoercionContext {
    IMPLICIT,
    ASSIGNMENT,
    EXPLICIT;

    /** Whether a cast with this pg_cast.castcontext may be used here. */
    boolean allows(char castContext) {
        return switch (castContext) {
            case 'i' -> true;
            case 'a' -> this != IMPLICIT;
            default -> this == EXPLICIT;
        };
    }
}
