package io.trefoil.sql.engine.session;

import io.trefoil.sql.types.SqlState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code trefoil.flexible_text_parameters}: a parameter that its client has declared as text may stand where the statement
 * wants another type, as a literal in quotes may. Drivers declare every string of their application as text, be it meant for
 * a uuid, a jsonb or a timestamp.
 */
final class FlexibleParameters {
    private static final int TEXT = 25;
    private static final int BPCHAR = 1042;
    private static final int VARCHAR = 1043;

    private static final Set<SqlState> MISMATCHES = EnumSet.of(
            SqlState.DATATYPE_MISMATCH,
            SqlState.UNDEFINED_FUNCTION,
            SqlState.AMBIGUOUS_FUNCTION,
            SqlState.AMBIGUOUS_PARAMETER,
            SqlState.CANNOT_COERCE);

    private FlexibleParameters() {}

    /** The types with unknown in the place of text, null when there is no text or the error is another. */
    static int @Nullable [] instead(int @Nullable [] types, SqlState error) {
        if (types == null || !MISMATCHES.contains(error)) {
            return null;
        }
        int[] flexible = Arrays.stream(types).map(oid -> isText(oid) ? 0 : oid).toArray();
        return Arrays.equals(flexible, types) ? null : flexible;
    }

    private static boolean isText(int oid) {
        return oid == TEXT || oid == VARCHAR || oid == BPCHAR;
    }
}
