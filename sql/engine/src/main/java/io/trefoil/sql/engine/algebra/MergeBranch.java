package io.trefoil.sql.engine.algebra;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A WHEN clause of MERGE.
 *
 * @param matched whether it is for source rows that a target row matches, or for those that none does
 * @param condition what follows AND; null for always
 */
public record MergeBranch(boolean matched, @Nullable Scalar condition, Action action) {

    /** What a branch does. */
    public sealed interface Action {}

    /** {@code UPDATE SET} */
    public record Update(List<ConflictAction.Assignment> assignments) implements Action {
        public Update {
            assignments = List.copyOf(assignments);
        }
    }

    /** {@code DELETE} */
    public record Delete() implements Action {}

    /**
     * {@code INSERT}
     *
     * @param row the full row with defaults filled in, generated columns as null
     * @param generated the generated columns, in terms of that row
     */
    public record Insert(List<Scalar> row, List<ConflictAction.Assignment> generated) implements Action {
        public Insert {
            row = List.copyOf(row);
            generated = List.copyOf(generated);
        }
    }

    /** {@code DO NOTHING} */
    public record Nothing() implements Action {}

    /** All expressions of the branch. */
    public List<Scalar> scalars() {
        List<Scalar> all = new ArrayList<>();
        map(scalar -> {
            all.add(scalar);
            return scalar;
        });
        return all;
    }

    /** The same branch with each of its expressions mapped. */
    public MergeBranch map(UnaryOperator<Scalar> map) {
        return new MergeBranch(
                matched,
                condition == null ? null : map.apply(condition),
                switch (action) {
                    case Update update -> new Update(assignments(update.assignments(), map));
                    case Insert insert ->
                        new Insert(insert.row().stream().map(map).toList(), assignments(insert.generated(), map));
                    case Delete delete -> delete;
                    case Nothing nothing -> nothing;
                });
    }

    private static List<ConflictAction.Assignment> assignments(
            List<ConflictAction.Assignment> assignments, UnaryOperator<Scalar> map) {
        return assignments.stream()
                .map(assignment -> new ConflictAction.Assignment(assignment.column(), map.apply(assignment.value())))
                .toList();
    }
}
