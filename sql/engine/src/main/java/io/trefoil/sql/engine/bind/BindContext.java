package io.trefoil.sql.engine.bind;

import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;

/** The state of binding one statement: the environment, its parameters, and the numbers handed out so far. */
final class BindContext {
    private final BindEnvironment environment;
    private final ParameterTypes parameters;
    private final String sql;
    private int slots;
    private int ctes;
    private int depth;
    private boolean cacheable = true;
    private CteNames cteNames = CteNames.NONE;

    BindContext(BindEnvironment environment, ParameterTypes parameters, String sql) {
        this.environment = environment;
        this.parameters = parameters;
        this.sql = sql;
    }

    BindEnvironment environment() {
        return environment;
    }

    ParameterTypes parameters() {
        return parameters;
    }

    int nextSlot() {
        return slots++;
    }

    /** How many slots the statement needs at run time. */
    int slotCount() {
        return slots;
    }

    int nextCteId() {
        return ctes++;
    }

    int cteCount() {
        return ctes;
    }

    /** The WITH queries that can be named at this point of the statement. */
    CteNames cteNames() {
        return cteNames;
    }

    void cteNames(CteNames names) {
        cteNames = names;
    }

    /** The result depends on the moment of binding ('now'::timestamp), so the plan must not be shared. */
    void forbidCaching() {
        cacheable = false;
    }

    boolean cacheable() {
        return cacheable;
    }

    /** Enters a nested view or query; too deep nesting is an error and not a stack overflow. */
    void enter() {
        if (++depth > 200) {
            throw new SqlStateException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded");
        }
    }

    void leave() {
        depth--;
    }

    /** An error at a place of the query text, given as a 0-based offset in UTF-16 units; negative for no place. */
    SqlStateException error(SqlState state, String message, int offset) {
        return new SqlStateException(state, message).withPosition(position(offset));
    }

    /** The 1-based position in characters that ErrorResponse sends; 0 for no place. */
    int position(int offset) {
        return offset < 0 || offset > sql.length() ? 0 : sql.codePointCount(0, offset) + 1;
    }
}
