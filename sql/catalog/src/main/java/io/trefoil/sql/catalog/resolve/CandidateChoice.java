package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best of several operators or functions for some argument types (PostgreSQL docs, "Type Conversion", steps 3 of
 * the operator and 4 of the function rules).
 */
final class CandidateChoice {
    private final TypeFacts types;
    private final Coercions coercions;
    private final Polymorphism polymorphism;

    CandidateChoice(TypeFacts types, Coercions coercions, Polymorphism polymorphism) {
        this.types = types;
        this.coercions = coercions;
        this.polymorphism = polymorphism;
    }

    /** What was found: the one candidate; or none, because nothing fits or because several fit equally well. */
    record Outcome<C>(@Nullable C chosen, boolean ambiguous) {}

    <C extends Candidate> Outcome<C> choose(int[] actual, List<C> candidates) {
        List<C> fitting = fitting(actual, candidates);
        if (fitting.isEmpty()) {
            return new Outcome<>(null, false);
        }
        if (fitting.size() == 1) {
            return new Outcome<>(fitting.getFirst(), false);
        }
        C best = best(actual, fitting);
        return new Outcome<>(best, best == null);
    }

    private <C extends Candidate> List<C> fitting(int[] actual, List<C> candidates) {
        List<C> fitting = new ArrayList<>(4);
        for (C candidate : candidates) {
            if (fits(actual, candidate)) {
                fitting.add(candidate);
            }
        }
        return fitting;
    }

    private boolean fits(int[] actual, Candidate candidate) {
        return coercions.canCoerce(
                actual, candidate.arguments(), actual.length, CoercionContext.IMPLICIT, polymorphism);
    }

    private <C extends Candidate> @Nullable C best(int[] actual, List<C> candidates) {
        int[] bases = new int[actual.length];
        int unknowns = 0;
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] == TypeOid.UNKNOWN) {
                unknowns++;
                bases[i] = TypeOid.UNKNOWN;
            } else {
                bases[i] = types.base(actual[i]);
            }
        }
        List<C> left = closest(bases, candidates, false);
        if (left.size() > 1) {
            left = closest(bases, left, true);
        }
        if (left.size() > 1 && unknowns > 0) {
            left = byCategoryOfUnknowns(bases, left);
            if (left.size() > 1 && unknowns < actual.length) {
                return byTheOneKnownType(bases, left);
            }
        }
        return left.size() == 1 ? left.getFirst() : null;
    }

    /** The candidates with most arguments that match exactly or, if asked for, are of the category's preferred type. */
    private <C extends Candidate> List<C> closest(int[] bases, List<C> candidates, boolean countPreferred) {
        List<C> closest = new ArrayList<>(candidates.size());
        int most = 0;
        for (C candidate : candidates) {
            int matches = 0;
            for (int i = 0; i < bases.length; i++) {
                int declared = candidate.arguments()[i];
                if (bases[i] != TypeOid.UNKNOWN
                        && (declared == bases[i]
                                || countPreferred && types.preferredIn(types.category(bases[i]), declared))) {
                    matches++;
                }
            }
            if (matches > most) {
                closest.clear();
                most = matches;
            }
            if (matches == most) {
                closest.add(candidate);
            }
        }
        return closest;
    }

    /** Unknown literals are strings if any candidate says so, else of the one category that all candidates accept. */
    private <C extends Candidate> List<C> byCategoryOfUnknowns(int[] bases, List<C> candidates) {
        char[] category = new char[bases.length];
        boolean[] preferred = new boolean[bases.length];
        for (int i = 0; i < bases.length; i++) {
            if (bases[i] == TypeOid.UNKNOWN && !decideCategory(i, candidates, category, preferred)) {
                return candidates;
            }
        }
        List<C> kept = new ArrayList<>(candidates.size());
        for (C candidate : candidates) {
            if (acceptsCategories(candidate, bases, category, preferred)) {
                kept.add(candidate);
            }
        }
        return kept.isEmpty() ? candidates : kept;
    }

    private boolean decideCategory(int at, List<? extends Candidate> candidates, char[] category, boolean[] preferred) {
        boolean conflict = false;
        for (Candidate candidate : candidates) {
            int declared = candidate.arguments()[at];
            char own = types.category(declared);
            boolean ownPreferred = types.preferred(declared);
            if (category[at] == TypeFacts.NO_CATEGORY) {
                category[at] = own;
                preferred[at] = ownPreferred;
            } else if (own == category[at]) {
                preferred[at] |= ownPreferred;
            } else if (own == TypeFacts.STRING) {
                category[at] = own;
                preferred[at] = ownPreferred;
            } else {
                conflict = true;
            }
        }
        return !conflict || category[at] == TypeFacts.STRING;
    }

    private boolean acceptsCategories(Candidate candidate, int[] bases, char[] category, boolean[] preferred) {
        for (int i = 0; i < bases.length; i++) {
            if (bases[i] == TypeOid.UNKNOWN) {
                int declared = candidate.arguments()[i];
                if (types.category(declared) != category[i] || preferred[i] && !types.preferred(declared)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** If all known arguments are of one type, unknown literals are taken for that type too. */
    private <C extends Candidate> @Nullable C byTheOneKnownType(int[] bases, List<C> candidates) {
        int known = TypeOid.UNKNOWN;
        for (int base : bases) {
            if (base != TypeOid.UNKNOWN) {
                if (known != TypeOid.UNKNOWN && known != base) {
                    return null;
                }
                known = base;
            }
        }
        int[] assumed = new int[bases.length];
        Arrays.fill(assumed, known);
        List<C> fitting = fitting(assumed, candidates);
        return fitting.size() == 1 ? fitting.getFirst() : null;
    }
}
