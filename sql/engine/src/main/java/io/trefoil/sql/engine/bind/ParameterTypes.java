package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import java.util.ArrayList;
import java.util.List;

/**
 * Types of $1, $2, ...: given by the Parse message or found at the first use that needs a type (PostgreSQL's variable
 * parameter hooks).
 */
public final class ParameterTypes {
    /** As PostgreSQL: the protocol counts parameters in 16 bits. */
    private static final int PARAMETERS_MAX = 65535;

    private final List<SqlType> types = new ArrayList<>();
    private boolean fixed;

    /** None are given, all are to be inferred. */
    public static ParameterTypes inferred() {
        return new ParameterTypes();
    }

    /** @param given OIDs from the Parse message; 0 or unknown (705) means to be inferred */
    public static ParameterTypes of(int[] given, CatalogSnapshot catalog) {
        ParameterTypes made = new ParameterTypes();
        for (int oid : given) {
            made.types.add(oid == 0 ? SqlTypes.UNKNOWN : catalog.valueType(oid).orElseGet(() -> SqlTypes.require(oid)));
        }
        return made;
    }

    /** No parameters at all, as in a simple query. */
    public static ParameterTypes none() {
        ParameterTypes made = new ParameterTypes();
        made.fixed = true;
        return made;
    }

    /** A reference to $number (1-based); its type is unknown until a use decides it. */
    Scalar.ParameterRef reference(int number) {
        if (number < 1 || number > PARAMETERS_MAX || fixed) {
            throw new SqlStateException(SqlState.UNDEFINED_PARAMETER, "there is no parameter $" + number);
        }
        while (types.size() < number) {
            types.add(SqlTypes.UNKNOWN);
        }
        return new Scalar.ParameterRef(number - 1, types.get(number - 1));
    }

    /** Decides the type of a parameter; 42P08 when an earlier use decided otherwise. */
    Scalar.ParameterRef decide(int index, SqlType type) {
        SqlType known = types.get(index);
        if (known == SqlTypes.UNKNOWN) {
            types.set(index, type);
        } else if (known != type) {
            throw new SqlStateException(
                            SqlState.AMBIGUOUS_PARAMETER, "inconsistent types deduced for parameter $" + (index + 1))
                    .withDetail(known.sqlName() + " versus " + type.sqlName());
        }
        return new Scalar.ParameterRef(index, type);
    }

    /** All types by position; 42P18 for a parameter whose type nothing decided. */
    public List<SqlType> complete() {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i) == SqlTypes.UNKNOWN) {
                throw new SqlStateException(
                        SqlState.INDETERMINATE_DATATYPE, "could not determine data type of parameter $" + (i + 1));
            }
        }
        return List.copyOf(types);
    }
}
