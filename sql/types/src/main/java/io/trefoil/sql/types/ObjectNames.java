package io.trefoil.sql.types;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Names and OIDs of catalog objects as the reg* types print and read them: qualified only when not visible on the
 * search path (PostgreSQL docs, "Object Identifier Types").
 */
public interface ObjectNames {
    /** A catalog that knows no object: every OID prints as a number, every name is absent. */
    ObjectNames NONE = new ObjectNames() {
        @Override
        public @Nullable String nameOf(Kind kind, int oid) {
            return null;
        }

        @Override
        public OptionalInt oidOf(Kind kind, String name) {
            return OptionalInt.empty();
        }
    };

    /** The reg* types: regclass, regtype, regproc, regprocedure, regoper, regoperator, regnamespace, regrole, ... */
    enum Kind {
        CLASS,
        TYPE,
        PROC,
        PROCEDURE,
        OPER,
        OPERATOR,
        NAMESPACE,
        ROLE,
        COLLATION,
        CONFIG,
        DICTIONARY
    }

    /** The name to print, quoted and qualified as needed, or null when no such object exists. */
    @Nullable
    String nameOf(Kind kind, int oid);

    /** The OID of a possibly qualified, possibly quoted name, or empty when there is none. */
    OptionalInt oidOf(Kind kind, String name);
}
