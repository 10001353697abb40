package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;
import io.trefoil.sql.engine.algebra.WindowCall;
import java.util.ArrayList;
import java.util.List;

/**
 * The aggregates and window calls found while the expressions of one query level are bound. Each is stood for by an
 * InputRef with a negative index until the level's Aggregate and Window nodes exist and give it a real position.
 */
final class Placeholders {
    /** Window calls count down from here, aggregates from -1. */
    private static final int WINDOW_BASE = -1_000_000;

    private final List<AggregateCall> aggregates = new ArrayList<>();
    private final List<WindowCall> windows = new ArrayList<>();
    private final List<List<Integer>> groupings = new ArrayList<>();

    List<AggregateCall> aggregates() {
        return aggregates;
    }

    List<WindowCall> windows() {
        return windows;
    }

    Scalar add(AggregateCall call) {
        int index = aggregates.indexOf(call);
        if (index < 0) {
            index = aggregates.size();
            aggregates.add(call);
        }
        return new Scalar.InputRef(-1 - index, call.type(), -1, call.name());
    }

    Scalar add(WindowCall call) {
        int index = windows.indexOf(call);
        if (index < 0) {
            index = windows.size();
            windows.add(call);
        }
        return new Scalar.InputRef(WINDOW_BASE - index, call.type(), -1, call.name());
    }

    static boolean isAggregate(Scalar.InputRef reference) {
        return reference.index() < 0 && reference.index() > WINDOW_BASE;
    }

    static boolean isWindow(Scalar.InputRef reference) {
        return reference.index() <= WINDOW_BASE;
    }

    static int aggregateIndex(Scalar.InputRef reference) {
        return -1 - reference.index();
    }

    static int windowIndex(Scalar.InputRef reference) {
        return WINDOW_BASE - reference.index();
    }

    /** Whether an expression contains an aggregate or a window call. */
    static boolean mentioned(Scalar scalar) {
        return ScalarRewriter.contains(
                scalar, part -> part instanceof Scalar.InputRef reference && reference.index() < 0);
    }
}
