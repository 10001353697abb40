package io.trefoil.sql.engine.algebra;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ON CONFLICT.
 *
 * @param arbiterIndexes OIDs of the unique indexes that decide; empty for any (DO NOTHING only)
 * @param update null for DO NOTHING
 */
public record ConflictAction(
        List<Integer> arbiterIndexes, @Nullable Update update) {
    public ConflictAction {
        arbiterIndexes = List.copyOf(arbiterIndexes);
    }

    /**
     * DO UPDATE. Scalars are in terms of the existing full row followed by the excluded full row.
     *
     * @param assignments column numbers with their new values
     */
    public record Update(
            List<Assignment> assignments, @Nullable Scalar where) {
        public Update {
            assignments = List.copyOf(assignments);
        }
    }

    /** A column and its new value. */
    public record Assignment(int column, Scalar value) {}
}
