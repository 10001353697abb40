package io.trefoil.sql.engine.algebra;

import io.trefoil.sql.functions.FunctionBody;

/**
 * A resolved function: its pg_proc identity and the code behind it.
 *
 * @param oid pg_proc.oid
 * @param signature {@code name(type,type)} with pg_type names
 * @param strict returns null on any null argument without being called
 * @param volatility i, s or v
 * @param returnsSet proretset
 */
public record FunctionReference(
        int oid,
        String name,
        String signature,
        boolean strict,
        char volatility,
        boolean returnsSet,
        FunctionBody body) {

    /** Two references are equal when they name the same function. */
    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionReference reference
                && reference.oid == oid
                && reference.signature.equals(signature);
    }

    @Override
    public int hashCode() {
        return oid;
    }

    @Override
    public String toString() {
        return signature;
    }
}
