package io.trefoil.sql.engine.execute;

import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.views.ViewContext;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.TableChange;
import io.trefoil.sql.engine.execute.compile.PlanCompiler;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import io.trefoil.sql.storage.StoreLocation;
import io.trefoil.sql.storage.StoreOptions;
import io.trefoil.sql.storage.TransactionOptions;
import io.trefoil.sql.storage.TransactionalStore;
import io.trefoil.sql.types.SqlRecord;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A memory store, a catalog made by hand, and a way to run plans on them. */
final class Fixture implements AutoCloseable, TableChanges {
    static final long PLENTY = 64L << 20;

    final TransactionalStore store = TransactionalStore.open(StoreLocation.parse("mem"), StoreOptions.DEFAULT);
    final Path temporaryDirectory;
    private final RowNumbers rowNumbers = new RowNumbers(store.counters());
    private final Map<Integer, TableChange> changes = new HashMap<>();
    private CatalogSnapshot catalog = new CatalogSnapshot(1, List.of(), Map.of(), Map.of());
    private long workMemory = PLENTY;

    Fixture() {
        try {
            temporaryDirectory = Files.createTempDirectory("trefoil-execute");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Fixture workMemory(long bytes) {
        workMemory = bytes;
        return this;
    }

    /** Makes objects known; indexes are maintained on plain columns. */
    void define(CatalogObject... objects) {
        catalog = catalog.with(catalog.version() + 1, List.of(objects), List.of());
        for (CatalogObject object : catalog.objects()) {
            if (object instanceof Table table) {
                changes.put(table.oid(), change(table));
            }
        }
    }

    private TableChange change(Table table) {
        List<TableChange.IndexTarget> targets = new ArrayList<>();
        for (Index index : catalog.indexes(table)) {
            List<Scalar> keys = new ArrayList<>();
            for (Index.Key key : index.keys()) {
                Column column = table.column(key.column());
                keys.add(new Scalar.InputRef(key.column() - 1, column.type(), column.typmod(), column.name()));
            }
            targets.add(new TableChange.IndexTarget(index, keys, null));
        }
        return new TableChange(table, targets, List.of());
    }

    @Override
    public TableChange of(Table table) {
        return java.util.Objects.requireNonNull(changes.get(table.oid()));
    }

    @Override
    public Scalar defaultValue(Table table, Column column) {
        return new Scalar.Constant(
                column.defaultSql() == null ? null : Integer.valueOf(column.defaultSql()), column.type(), -1);
    }

    CatalogSnapshot catalog() {
        return catalog;
    }

    PlanCompiler compiler() {
        return new PlanCompiler(catalog, this);
    }

    ExecutionContext context(
            StorageTransaction transaction, StorageStatement statement, @Nullable Object... parameters) {
        return new ExecutionContext(
                transaction,
                statement,
                parameters,
                new PlainFunctionContext(TextFormat.DEFAULT),
                catalog,
                ViewContext.of(1, Database.class.hashCode(), List.of()),
                new Resources(workMemory, temporaryDirectory, rowNumbers),
                new DeferredChecks());
    }

    /** Runs a plan in a transaction of its own; an error rolls it back. */
    List<@Nullable Object[]> run(Plan plan, @Nullable Object... parameters) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        inStatement(context -> drain(compiler().compile(plan), context, rows), parameters);
        return rows;
    }

    /** Runs a change and answers the number of rows it affected. */
    long change(Plan plan, @Nullable Object... parameters) {
        long[] affected = {0};
        inStatement(context -> affected[0] = drain(compiler().compile(plan), context, new ArrayList<>()), parameters);
        return affected[0];
    }

    void inStatement(Consumer<ExecutionContext> work, @Nullable Object... parameters) {
        try (StorageTransaction transaction = store.begin(TransactionOptions.DEFAULT)) {
            try (StorageStatement statement = transaction.beginStatement()) {
                work.accept(context(transaction, statement, parameters));
            }
            transaction.commit();
        }
    }

    static long drain(Executable executable, ExecutionContext context, List<@Nullable Object[]> rows) {
        try (RowCursor cursor = executable.open(context)) {
            for (@Nullable Object[] row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
            if (cursor.next() != null) {
                throw new AssertionError("a row behind the end");
            }
            return cursor.affectedRows();
        }
    }

    /** Runs a plan with little memory and with plenty; the order of rows may differ. */
    List<String> runSpilled(Plan plan, long bytes) {
        workMemory = bytes;
        List<String> rows = show(run(plan));
        workMemory = PLENTY;
        return rows;
    }

    static List<String> show(List<@Nullable Object[]> rows) {
        return rows.stream().map(Fixture::show).toList();
    }

    static String show(@Nullable Object[] row) {
        StringBuilder text = new StringBuilder();
        for (Object value : row) {
            text.append(text.isEmpty() ? "" : " ").append(show(value));
        }
        return text.toString();
    }

    private static String show(@Nullable Object value) {
        return switch (value) {
            case null -> "-";
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case SqlRecord row -> "(" + show(row.values()) + ")";
            default -> value.toString();
        };
    }

    /** What a statement is refused with. */
    SqlStateException refusal(Plan plan, @Nullable Object... parameters) {
        try {
            run(plan, parameters);
        } catch (SqlStateException e) {
            return e;
        }
        throw new AssertionError("not refused");
    }

    @Override
    public void close() {
        store.close();
        try (var files = Files.list(temporaryDirectory)) {
            List<Path> left = files.toList();
            if (!left.isEmpty()) {
                throw new AssertionError("temporary files are left: " + left);
            }
            Files.delete(temporaryDirectory);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
