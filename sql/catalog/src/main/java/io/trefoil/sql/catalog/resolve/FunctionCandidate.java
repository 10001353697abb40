package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.ProcRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that takes the call's number of arguments, be it by repeating its variadic parameter, by defaults or by
 * names.
 *
 * @param arguments parameter types in the order of the call; those taken from defaults follow at the end
 * @param positions the parameter that each entry of arguments belongs to, null for the identity
 * @param pathPosition place of the function's schema in the search path
 * @param repeated how many entries at the end are the variadic element type
 * @param defaulted how many entries at the end are taken from defaults
 * @param ambiguous whether another function matches the same argument types equally well
 */
record FunctionCandidate(
        ProcRow row,
        int[] arguments,
        int @Nullable [] positions,
        int pathPosition,
        int repeated,
        int defaulted,
        boolean ambiguous)
        implements Candidate {

    /** The functions that can be called with so many arguments and these names. */
    static List<FunctionCandidate> of(FunctionCall call, List<ProcRow> rows) {
        List<FunctionCandidate> candidates = new ArrayList<>(rows.size());
        for (ProcRow row : rows) {
            int path = call.namespaces().indexOf(row.namespace());
            FunctionCandidate candidate = path < 0
                    ? null
                    : call.argumentNames().isEmpty() ? positional(call, row, path) : named(call, row, path);
            if (candidate != null) {
                add(candidates, candidate);
            }
        }
        return candidates;
    }

    private static @Nullable FunctionCandidate positional(FunctionCall call, ProcRow row, int path) {
        int given = call.arguments().size();
        int parameters = row.argumentCount();
        boolean variadic = row.variadicElement() != 0 && parameters <= given && !call.variadic();
        if (parameters != given && !variadic && !coveredByDefaults(row, given)) {
            return null;
        }
        if (!variadic) {
            int defaulted = Math.max(0, parameters - given);
            return new FunctionCandidate(row, row.argumentTypes(), null, path, 0, defaulted, false);
        }
        int[] arguments = Arrays.copyOf(row.argumentTypes(), given);
        Arrays.fill(arguments, parameters - 1, given, row.variadicElement());
        return new FunctionCandidate(row, arguments, null, path, given - parameters + 1, 0, false);
    }

    private static boolean coveredByDefaults(ProcRow row, int given) {
        return row.argumentCount() > given && given + row.defaultCount() >= row.argumentCount();
    }

    private static @Nullable FunctionCandidate named(FunctionCall call, ProcRow row, int path) {
        int given = call.arguments().size();
        int parameters = row.argumentCount();
        boolean fits = parameters == given || coveredByDefaults(row, given);
        if (!fits || row.variadicElement() != 0 && !call.variadic()) {
            return null;
        }
        int[] positions = positionsByName(call, row);
        if (positions == null) {
            return null;
        }
        int[] arguments = new int[parameters];
        for (int i = 0; i < parameters; i++) {
            arguments[i] = row.argumentTypes()[positions[i]];
        }
        return new FunctionCandidate(row, arguments, positions, path, 0, parameters - given, false);
    }

    /** For each argument its parameter, then the parameters left to their defaults; null when the names do not fit. */
    private static int @Nullable [] positionsByName(FunctionCall call, ProcRow row) {
        int parameters = row.argumentCount();
        int given = call.arguments().size();
        int byPosition = given - call.argumentNames().size();
        boolean[] taken = new boolean[parameters];
        int[] positions = new int[parameters];
        for (int i = 0; i < byPosition; i++) {
            positions[i] = i;
            taken[i] = true;
        }
        int next = byPosition;
        for (String name : call.argumentNames()) {
            int parameter = inputNamed(row, name);
            if (parameter < 0 || taken[parameter]) {
                return null;
            }
            taken[parameter] = true;
            positions[next++] = parameter;
        }
        int firstDefault = parameters - row.defaultCount();
        for (int i = byPosition; i < parameters; i++) {
            if (!taken[i]) {
                if (i < firstDefault) {
                    return null;
                }
                positions[next++] = i;
            }
        }
        return positions;
    }

    /** The place of a name among the input parameters, or -1. */
    private static int inputNamed(ProcRow row, String name) {
        String modes = row.argumentModes();
        int input = 0;
        for (int i = 0; i < row.argumentNames().size(); i++) {
            boolean isInput = modes.isEmpty() || "ibv".indexOf(modes.charAt(i)) >= 0;
            if (isInput && row.argumentNames().get(i).equals(name)) {
                return input;
            }
            input += isInput ? 1 : 0;
        }
        return -1;
    }

    /** Adds a candidate unless one with the same argument types is preferred: earlier in the path, then not variadic. */
    private static void add(List<FunctionCandidate> candidates, FunctionCandidate added) {
        for (int i = 0; i < candidates.size(); i++) {
            FunctionCandidate known = candidates.get(i);
            if (added.looksLike(known)) {
                int preference = added.pathPosition != known.pathPosition
                        ? added.pathPosition - known.pathPosition
                        : Boolean.compare(added.repeated > 0, known.repeated > 0);
                if (preference < 0) {
                    candidates.set(i, added);
                } else if (preference == 0) {
                    candidates.set(i, known.asAmbiguous());
                }
                return;
            }
        }
        candidates.add(added);
    }

    private boolean looksLike(FunctionCandidate other) {
        int own = arguments.length - defaulted;
        int others = other.arguments.length - other.defaulted;
        return Arrays.equals(arguments, 0, own, other.arguments, 0, others);
    }

    private FunctionCandidate asAmbiguous() {
        return new FunctionCandidate(row, arguments, positions, pathPosition, repeated, defaulted, true);
    }
}
