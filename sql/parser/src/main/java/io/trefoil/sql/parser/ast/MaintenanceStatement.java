package io.trefoil.sql.parser.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Upkeep of tables and of the store. */
public sealed interface MaintenanceStatement extends Statement {

    /** A table, with columns when only those are to be analysed. */
    record VacuumTarget(QualifiedName table, List<String> columns) {}

    /** {@code VACUUM}; old words FULL, FREEZE, VERBOSE, ANALYZE are options. No target means all tables. */
    record Vacuum(List<Option> options, List<VacuumTarget> targets) implements MaintenanceStatement {}

    /** {@code ANALYZE} */
    record Analyze(List<Option> options, List<VacuumTarget> targets) implements MaintenanceStatement {}

    /** What REINDEX rebuilds. */
    enum ReindexKind {
        INDEX,
        TABLE,
        SCHEMA,
        SYSTEM,
        DATABASE
    }

    /** {@code REINDEX [(options)] kind [CONCURRENTLY] name}; CONCURRENTLY is an option too. */
    record Reindex(ReindexKind kind, QualifiedName name, List<Option> options) implements MaintenanceStatement {}

    /** {@code CLUSTER [VERBOSE] [table [USING index]]} */
    record Cluster(@Nullable QualifiedName table, @Nullable String index, List<Option> options)
            implements MaintenanceStatement {}

    /** {@code CHECKPOINT} */
    record Checkpoint() implements MaintenanceStatement {}
}
