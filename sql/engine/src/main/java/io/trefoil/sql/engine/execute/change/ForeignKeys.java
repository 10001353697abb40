package io.trefoil.sql.engine.execute.change;

import io.trefoil.sql.engine.execute.ExecutionContext;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The foreign keys that changes of one table concern: those it has, whose rows must point somewhere, and those that point at
 * it. What a row change asks of them is done at the end of the statement. Immutable.
 */
final class ForeignKeys {
    static final ForeignKeys NONE = new ForeignKeys(List.of(), List.of());

    private final List<ReferenceCheck> own;
    private final List<ReferenceAction> pointingHere;

    ForeignKeys(List<ReferenceCheck> own, List<ReferenceAction> pointingHere) {
        this.own = List.copyOf(own);
        this.pointingHere = List.copyOf(pointingHere);
    }

    /** Whether a change of these positions of the row matters to any. */
    boolean concerns(BitSet positions) {
        return own.stream().anyMatch(key -> key.positions().intersects(positions))
                || pointingHere.stream().anyMatch(key -> key.positions().intersects(positions));
    }

    void inserted(@Nullable Object[] row, ExecutionContext context) {
        for (ReferenceCheck key : own) {
            key.inserted(row, context);
        }
    }

    void updated(@Nullable Object[] oldRow, @Nullable Object[] newRow, ExecutionContext context) {
        for (ReferenceCheck key : own) {
            key.updated(oldRow, newRow, context);
        }
        for (ReferenceAction key : pointingHere) {
            key.updated(oldRow, newRow, context);
        }
    }

    void deleted(@Nullable Object[] row, ExecutionContext context) {
        for (ReferenceAction key : pointingHere) {
            key.deleted(row, context);
        }
    }
}
