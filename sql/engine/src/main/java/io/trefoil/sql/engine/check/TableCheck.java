package io.trefoil.sql.engine.check;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.bind.BindEnvironment;
import io.trefoil.sql.engine.bind.StatementBinder;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.change.TableInspection;
import io.trefoil.sql.engine.execute.change.TableLoads;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.CounterStore;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.storage.StorageException;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table: reads its rows once, asks each what its constraints say, and sorts the entries that its indexes should have;
 * then walks over each index beside them. Memory is bounded by work_mem for each index, beyond it sorts go to disk.
 */
final class TableCheck {
    private final Table table;
    private final BindEnvironment environment;
    private final TableLoads loads;
    private final ExecutionContext context;
    private final CheckReport report;
    private final NumberCheck numbers;

    TableCheck(
            Table table,
            BindEnvironment environment,
            TableLoads loads,
            ExecutionContext context,
            CounterStore counters,
            CheckReport report) {
        this.table = table;
        this.environment = environment;
        this.loads = loads;
        this.context = context;
        this.report = report;
        this.numbers = new NumberCheck(table, environment.catalog(), counters, report);
    }

    void run() {
        TableInspection inspection;
        try {
            inspection = loads.inspect(rules());
        } catch (SqlStateException e) {
            report.problem("its definition cannot be used: " + e.text());
            return;
        }
        List<IndexCheck> indexes = new ArrayList<>();
        try {
            for (int i = 0; i < inspection.indexCount(); i++) {
                indexes.add(new IndexCheck(inspection, i, context, report));
            }
            long rows = readRows(inspection, indexes);
            numbers.finish();
            long entries = 0;
            for (IndexCheck index : indexes) {
                entries += index.compare();
            }
            report.endOfTable(rows, indexes.size(), entries);
        } finally {
            indexes.forEach(IndexCheck::close);
        }
    }

    /** What all rows must keep: no indexes that are still being built, no constraints that are NOT VALID. */
    private TableChange rules() {
        TableChange all = StatementBinder.change(environment, table);
        List<TableChange.IndexTarget> indexes = new ArrayList<>();
        for (TableChange.IndexTarget target : all.indexes()) {
            if (target.index().valid()) {
                indexes.add(target);
            } else {
                report.note("index \"" + target.index().name() + "\" is not valid and was not looked at");
            }
        }
        List<String> unvalidated = table.constraints().stream()
                .filter(constraint -> constraint instanceof Constraint.Check check && !check.validated())
                .map(Constraint::name)
                .toList();
        List<TableChange.Check> checks = all.checks().stream()
                .filter(check -> !unvalidated.contains(check.name()))
                .toList();
        return new TableChange(table, indexes, checks);
    }

    private long readRows(TableInspection inspection, List<IndexCheck> indexes) {
        TableFormat.Decoder decoder = inspection
                .format()
                .decoder(table.columns().stream().map(Column::number).toList());
        ScanRequest request = ScanRequest.of(KeyRange.all(table.spaceId())).with(Access.UNTRACKED);
        long rows = 0;
        try (KeyCursor cursor = context.statement().scan(request)) {
            while (cursor.next()) {
                context.rowPassed();
                rows++;
                byte[] key = cursor.key();
                @Nullable Object[] row = new @Nullable Object[table.columns().size()];
                try {
                    decoder.decode(key, cursor.value(), row);
                    requireKey(inspection, key, row);
                } catch (StorageException e) {
                    throw e;
                } catch (RuntimeException e) {
                    report.problem(inspection.describe(key, context) + " cannot be decoded: " + e.getMessage());
                    continue;
                }
                check(inspection, key, row);
                indexes.forEach(index -> index.expect(key, row));
            }
        }
        return rows;
    }

    private void requireKey(TableInspection inspection, byte[] key, @Nullable Object[] row) {
        if (inspection.format().numbered()
                ? key.length != 8
                : !Arrays.equals(key, inspection.format().key(row))) {
            report.problem(inspection.describe(key, context) + " is not where its primary key says");
        }
    }

    private void check(TableInspection inspection, byte[] key, @Nullable Object[] row) {
        String violation = inspection.violation(row, context);
        if (violation != null) {
            report.problem(inspection.describe(key, context) + ": " + violation);
        }
        for (String dangling : inspection.dangling(row, context)) {
            report.problem(inspection.describe(key, context) + ": " + dangling);
        }
        numbers.row(key, row);
    }
}
