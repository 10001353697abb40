package io.trefoil.sql.catalog.resolve;

import io.trefoil.sql.catalog.builtin.BuiltinCatalog;
import io.trefoil.sql.catalog.builtin.OperatorRow;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TypeOid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operator names and operand types to operators (PostgreSQL docs, "Operator Type Resolution"). */
final class OperatorResolver {
    private final TypeFacts types;
    private final BuiltinCatalog builtin;
    private final Polymorphism polymorphism;
    private final CandidateChoice choice;

    OperatorResolver(TypeFacts types, BuiltinCatalog builtin, Polymorphism polymorphism, CandidateChoice choice) {
        this.types = types;
        this.builtin = builtin;
        this.polymorphism = polymorphism;
        this.choice = choice;
    }

    private record OperatorCandidate(OperatorRow row, int[] arguments) implements Candidate {}

    /**
     * The infix operator.
     *
     * @throws SqlStateException 42883, 42725, 42804
     */
    ResolvedOperator infix(String name, int left, int right) {
        OperatorRow row = find(name, left, right);
        Polymorphism.Signature signature =
                polymorphism.resolve(new int[] {left, right}, new int[] {row.left(), row.right()}, 2, row.result());
        return new ResolvedOperator(row, signature.arguments()[0], signature.arguments()[1], signature.result());
    }

    private OperatorRow find(String name, int left, int right) {
        OperatorRow exact = exact(name, left, right);
        if (exact != null) {
            return exact;
        }
        List<OperatorCandidate> candidates = new ArrayList<>();
        for (OperatorRow row : builtin.operators(name)) {
            if (!row.isPrefix()) {
                candidates.add(new OperatorCandidate(row, new int[] {row.left(), row.right()}));
            }
        }
        CandidateChoice.Outcome<OperatorCandidate> outcome = choice.choose(new int[] {left, right}, candidates);
        OperatorCandidate chosen = outcome.chosen();
        if (chosen == null) {
            throw unresolved(types.name(left) + " " + name + " " + types.name(right), "types", outcome.ambiguous());
        }
        return chosen.row();
    }

    /** The operator with just these operand types; an unknown literal is first taken for the other operand's type. */
    private @Nullable OperatorRow exact(String name, int left, int right) {
        boolean unknown = (left == TypeOid.UNKNOWN) != (right == TypeOid.UNKNOWN);
        int first = left == TypeOid.UNKNOWN ? right : left;
        int second = right == TypeOid.UNKNOWN ? left : right;
        OperatorRow row = lookUp(name, first, second);
        if (row == null && unknown) {
            int base = types.base(first);
            return base == first ? null : lookUp(name, base, base);
        }
        return row;
    }

    private @Nullable OperatorRow lookUp(String name, int left, int right) {
        for (OperatorRow row : builtin.operators(name)) {
            if (row.left() == left && row.right() == right) {
                return row;
            }
        }
        return null;
    }

    /**
     * The prefix operator.
     *
     * @throws SqlStateException 42883, 42725, 42804
     */
    ResolvedOperator prefix(String name, int operand) {
        OperatorRow row = lookUp(name, 0, operand);
        if (row == null) {
            List<OperatorCandidate> candidates = new ArrayList<>();
            for (OperatorRow candidate : builtin.operators(name)) {
                if (candidate.isPrefix()) {
                    candidates.add(new OperatorCandidate(candidate, new int[] {candidate.right()}));
                }
            }
            CandidateChoice.Outcome<OperatorCandidate> outcome = choice.choose(new int[] {operand}, candidates);
            OperatorCandidate chosen = outcome.chosen();
            if (chosen == null) {
                throw unresolved(name + " " + types.name(operand), "type", outcome.ambiguous());
            }
            row = chosen.row();
        }
        Polymorphism.Signature signature =
                polymorphism.resolve(new int[] {operand}, new int[] {row.right()}, 1, row.result());
        return new ResolvedOperator(row, 0, signature.arguments()[0], signature.result());
    }

    private static SqlStateException unresolved(String signature, String noun, boolean ambiguous) {
        return ambiguous
                ? new SqlStateException(SqlState.AMBIGUOUS_FUNCTION, "operator is not unique: " + signature)
                        .withHint("Could not choose a best candidate operator. You might need to add explicit type"
                                + " casts.")
                : new SqlStateException(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + signature)
                        .withHint("No operator matches the given name and argument " + noun + ". You might need to add "
                                + (noun.equals("type") ? "an explicit type cast." : "explicit type casts."));
    }

    /**
     * The operator of {@code left op ANY (array)} and {@code ALL}.
     *
     * @param array the array's type, or unknown
     * @throws SqlStateException 42809 when the right side is no array or the operator does not yield a boolean, and what
     *     {@link #infix} throws
     */
    ResolvedOperator overArray(String name, int left, int array) {
        int element = array == TypeOid.UNKNOWN ? array : types.element(types.base(array));
        if (element == 0) {
            throw new SqlStateException(SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires array on right side");
        }
        ResolvedOperator scalar = infix(name, left, element);
        if (scalar.result() != TypeOid.BOOL) {
            throw new SqlStateException(
                    SqlState.WRONG_OBJECT_TYPE, "op ANY/ALL (array) requires operator to yield boolean");
        }
        int declared = scalar.operator().right();
        int arrayType = TypeFacts.isPolymorphic(declared) && array != TypeOid.UNKNOWN
                ? types.base(array)
                : types.arrayOf(scalar.right());
        if (arrayType == 0) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT, "could not find array type for data type " + types.name(scalar.right()));
        }
        return new ResolvedOperator(scalar.operator(), scalar.left(), arrayType, scalar.result());
    }
}
