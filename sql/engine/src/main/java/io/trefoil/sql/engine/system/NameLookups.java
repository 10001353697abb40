package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.text;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.ObjectNames;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Names to OIDs and back: to_regclass and its kin, pg_get_userbyid. */
final class NameLookups implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        lookup(d, "to_regclass(text)", ObjectNames.Kind.CLASS);
        lookup(d, "to_regtype(text)", ObjectNames.Kind.TYPE);
        lookup(d, "to_regproc(text)", ObjectNames.Kind.PROC);
        lookup(d, "to_regprocedure(text)", ObjectNames.Kind.PROCEDURE);
        lookup(d, "to_regoper(text)", ObjectNames.Kind.OPER);
        lookup(d, "to_regoperator(text)", ObjectNames.Kind.OPERATOR);
        lookup(d, "to_regnamespace(text)", ObjectNames.Kind.NAMESPACE);
        lookup(d, "to_regrole(text)", ObjectNames.Kind.ROLE);
        lookup(d, "to_regcollation(text)", ObjectNames.Kind.COLLATION);
        general(
                d,
                "pg_get_userbyid(oid)",
                (context, a) -> CatalogTexts.of(context).names().userName(int4(a, 0)));
    }

    private static void lookup(Definitions d, String signature, ObjectNames.Kind kind) {
        general(d, signature, (context, a) -> find(context, kind, text(a, 0)));
    }

    /** A name that several functions or operators have is as good as none. */
    private static @Nullable Integer find(FunctionContext context, ObjectNames.Kind kind, String name) {
        try {
            OptionalInt oid = CatalogTexts.of(context).references().oidOf(kind, name);
            return oid.isPresent() ? Integer.valueOf(oid.getAsInt()) : null;
        } catch (SqlStateException e) {
            if (e.state() == SqlState.AMBIGUOUS_FUNCTION) {
                return null;
            }
            throw e;
        }
    }
}
