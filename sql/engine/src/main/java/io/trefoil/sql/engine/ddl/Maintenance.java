package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.CatalogDelta;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Relation;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.parser.ast.MaintenanceStatement;
import io.trefoil.sql.parser.ast.Option;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.SpaceLock;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.List;

/** VACUUM, ANALYZE, REINDEX, CLUSTER and CHECKPOINT. */
final class Maintenance {
    private Maintenance() {}

    static String run(MaintenanceStatement statement, DdlContext context) {
        return switch (statement) {
            case MaintenanceStatement.Vacuum vacuum -> vacuum(vacuum, context);
            case MaintenanceStatement.Analyze analyze -> {
                for (MaintenanceStatement.VacuumTarget target : analyze.targets()) {
                    analyze(context, target);
                }
                if (analyze.targets().isEmpty()) {
                    allTables(context).forEach(table -> Analyze.run(context, table));
                }
                yield "ANALYZE";
            }
            case MaintenanceStatement.Reindex reindex -> reindex(reindex, context);
            case MaintenanceStatement.Cluster cluster -> {
                if (cluster.table() != null) {
                    Rights.requireOwner(context, Relations.requireTable(context, cluster.table()));
                }
                yield "CLUSTER";
            }
            case MaintenanceStatement.Checkpoint checkpoint -> {
                Rights.requireSuperuser(
                        context, "must be superuser or have privileges of pg_checkpoint to do CHECKPOINT");
                context.store().flush();
                yield "CHECKPOINT";
            }
        };
    }

    private static String vacuum(MaintenanceStatement.Vacuum vacuum, DdlContext context) {
        if (context.inBlock()) {
            throw new SqlStateException(
                    SqlState.ACTIVE_SQL_TRANSACTION, "VACUUM cannot run inside a transaction block");
        }
        List<Table> tables = new ArrayList<>();
        for (MaintenanceStatement.VacuumTarget target : vacuum.targets()) {
            Table table = Relations.requireTable(context, target.table());
            if (Rights.owns(context, table.ownerOid())) {
                tables.add(table);
            } else {
                Messages.warning(
                        context, SqlState.WARNING, "permission denied to vacuum \"" + table.name() + "\", skipping it");
            }
        }
        if (vacuum.targets().isEmpty()) {
            tables.addAll(allTables(context));
        }
        boolean analyze = vacuum.options().stream().anyMatch(option -> asksFor("analyze", option));
        for (Table table : tables) {
            context.store().compact(KeyRange.all(table.spaceId()));
            for (Index index : context.catalog().indexes(table)) {
                if (index.spaceId() != 0) {
                    context.store().compact(KeyRange.all(index.spaceId()));
                }
            }
            if (analyze) {
                Analyze.run(context, table);
            }
        }
        return "VACUUM";
    }

    private static boolean asksFor(String name, Option option) {
        String text = option.text();
        boolean off = text != null && (text.equals("false") || text.equals("off") || text.equals("0"));
        return option.name().equals(name) && !off;
    }

    private static void analyze(DdlContext context, MaintenanceStatement.VacuumTarget target) {
        Table table = Relations.requireTable(context, target.table());
        for (String column : target.columns()) {
            Relations.column(table, column);
        }
        if (Rights.owns(context, table.ownerOid())) {
            Analyze.run(context, table);
        } else {
            Messages.warning(
                    context, SqlState.WARNING, "permission denied to analyze \"" + table.name() + "\", skipping it");
        }
    }

    private static List<Table> allTables(DdlContext context) {
        List<Table> tables = new ArrayList<>();
        for (Relation relation : context.catalog().relations(context.databaseOid())) {
            if (relation instanceof Table table && Rights.owns(context, table.ownerOid())) {
                tables.add(table);
            }
        }
        return tables;
    }

    private static String reindex(MaintenanceStatement.Reindex reindex, DdlContext context) {
        if (reindex.options().stream().anyMatch(option -> asksFor("concurrently", option))) {
            reindexConcurrently(reindex, context);
            return "REINDEX";
        }
        switch (reindex.kind()) {
            case INDEX -> {
                Index index = Relations.requireIndex(context, reindex.name());
                Rights.requireOwner(context, index);
                Table table = context.catalog().table(index.tableOid()).orElseThrow();
                Locks.table(context, table, SpaceLock.EXCLUSIVE);
                rebuild(context, table, List.of(index));
            }
            case TABLE -> {
                Table table = Relations.requireTable(context, reindex.name());
                Rights.requireOwner(context, table);
                Locks.table(context, table, SpaceLock.EXCLUSIVE);
                rebuild(context, table, context.catalog().indexes(table));
            }
            case SCHEMA, SYSTEM, DATABASE -> {
                for (Table table : allTables(context)) {
                    Locks.table(context, table, SpaceLock.EXCLUSIVE);
                    rebuild(context, table, context.catalog().indexes(table));
                }
            }
        }
        return "REINDEX";
    }

    private static void reindexConcurrently(MaintenanceStatement.Reindex reindex, DdlContext context) {
        if (context.inBlock()) {
            throw new SqlStateException(
                    SqlState.ACTIVE_SQL_TRANSACTION, "REINDEX CONCURRENTLY cannot run inside a transaction block");
        }
        List<Index> indexes = new ArrayList<>();
        switch (reindex.kind()) {
            case INDEX -> {
                Index index = Relations.requireIndex(context, reindex.name());
                Rights.requireOwner(context, index);
                indexes.add(index);
            }
            case TABLE -> {
                Table table = Relations.requireTable(context, reindex.name());
                Rights.requireOwner(context, table);
                indexes.addAll(context.catalog().indexes(table));
            }
            case SYSTEM ->
                throw new SqlStateException(
                        SqlState.FEATURE_NOT_SUPPORTED, "cannot reindex system catalogs concurrently");
            case SCHEMA, DATABASE ->
                allTables(context)
                        .forEach(table -> indexes.addAll(context.catalog().indexes(table)));
        }
        for (Index index : indexes) {
            if (index.spaceId() != 0) {
                ConcurrentIndex.rebuild(context, index);
            }
        }
    }

    private static void rebuild(DdlContext context, Table table, List<Index> indexes) {
        List<Index> rebuilt = new ArrayList<>();
        CatalogDelta.Builder delta = new CatalogDelta.Builder();
        for (Index index : indexes) {
            if (index.spaceId() != 0) {
                Index moved = index.withSpace(Locks.newSpace(context)).withState(Index.State.PUBLIC);
                rebuilt.add(moved);
                delta.put(moved);
            }
        }
        IndexBuild.fill(context, table, rebuilt);
        for (Index index : indexes) {
            if (index.spaceId() != 0) {
                Locks.dropSpace(context, index.spaceId());
            }
        }
        context.apply(delta.build());
    }
}
