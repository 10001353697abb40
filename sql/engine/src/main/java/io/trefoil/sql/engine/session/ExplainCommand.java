package io.trefoil.sql.engine.session;

import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.engine.execute.compile.PlanStatistics;
import io.trefoil.sql.engine.explain.ExplainOptions;
import io.trefoil.sql.engine.explain.ExplainedPlan;
import io.trefoil.sql.parser.ast.ExplainStatement;
import io.trefoil.sql.parser.ast.SessionStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.parser.ast.TableStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.TransactionCounts;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import org.jspecify.annotations.Nullable;

/** EXPLAIN: shows the plan, with ANALYZE also what every node of it did. */
final class ExplainCommand {
    private final SessionState state;
    private final StatementRunner runner;
    private final SessionCommands commands;

    ExplainCommand(SessionState state, StatementRunner runner, SessionCommands commands) {
        this.state = state;
        this.runner = runner;
        this.commands = commands;
    }

    void run(ExplainStatement explain, Portal outer, ResponseSink sink) {
        ExplainOptions options = ExplainOptions.of(explain.options());
        ExplainedPlan plan = explain(explain.statement(), outer, options.analyze(), options.timing());
        RowShape shape = outer.shape();
        if (shape != null) {
            sink.rows(shape, state.textFormat());
        }
        for (String row : plan.rows(options)) {
            sink.row(new Object[] {row});
        }
        sink.complete("EXPLAIN");
    }

    private ExplainedPlan explain(Statement statement, Portal outer, boolean analyze, boolean timing) {
        long start = System.nanoTime();
        Portal portal = portal(statement, outer, analyze);
        if (portal == null) {
            return new ExplainedPlan(null, null, 0);
        }
        long planned = System.nanoTime();
        if (analyze) {
            PlanStatistics statistics = new PlanStatistics(timing);
            ExplainedPlan.Run run = run(portal, statistics);
            return new ExplainedPlan(statistics.plan(), run, planned - start);
        }
        return new ExplainedPlan(((Compiled.Planned) portal.compiled()).plan(), null, planned - start);
    }

    /** The explained statement ready to run, or null when there is nothing to plan. */
    private @Nullable Portal portal(Statement statement, Portal outer, boolean analyze) {
        return switch (statement) {
            case SessionStatement.Execute execute ->
                commands.bound(execute, outer.prepared().sql(), null);
            case SessionStatement.DeclareCursor declare -> planned(declare.query(), outer);
            case TableStatement.CreateTableAs create -> {
                if (analyze) {
                    throw new SqlStateException(
                            SqlState.FEATURE_NOT_SUPPORTED, "EXPLAIN ANALYZE of CREATE TABLE AS is not supported");
                }
                yield portal(create.query(), outer, false);
            }
            default -> SessionPlanning.isPlanned(statement) ? planned(statement, outer) : null;
        };
    }

    private Portal planned(Statement statement, Portal outer) {
        PreparedStatement prepared = new PreparedStatement(
                "", statement, outer.prepared().sql(), outer.prepared().givenTypes(), true);
        Compiled compiled = runner.compile(prepared, state.transactions().latestCatalog());
        return new Portal("", prepared, compiled, outer.parameters(), null);
    }

    private ExplainedPlan.Run run(Portal portal, PlanStatistics statistics) {
        portal.observe(statistics);
        StorageTransaction transaction = state.transactions().open(false);
        TransactionCounts before = transaction.counts();
        long start = System.nanoTime();
        try {
            runner.start(portal, false);
            while (portal.next() != null) {
                state.cancellation().check();
            }
        } finally {
            portal.close();
        }
        long nanos = System.nanoTime() - start;
        TransactionCounts after = transaction.counts();
        return new ExplainedPlan.Run(
                statistics,
                nanos,
                after.lockWaits() - before.lockWaits(),
                after.lockWaitNanos() - before.lockWaitNanos());
    }
}
