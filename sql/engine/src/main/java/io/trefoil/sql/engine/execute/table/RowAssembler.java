package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.expression.ScalarTree;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.storage.KeyCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the output rows of a table read from stored rows. The columns that the filter looks at are decoded first; the
 * others only when the row passes. Immutable.
 */
final class RowAssembler {
    private final int width;
    private final int rowKeyPosition;
    private final boolean filterReadsKey;
    private final @Nullable Evaluator filter;
    private final TableFormat.@Nullable Decoder filterColumns;
    private final TableFormat.Decoder otherColumns;

    RowAssembler(Plan.TableRead read, TableFormat format, ExpressionCompiler expressions) {
        int count = read.attributes().size();
        this.width = count + (read.rowKey() ? 1 : 0);
        this.rowKeyPosition = read.rowKey() ? count : -1;
        this.filter = expressions.compileIfPresent(read.filter());
        BitSet inFilter = read.filter() == null ? new BitSet() : ScalarTree.inputs(read.filter());
        this.filterReadsKey = inFilter.length() > count;
        this.filterColumns = filter == null ? null : decoder(read, format, inFilter, true);
        this.otherColumns = decoder(read, format, inFilter, false);
    }

    private static TableFormat.Decoder decoder(Plan.TableRead read, TableFormat format, BitSet set, boolean inSet) {
        List<Integer> attributes = new ArrayList<>();
        int[] targets = new int[read.attributes().size()];
        for (int i = 0; i < read.attributes().size(); i++) {
            if (set.get(i) == inSet) {
                targets[attributes.size()] = i;
                attributes.add(read.attributes().get(i));
            }
        }
        return format.decoder(attributes, Arrays.copyOf(targets, attributes.size()));
    }

    int width() {
        return width;
    }

    /** {@link #assemble} for a key and a value that are not going to be changed. */
    boolean assemble(byte[] key, byte[] value, @Nullable Object[] row, ExecutionContext context) {
        if (filterColumns != null) {
            filterColumns.decode(key, value, row);
            if (filterReadsKey) {
                row[rowKeyPosition] = key;
            }
            if (!Rows.holds(filter, row, context)) {
                return false;
            }
        }
        otherColumns.decode(key, value, row);
        if (rowKeyPosition >= 0) {
            row[rowKeyPosition] = key;
        }
        return true;
    }

    /**
     * Fills a row from where a storage cursor stands.
     *
     * @return false when the row does not pass; its array can be used for the next one
     */
    boolean assemble(KeyCursor entry, @Nullable Object[] row, ExecutionContext context) {
        byte[] key = entry.keyArray();
        byte[] value = entry.valueArray();
        if (filterColumns != null) {
            filterColumns.decode(
                    key, entry.keyOffset(), entry.keyLength(), value, entry.valueOffset(), entry.valueLength(), row);
            if (filterReadsKey) {
                row[rowKeyPosition] = entry.key();
            }
            if (!Rows.holds(filter, row, context)) {
                return false;
            }
        }
        otherColumns.decode(
                key, entry.keyOffset(), entry.keyLength(), value, entry.valueOffset(), entry.valueLength(), row);
        if (rowKeyPosition >= 0 && !filterReadsKey) {
            row[rowKeyPosition] = entry.key();
        }
        return true;
    }
}
