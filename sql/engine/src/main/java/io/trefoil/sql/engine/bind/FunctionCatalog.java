package io.trefoil.sql.engine.bind;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.engine.algebra.FunctionReference;
import io.trefoil.sql.functions.AggregateBody;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionLibrary;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Joins pg_proc's rows with the bodies of the function library. Thread-safe; references are shared. */
public final class FunctionCatalog {
    private final FunctionLibrary library;
    private final Map<Integer, FunctionReference> references = new ConcurrentHashMap<>();

    public FunctionCatalog(FunctionLibrary library) {
        this.library = library;
    }

    /** The callable function behind a row; 0A000 when its body is not implemented. */
    public FunctionReference reference(ProcRow proc) {
        FunctionReference known = references.get(proc.oid());
        if (known != null) {
            return known;
        }
        String signature = signature(proc);
        FunctionBody body = library.function(signature);
        if (body == null) {
            throw new SqlStateException(
                    SqlState.FEATURE_NOT_SUPPORTED, "function " + signature + " is not supported yet");
        }
        FunctionReference made = new FunctionReference(
                proc.oid(), proc.name(), signature, proc.strict(), proc.volatility(), proc.returnsSet(), body);
        references.put(proc.oid(), made);
        return made;
    }

    /** The function with this pg_proc OID. */
    public FunctionReference reference(int oid) {
        FunctionReference known = references.get(oid);
        if (known != null) {
            return known;
        }
        ProcRow proc = BuiltinCatalog.instance().proc(oid);
        if (proc == null) {
            throw new SqlStateException(SqlState.UNDEFINED_FUNCTION, "function with OID " + oid + " does not exist");
        }
        return reference(proc);
    }

    /** The body of an aggregate, or null when it is not implemented. */
    public @Nullable AggregateBody aggregate(ProcRow proc) {
        return library.aggregate(signature(proc));
    }

    /** {@code name(type,type)} with pg_type names, the key of the function library. */
    public static String signature(ProcRow proc) {
        StringBuilder text = new StringBuilder(proc.name()).append('(');
        String separator = "";
        for (int type : proc.argumentTypes()) {
            TypeRow row = BuiltinCatalog.instance().type(type);
            text.append(separator).append(row == null ? Integer.toString(type) : row.name());
            separator = ",";
        }
        return text.append(')').toString();
    }
}
