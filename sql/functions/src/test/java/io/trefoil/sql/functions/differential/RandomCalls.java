package io.trefoil.sql.functions.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes calls of a function with arguments from {@link Samples}, or from lists given for single arguments. */
final class RandomCalls {
    private static final double NULL_SHARE = 0.02;

    private final Samples samples;
    private final Map<Integer, List<String>> fixed = new HashMap<>();

    RandomCalls(long seed) {
        this.samples = new Samples(seed);
    }

    RandomCalls(RandomCalls from) {
        this.samples = from.samples;
        this.fixed.putAll(from.fixed);
    }

    /** The same, but with the argument at an index taken from a list. */
    RandomCalls with(int index, String... values) {
        RandomCalls copy = new RandomCalls(this);
        copy.fixed.put(index, List.of(values));
        return copy;
    }

    boolean knows(String signature) {
        for (String type : types(signature)) {
            if (!samples.knows(type)) {
                return false;
            }
        }
        return true;
    }

    List<Call> of(int count, String... signatures) {
        List<Call> calls = new ArrayList<>();
        for (String signature : signatures) {
            calls.addAll(of(count, signature, types(signature)));
        }
        return calls;
    }

    /** For polymorphic functions, whose actual types are given. */
    List<Call> of(int count, String signature, List<String> types) {
        List<Call> calls = new ArrayList<>();
        int repeats = types.isEmpty() ? 1 : count;
        for (int i = 0; i < repeats; i++) {
            List<@Nullable String> arguments = new ArrayList<>();
            for (int j = 0; j < types.size(); j++) {
                List<String> values = fixed.get(j);
                boolean isNull = samples.random().nextDouble() < NULL_SHARE;
                arguments.add(
                        isNull
                                ? null
                                : values == null
                                        ? samples.next(types.get(j))
                                        : values.get(samples.random().nextInt(values.size())));
            }
            calls.add(new Call(signature, types, arguments));
        }
        return calls;
    }

    static List<String> types(String signature) {
        String list = signature.substring(signature.indexOf('(') + 1, signature.length() - 1);
        return list.isEmpty() ? List.of() : List.of(list.split(","));
    }
}
