package io.trefoil.sql.functions.differential;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionLibrary;
import io.trefoil.sql.functions.builtin.BuiltinFunctions;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlType;
import io.trefoil.sql.types.SqlTypes;
import io.trefoil.sql.types.TypeOid;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs calls on our own bodies, as the executor would. */
final class TrefoilSide {
    private static final FunctionLibrary LIBRARY = BuiltinFunctions.library();
    private static final Map<String, ProcRow> PROCS = procs();

    private final FunctionContext context;

    TrefoilSide(FunctionContext context) {
        this.context = context;
    }

    static FunctionLibrary library() {
        return LIBRARY;
    }

    /** pg_proc's rows by signature. */
    static Map<String, ProcRow> catalog() {
        return PROCS;
    }

    /** @param resultType the OID of the result as PostgreSQL found it; of use for polymorphic functions */
    Outcome run(Call call, int resultType) {
        FunctionBody body = LIBRARY.function(call.signature());
        ProcRow row = Objects.requireNonNull(PROCS.get(call.signature()), call.signature());
        if (body == null) {
            return new Outcome(-1, "not implemented");
        }
        try {
            SqlType result = SqlTypes.require(resultType <= 1 ? concrete(row.returnType(), call) : resultType);
            SqlType[] types = new SqlType[call.types().size()];
            @Nullable Object[] values = new @Nullable Object[types.length];
            boolean anyNull = false;
            for (int i = 0; i < types.length; i++) {
                types[i] = SqlTypes.byName(call.types().get(i)).orElseThrow();
                String literal = call.arguments().get(i);
                values[i] = literal == null ? null : types[i].parse(literal, -1, context.textFormat());
                anyNull |= literal == null;
            }
            if (anyNull && row.strict()) {
                return new Outcome(result.oid(), row.returnsSet() ? "<NONE>" : OracleSide.NULL_TEXT);
            }
            return new Outcome(result.oid(), invoke(body, types, result, values));
        } catch (SqlStateException e) {
            return Outcome.error(e.state().code(), e.text());
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            return new Outcome(-1, "CRASH " + e + (trace.length == 0 ? "" : " at " + trace[0]));
        }
    }

    /** The result type where PostgreSQL gave no value to tell it: polymorphic ones follow the first array argument. */
    private static int concrete(int oid, Call call) {
        SqlType type = SqlTypes.find(oid).orElse(SqlTypes.TEXT);
        if (!type.name().startsWith("any")) {
            return type.oid();
        }
        for (String argument : call.types()) {
            if (argument.startsWith("_")) {
                return SqlTypes.byName(argument).orElseThrow().oid();
            }
        }
        return TypeOid.TEXT;
    }

    private String invoke(FunctionBody body, SqlType[] types, SqlType result, @Nullable Object[] values) {
        return switch (body) {
            case FunctionBody.Unary unary -> text(result, unary.apply(at(values, 0)));
            case FunctionBody.Binary binary -> text(result, binary.apply(at(values, 0), at(values, 1)));
            case FunctionBody.Ternary ternary ->
                text(result, ternary.apply(at(values, 0), at(values, 1), at(values, 2)));
            case FunctionBody.General general -> text(result, general.apply(context, values));
            case FunctionBody.Polymorphic polymorphic -> invoke(polymorphic.bind(types, result), types, result, values);
            case FunctionBody.SetReturning rows -> {
                StringBuilder all = new StringBuilder();
                Iterator<@Nullable Object> iterator = rows.apply(context, values);
                if (!iterator.hasNext()) {
                    yield "<NONE>";
                }
                while (iterator.hasNext()) {
                    all.append(text(result, iterator.next()));
                    all.append(iterator.hasNext() ? OracleSide.ROW_SEPARATOR : "");
                }
                yield all.toString();
            }
        };
    }

    private static Object at(@Nullable Object[] values, int index) {
        return Objects.requireNonNull(values[index]);
    }

    private String text(SqlType type, @Nullable Object value) {
        if (value == null) {
            return OracleSide.NULL_TEXT;
        }
        if (!type.javaClass().isInstance(value)) {
            throw new IllegalStateException(value.getClass() + " is not a value of " + type.name());
        }
        return type.toText(value, context.textFormat());
    }

    private static Map<String, ProcRow> procs() {
        Map<String, ProcRow> procs = new HashMap<>();
        for (ProcRow row : BuiltinCatalog.instance().procs()) {
            StringBuilder signature = new StringBuilder(row.name()).append('(');
            for (int i = 0; i < row.argumentTypes().length; i++) {
                signature.append(i == 0 ? "" : ",");
                signature.append(
                        Objects.requireNonNull(BuiltinCatalog.instance().type(row.argumentTypes()[i]))
                                .name());
            }
            procs.putIfAbsent(signature.append(')').toString(), row);
        }
        return procs;
    }
}
