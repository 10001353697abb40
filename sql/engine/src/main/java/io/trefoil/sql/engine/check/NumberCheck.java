package io.trefoil.sql.engine.check;

import io.trefoil.sql.catalog.CatalogSnapshot;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.RowNumbers;
import io.trefoil.sql.storage.CounterStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that a table's rows have got, beside the counters they came from. A hidden row number that the counter is still to
 * give out is a problem; a column ahead of its sequence only a note, because users may write what they like there.
 */
final class NumberCheck {
    private final Table table;
    private final CounterStore counters;
    private final CheckReport report;
    private final List<Owned> sequences = new ArrayList<>();
    private long greatestRowNumber;

    /** The furthest value of a column that gets its values from a sequence. */
    private static final class Owned {
        final Sequence sequence;
        final int position;

        @Nullable
        Long furthest;

        Owned(Sequence sequence) {
            this.sequence = sequence;
            this.position = sequence.ownedByColumn() - 1;
        }

        void see(long value) {
            Long last = furthest;
            if (last == null || (sequence.increment() > 0 ? value > last : value < last)) {
                furthest = value;
            }
        }
    }

    NumberCheck(Table table, CatalogSnapshot catalog, CounterStore counters, CheckReport report) {
        this.table = table;
        this.counters = counters;
        this.report = report;
        for (Sequence sequence : catalog.ownedSequences(table.oid())) {
            if (sequence.ownedByColumn() > 0 && !sequence.cycle()) {
                sequences.add(new Owned(sequence));
            }
        }
    }

    void row(byte[] key, @Nullable Object[] row) {
        if (table.primaryKey().isEmpty() && key.length == 8) {
            greatestRowNumber = Math.max(greatestRowNumber, ByteBuffer.wrap(key).getLong());
        }
        for (Owned owned : sequences) {
            if (row[owned.position] instanceof Integer
                    || row[owned.position] instanceof Long
                    || row[owned.position] instanceof Short) {
                owned.see(((Number) row[owned.position]).longValue());
            }
        }
    }

    void finish() {
        if (greatestRowNumber > 0
                && counters.find(RowNumbers.counter(table.spaceId())).orElse(1) <= greatestRowNumber) {
            report.problem("row number " + greatestRowNumber + " is in use but not yet given out");
        }
        for (Owned owned : sequences) {
            Sequence sequence = owned.sequence;
            Long furthest = owned.furthest;
            long next = counters.find(sequence.counter()).orElse(sequence.start());
            if (furthest != null && (sequence.increment() > 0 ? next <= furthest : next >= furthest)) {
                report.note("column \"" + table.column(sequence.ownedByColumn()).name() + "\" has the value " + furthest
                        + ", which sequence \"" + sequence.name() + "\" is still to give out (next " + next + ")");
            }
        }
    }
}
