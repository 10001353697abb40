package io.trefoil.sql.engine.session;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.plan.PlannerEnvironment;
import io.trefoil.sql.parser.ast.DataModification;
import io.trefoil.sql.parser.ast.SelectStatement;
import io.trefoil.sql.parser.ast.Statement;
import io.trefoil.sql.storage.KeyRange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The planner's knowledge of tables for one compilation. */
final class SessionPlanning implements PlannerEnvironment {
    private final SessionState state;
    private final BindEnvironment environment;
    private final Map<Integer, List<TableChange.IndexTarget>> indexes = new HashMap<>();
    private final Map<Integer, Double> rows = new HashMap<>();

    SessionPlanning(SessionState state, BindEnvironment environment) {
        this.state = state;
        this.environment = environment;
    }

    /** Whether a statement goes through the planner. */
    static boolean isPlanned(@Nullable Statement statement) {
        return statement instanceof SelectStatement select && !Into.isInto(select)
                || statement instanceof DataModification;
    }

    @Override
    public CatalogSnapshot catalog() {
        return environment.catalog();
    }

    @Override
    public double rows(Table table) {
        return rows.computeIfAbsent(table.oid(), oid -> estimate(table));
    }

    private double estimate(Table table) {
        double stored =
                state.engine().store().estimate(KeyRange.all(table.spaceId())).entries();
        double analyzed = statistics(table).map(TableStatistics::rows).orElse(0.0);
        return Math.max(1, Math.max(stored, analyzed));
    }

    @Override
    public Optional<TableStatistics> statistics(Table table) {
        return environment.catalog().statistics(table.oid());
    }

    @Override
    public List<TableChange.IndexTarget> indexes(Table table) {
        return indexes.computeIfAbsent(
                table.oid(),
                oid -> StatementBinder.change(environment, table).indexes().stream()
                        .filter(target -> target.index().valid())
                        .toList());
    }

    @Override
    public boolean optimize() {
        return state.settings().isOn("trefoil.optimizer");
    }

    @Override
    public boolean takesTurns() {
        return state.settings().isOn("trefoil.read_turns");
    }
}
