package io.trefoil.sql.functions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All implemented functions and aggregates by signature. Immutable after construction. */
public final class FunctionLibrary {
    private final Map<String, FunctionBody> functions = new HashMap<>();
    private final Map<String, AggregateBody> aggregates = new HashMap<>();

    public FunctionLibrary(List<FunctionFamily> families) {
        FunctionFamily.Definitions definitions = new FunctionFamily.Definitions() {
            @Override
            public void function(String signature, FunctionBody body) {
                if (functions.put(signature, body) != null) {
                    throw new IllegalStateException("function defined twice: " + signature);
                }
            }

            @Override
            public void aggregate(String signature, AggregateBody body) {
                if (aggregates.put(signature, body) != null) {
                    throw new IllegalStateException("aggregate defined twice: " + signature);
                }
            }
        };
        for (FunctionFamily family : families) {
            family.define(definitions);
        }
    }

    /** The body of {@code name(type,type)}, or null when it is not implemented. */
    public @Nullable FunctionBody function(String signature) {
        return functions.get(signature);
    }

    public @Nullable AggregateBody aggregate(String signature) {
        return aggregates.get(signature);
    }

    public Set<String> functionSignatures() {
        return functions.keySet();
    }

    public Set<String> aggregateSignatures() {
        return aggregates.keySet();
    }
}
