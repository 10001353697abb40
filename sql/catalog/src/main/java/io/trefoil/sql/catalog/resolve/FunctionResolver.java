package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.ProcRow;
import io.trefoil.sql.catalog.builtin.TypeRow;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Function names and argument types to functions (PostgreSQL docs, "Function Type Resolution"). */
final class FunctionResolver {
    private final TypeFacts types;
    private final FunctionSource functions;
    private final Coercions coercions;
    private final Polymorphism polymorphism;
    private final CandidateChoice choice;

    FunctionResolver(
            TypeFacts types,
            FunctionSource functions,
            Coercions coercions,
            Polymorphism polymorphism,
            CandidateChoice choice) {
        this.types = types;
        this.functions = functions;
        this.coercions = coercions;
        this.polymorphism = polymorphism;
        this.choice = choice;
    }

    /**
     * What the call stands for.
     *
     * @throws SqlStateException 42883, 42725, 42804, 42704
     */
    FunctionMatch resolve(FunctionCall call) {
        int[] actual = new int[call.arguments().size()];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = call.arguments().get(i);
        }
        List<FunctionCandidate> candidates = FunctionCandidate.of(call, functions.functions(call.name()));
        FunctionCandidate chosen = exact(actual, candidates);
        if (chosen == null) {
            FunctionMatch.Cast cast = asCast(call);
            if (cast != null) {
                return cast;
            }
            CandidateChoice.Outcome<FunctionCandidate> outcome = choice.choose(actual, candidates);
            chosen = outcome.chosen();
            if (chosen == null) {
                throw outcome.ambiguous() ? ambiguous(call) : missing(call);
            }
        }
        if (chosen.ambiguous()) {
            throw ambiguous(call);
        }
        return concrete(call, actual, chosen);
    }

    private static @Nullable FunctionCandidate exact(int[] actual, List<FunctionCandidate> candidates) {
        for (FunctionCandidate candidate : candidates) {
            if (Arrays.equals(actual, 0, actual.length, candidate.arguments(), 0, actual.length)) {
                return candidate;
            }
        }
        return null;
    }

    /** A type's name called with one argument is a cast, when the cast needs no function of its own. */
    private FunctionMatch.@Nullable Cast asCast(FunctionCall call) {
        if (call.arguments().size() != 1 || !call.argumentNames().isEmpty()) {
            return null;
        }
        for (int namespace : call.namespaces()) {
            TypeRow target = types.source().type(namespace, call.name());
            if (target != null) {
                boolean isCast = target.defined()
                        && target.relation() == 0
                        && isCast(call.arguments().getFirst(), target.oid());
                return isCast ? new FunctionMatch.Cast(target.oid()) : null;
            }
        }
        return null;
    }

    private boolean isCast(int source, int target) {
        if (source == TypeOid.UNKNOWN) {
            return true;
        }
        Coercion path = coercions.find(source, target, CoercionContext.EXPLICIT).orElse(null);
        return switch (path) {
            case Coercion.Relabel relabel -> true;
            case Coercion.ViaText viaText -> {
                boolean isRow = source == TypeOid.RECORD || types.isComposite(source);
                yield !isRow || types.category(target) != TypeFacts.STRING;
            }
            case Coercion.Function function -> false;
            case Coercion.Elements elements -> false;
            case Coercion.Row row -> false;
            case null -> false;
        };
    }

    private FunctionMatch.Call concrete(FunctionCall call, int[] actual, FunctionCandidate chosen) {
        ProcRow row = chosen.row();
        int count = chosen.arguments().length;
        int[] withDefaults = Arrays.copyOf(actual, count);
        System.arraycopy(chosen.arguments(), actual.length, withDefaults, actual.length, count - actual.length);
        if (call.variadic()
                && row.variadicElement() == TypeOid.ANY
                && actual.length > 0
                && types.element(types.base(actual[actual.length - 1])) == 0) {
            throw new SqlStateException(SqlState.DATATYPE_MISMATCH, "VARIADIC argument must be an array");
        }
        Polymorphism.Signature signature =
                polymorphism.resolve(withDefaults, chosen.arguments(), count, row.returnType());
        Integer[] parameters = new Integer[count];
        Integer[] sources = new Integer[count];
        int[] positions = chosen.positions();
        for (int i = 0; i < count; i++) {
            int parameter = positions == null ? i : positions[i];
            parameters[parameter] = signature.arguments()[i];
            sources[parameter] = i < actual.length ? i : -1;
        }
        int gathered = row.variadicElement() == TypeOid.ANY ? 0 : chosen.repeated();
        return new FunctionMatch.Call(row, List.of(parameters), List.of(sources), gathered, signature.result());
    }

    private SqlStateException missing(FunctionCall call) {
        return new SqlStateException(SqlState.UNDEFINED_FUNCTION, "function " + signature(call) + " does not exist")
                .withHint("No function matches the given name and argument types. You might need to add explicit type"
                        + " casts.");
    }

    private SqlStateException ambiguous(FunctionCall call) {
        return new SqlStateException(SqlState.AMBIGUOUS_FUNCTION, "function " + signature(call) + " is not unique")
                .withHint("Could not choose a best candidate function. You might need to add explicit type casts.");
    }

    private String signature(FunctionCall call) {
        List<String> arguments = new ArrayList<>();
        int firstNamed = call.arguments().size() - call.argumentNames().size();
        for (int i = 0; i < call.arguments().size(); i++) {
            String name = i < firstNamed ? "" : call.argumentNames().get(i - firstNamed) + " => ";
            arguments.add(name + types.name(call.arguments().get(i)));
        }
        return call.displayName() + "(" + String.join(", ", arguments) + ")";
    }
}
