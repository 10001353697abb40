package io.trefoil.sql.engine.check;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.change.TableInspection;
import io.trefoil.sql.engine.execute.spill.RowSorter;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import io.trefoil.sql.types.SqlStateException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One index beside the entries that its table's rows should have in it, both in the order of their keys: what is only here
 * is too much, what is only there is missing.
 */
final class IndexCheck implements AutoCloseable {
    private final TableInspection table;
    private final int number;
    private final String name;
    private final ExecutionContext context;
    private final CheckReport report;
    private final RowSorter expected;

    /** An entry as it should be, and the row it belongs to. */
    private record Expected(byte[] key, byte[] value, byte[] rowKey, int distinctBytes) {
        boolean equals(byte[] otherKey, int otherDistinctBytes) {
            return distinctBytes > 0
                    && distinctBytes == otherDistinctBytes
                    && Arrays.equals(key, 0, distinctBytes, otherKey, 0, distinctBytes);
        }
    }

    IndexCheck(TableInspection table, int number, ExecutionContext context, CheckReport report) {
        this.table = table;
        this.number = number;
        this.name = "index \"" + table.index(number).name() + "\"";
        this.context = context;
        this.report = report;
        this.expected = new RowSorter(IndexCheck::compareKeys, context.resources());
    }

    private static int compareKeys(@Nullable Object[] left, @Nullable Object[] right) {
        return left[0] instanceof byte[] a && right[0] instanceof byte[] b ? Arrays.compareUnsigned(a, b) : 0;
    }

    /** Notes the entry of a row. */
    void expect(byte[] rowKey, @Nullable Object[] row) {
        try {
            TableInspection.Entry entry = table.entry(number, row, rowKey, context);
            if (entry != null) {
                expected.add(new @Nullable Object[] {entry.key(), entry.value(), rowKey, entry.distinctBytes()});
            }
        } catch (SqlStateException e) {
            report.problem(name + ": the entry of " + describe(rowKey) + " cannot be computed: " + e.text());
        }
    }

    /** Walks over both; answers how many entries the index has. */
    long compare() {
        RowSorter.Sorted wanted = expected.sort(context);
        int space = table.index(number).spaceId();
        long entries = 0;
        try (KeyCursor stored =
                context.statement().scan(ScanRequest.of(KeyRange.all(space)).with(Access.UNTRACKED))) {
            Expected next = next(wanted, null);
            while (stored.next()) {
                context.rowPassed();
                entries++;
                byte[] key = stored.key();
                while (next != null && Arrays.compareUnsigned(next.key, key) < 0) {
                    missing(next);
                    next = next(wanted, next);
                }
                if (next != null && Arrays.equals(next.key, key)) {
                    compareValue(next, stored.value());
                    next = next(wanted, next);
                } else {
                    superfluous(key, stored.value());
                }
            }
            for (; next != null; next = next(wanted, next)) {
                missing(next);
            }
        }
        return entries;
    }

    /** The next expected entry that is stored under a key of its own. Rows that are equal in the index are a problem. */
    private @Nullable Expected next(RowSorter.Sorted wanted, @Nullable Expected last) {
        for (@Nullable Object[] row = wanted.next(); row != null; row = wanted.next()) {
            context.rowPassed();
            if (!(row[0] instanceof byte[] key)
                    || !(row[1] instanceof byte[] value)
                    || !(row[2] instanceof byte[] rowKey)
                    || !(row[3] instanceof Integer distinctBytes)) {
                throw new IllegalStateException("expected entry without key, value or row");
            }
            if (last != null && last.equals(key, distinctBytes)) {
                report.problem(name + ": " + describe(last.rowKey) + " and " + describe(rowKey) + " are equal in it");
            }
            if (last == null || !Arrays.equals(last.key, key)) {
                return new Expected(key, value, rowKey, distinctBytes);
            }
        }
        return null;
    }

    private void missing(Expected entry) {
        report.problem(name + ": " + describe(entry.rowKey) + " has no entry");
    }

    private void compareValue(Expected entry, byte[] value) {
        if (Arrays.equals(entry.value, value)) {
            return;
        }
        byte[] target = target(entry.key, value);
        if (target == null) {
            report.problem(name + ": the entry of " + describe(entry.rowKey) + " is malformed");
        } else if (Arrays.equals(target, entry.rowKey)) {
            report.problem(name + ": the entry of " + describe(entry.rowKey) + " has other included columns");
        } else {
            report.problem(name + ": the entry of " + describe(entry.rowKey) + " points at " + describe(target));
        }
    }

    private void superfluous(byte[] key, byte[] value) {
        byte[] target = target(key, value);
        if (target == null) {
            report.problem(name + ": there is a malformed entry");
        } else if (context.statement().get(table.format().space(), target, Access.UNTRACKED) == null) {
            report.problem(name + ": an entry points at " + describe(target) + ", which does not exist");
        } else {
            report.problem(name + ": an entry points at " + describe(target) + ", which has other values");
        }
    }

    /** The row that an entry points at, or null when it cannot be read. */
    private byte @Nullable [] target(byte[] key, byte[] value) {
        try {
            return table.rowKey(number, key, value);
        } catch (SqlStateException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return null;
        }
    }

    private String describe(byte[] rowKey) {
        return table.describe(rowKey, context);
    }

    @Override
    public void close() {
        expected.close();
    }
}
