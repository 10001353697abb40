package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TypeOid;

/** The one type for several expressions (PostgreSQL docs, "UNION, CASE, and Related Constructs"). */
final class CommonType {
    private final TypeFacts types;
    private final Coercions coercions;

    CommonType(TypeFacts types, Coercions coercions) {
        this.types = types;
        this.coercions = coercions;
    }

    /** What {@link #choose} found: the type, or 0 and the two types of different categories and where they met. */
    record Choice(int type, int left, int right, int rightIndex) {}

    Choice choose(int[] oids, int count) {
        int first = oids[0];
        int i = 1;
        if (first != TypeOid.UNKNOWN) {
            while (i < count && oids[i] == first) {
                i++;
            }
            if (i == count) {
                return new Choice(first, 0, 0, 0);
            }
        }
        int chosen = types.base(first);
        for (; i < count; i++) {
            int next = types.base(oids[i]);
            if (next == TypeOid.UNKNOWN || next == chosen) {
                continue;
            }
            if (chosen == TypeOid.UNKNOWN) {
                chosen = next;
            } else if (types.category(next) != types.category(chosen)) {
                return new Choice(0, chosen, next, i);
            } else if (!types.preferred(chosen)
                    && coercions.canCoerce(chosen, next, CoercionContext.IMPLICIT)
                    && !coercions.canCoerce(next, chosen, CoercionContext.IMPLICIT)) {
                chosen = next;
            }
        }
        return new Choice(chosen == TypeOid.UNKNOWN ? TypeOid.TEXT : chosen, 0, 0, 0);
    }

    /** Whether every type converts implicitly to the common one. */
    boolean reaches(int common, int[] oids, int count) {
        for (int i = 0; i < count; i++) {
            if (!coercions.canCoerce(oids[i], common, CoercionContext.IMPLICIT)) {
                return false;
            }
        }
        return true;
    }

    SqlStateException mismatch(String construct, Choice choice) {
        return new SqlStateException(
                SqlState.DATATYPE_MISMATCH,
                construct + " types " + types.name(choice.left()) + " and " + types.name(choice.right())
                        + " cannot be matched");
    }
}
