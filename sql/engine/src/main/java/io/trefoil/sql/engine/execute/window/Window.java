package io.trefoil.sql.engine.execute.window;

import io.trefoil.sql.engine.algebra.AggregateCall;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.WindowCall;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.stream.Reorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the stages of a {@link Plan.Window}: calls that share PARTITION BY and ORDER BY are computed over one sort. Each
 * stage appends its values to the rows of the one before; at the end the values are put in the order of the calls.
 */
public final class Window {
    private Window() {}

    /** What calls of one stage have in common. */
    private record Specification(List<Scalar> partitionBy, List<AggregateCall.Order> orderBy) {}

    public static Executable compile(Plan.Window plan, Executable input, ExpressionCompiler expressions) {
        Map<Specification, List<Integer>> stages = new LinkedHashMap<>();
        for (int i = 0; i < plan.calls().size(); i++) {
            WindowCall call = plan.calls().get(i);
            Specification specification = new Specification(call.partitionBy(), call.orderBy());
            stages.computeIfAbsent(specification, absent -> new ArrayList<>()).add(i);
        }
        int inputWidth = plan.input().columns().size();
        int[] positions = new int[inputWidth + plan.calls().size()];
        for (int i = 0; i < inputWidth; i++) {
            positions[i] = i;
        }
        Executable stage = input;
        int width = inputWidth;
        for (Map.Entry<Specification, List<Integer>> entry : stages.entrySet()) {
            List<WindowCall> calls =
                    entry.getValue().stream().map(plan.calls()::get).toList();
            stage = new WindowStage(stage, width, calls, expressions);
            for (int call : entry.getValue()) {
                positions[inputWidth + call] = width++;
            }
        }
        return stages.size() == 1 ? stage : new Reorder(stage, positions);
    }
}
