package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.engine.plan.PlanText;
import io.trefoil.sql.parser.ast.ExplainStatement;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** EXPLAIN: shows the plan, with ANALYZE also how long it took and how many rows came. */
final class ExplainCommand {
    private final SessionState state;
    private final StatementRunner runner;

    ExplainCommand(SessionState state, StatementRunner runner) {
        this.state = state;
        this.runner = runner;
    }

    void run(ExplainStatement explain, Portal outer, ResponseSink sink) {
        Options options = Options.of(explain.options());
        Statement statement = explain.statement();
        RowShape shape = outer.shape();
        List<String> lines = SessionPlanning.isPlanned(statement)
                ? explain(statement, outer, options)
                : List.of("Utility Statement");
        if (shape != null) {
            sink.rows(shape, state.textFormat());
        }
        for (String line : lines) {
            sink.row(new Object[] {line});
        }
        sink.complete("EXPLAIN");
    }

    private List<String> explain(Statement statement, Portal outer, Options options) {
        long start = System.nanoTime();
        PreparedStatement prepared = new PreparedStatement(
                "", statement, outer.prepared().sql(), outer.prepared().givenTypes(), false);
        Compiled.Planned planned =
                (Compiled.Planned) runner.compile(prepared, state.transactions().latestCatalog());
        long planNanos = System.nanoTime() - start;
        List<String> lines = new ArrayList<>(PlanText.lines(planned.plan(), options.costs, options.verbose));
        if (options.analyze) {
            long begun = System.nanoTime();
            Portal portal = new Portal("", prepared, planned, outer.parameters(), null);
            long rows = 0;
            try {
                runner.start(portal, false);
                while (portal.next() != null) {
                    rows++;
                }
            } finally {
                portal.close();
            }
            long nanos = System.nanoTime() - begun;
            lines.set(
                    0,
                    lines.get(0)
                            + String.format(Locale.ROOT, " (actual time=%.3f rows=%d loops=1)", nanos / 1e6, rows));
            if (options.timing) {
                lines.add(String.format(Locale.ROOT, "Planning Time: %.3f ms", planNanos / 1e6));
                lines.add(String.format(Locale.ROOT, "Execution Time: %.3f ms", nanos / 1e6));
            }
        }
        return lines;
    }

    /** The options of EXPLAIN. */
    private record Options(boolean analyze, boolean verbose, boolean costs, boolean timing) {
        static Options of(List<Option> given) {
            boolean analyze = false;
            boolean verbose = false;
            boolean costs = true;
            boolean timing = true;
            for (Option option : given) {
                switch (option.name()) {
                    case "analyze" -> analyze = flag(option);
                    case "verbose" -> verbose = flag(option);
                    case "costs" -> costs = flag(option);
                    case "timing", "summary" -> timing = flag(option);
                    case "buffers", "settings", "wal" -> flag(option);
                    case "format" -> requireText(option.text());
                    default ->
                        throw new SqlStateException(
                                        SqlState.SYNTAX_ERROR, "unrecognized EXPLAIN option \"" + option.name() + "\"")
                                .withPosition(option.position() + 1);
                }
            }
            return new Options(analyze, verbose, costs, timing);
        }

        private static void requireText(@Nullable String format) {
            if (format == null || !format.equalsIgnoreCase("text")) {
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "EXPLAIN (FORMAT " + format + ") is not supported yet");
            }
        }

        private static boolean flag(Option option) {
            String text = option.text();
            if (text == null) {
                return true;
            }
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "on", "true", "1" -> true;
                case "off", "false", "0" -> false;
                default ->
                    throw new SqlStateException(SqlState.SYNTAX_ERROR, option.name() + " requires a Boolean value");
            };
        }
    }
}
