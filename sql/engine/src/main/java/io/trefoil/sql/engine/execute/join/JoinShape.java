package io.trefoil.sql.engine.execute.join;

import io.trefoil.sql.engine.algebra.JoinKind;
import io.trefoil.sql.engine.execute.row.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a kind of join yields. */
record JoinShape(JoinKind kind, int leftWidth, int rightWidth) {
    /** Whether a left row without a match is part of the result. */
    boolean keepsLeft() {
        return kind == JoinKind.LEFT || kind == JoinKind.FULL || kind == JoinKind.ANTI;
    }

    /** Whether a right row without a match is part of the result. */
    boolean keepsRight() {
        return kind == JoinKind.RIGHT || kind == JoinKind.FULL;
    }

    /** Whether one match decides on a left row. */
    boolean firstMatchDecides() {
        return kind == JoinKind.SEMI || kind == JoinKind.ANTI;
    }

    @Nullable
    Object[] both(@Nullable Object[] left, @Nullable Object[] right) {
        return Rows.concat(left, right);
    }

    /** The result row of a left row without a match. */
    @Nullable
    Object[] leftOnly(@Nullable Object[] left) {
        return kind.yieldsRight() ? Arrays.copyOf(left, leftWidth + rightWidth) : left;
    }

    /** The result row of a right row without a match. */
    @Nullable
    Object[] rightOnly(@Nullable Object[] right) {
        @Nullable Object[] row = new @Nullable Object[leftWidth + rightWidth];
        System.arraycopy(right, 0, row, leftWidth, rightWidth);
        return row;
    }
}
