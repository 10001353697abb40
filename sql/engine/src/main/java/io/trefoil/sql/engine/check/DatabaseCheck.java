package io.trefoil.sql.engine.check;

import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.compile.PlanCompiler;
import io.trefoil.sql.storage.CounterStore;
import io.trefoil.sql.storage.StorageException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** All tables of one database. */
public final class DatabaseCheck {
    private final String database;
    private final BindEnvironment environment;
    private final PlanCompiler compiler;
    private final Supplier<ExecutionContext> contexts;
    private final CounterStore counters;
    private final CheckReport report;

    /**
     * @param environment of a role that may call every function
     * @param contexts makes a context for each table; all see the same snapshot
     */
    public DatabaseCheck(
            String database,
            BindEnvironment environment,
            PlanCompiler compiler,
            Supplier<ExecutionContext> contexts,
            CounterStore counters,
            CheckReport report) {
        this.database = database;
        this.environment = environment;
        this.compiler = compiler;
        this.contexts = contexts;
        this.counters = counters;
        this.report = report;
    }

    public void run() {
        List<Table> tables = environment.catalog().relations(environment.database()).stream()
                .filter(Table.class::isInstance)
                .map(Table.class::cast)
                .sorted(Comparator.comparing(this::name))
                .toList();
        for (Table table : tables) {
            report.begin(name(table));
            try {
                new TableCheck(table, environment, compiler.loads(), contexts.get(), counters, report).run();
            } catch (StorageException e) {
                report.problem("cannot be read: " + e.getMessage());
            }
        }
    }

    private String name(Table table) {
        return database + "."
                + environment
                        .catalog()
                        .schema(table.schemaOid())
                        .map(Schema::name)
                        .orElse("?")
                + "." + table.name();
    }
}
