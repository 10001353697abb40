package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window: a definition in the WINDOW clause ({@code name} set), an {@code OVER name} ({@code name} set, {@code
 * nameOnly}), or an {@code OVER (...)} that may start from an existing window ({@code base}).
 */
public record Window(
        @Nullable String name,
        boolean nameOnly,
        @Nullable String base,
        List<Expression> partitionBy,
        List<SortItem> orderBy,
        @Nullable Frame frame,
        int position) {

    /** How frame offsets are counted. */
    public enum FrameUnit {
        RANGE,
        ROWS,
        GROUPS
    }

    /** Which end of the frame a bound is. */
    public enum BoundKind {
        UNBOUNDED_PRECEDING,
        OFFSET_PRECEDING,
        CURRENT_ROW,
        OFFSET_FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /** What the frame leaves out. */
    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    /** One end of the frame; offset only for the OFFSET kinds. */
    public record Bound(BoundKind kind, @Nullable Expression offset) {}

    /** An explicit frame clause; {@code end} is null when only the start was written (then it is CURRENT ROW). */
    public record Frame(
            FrameUnit unit, Bound start, @Nullable Bound end, Exclusion exclusion) {}
}
