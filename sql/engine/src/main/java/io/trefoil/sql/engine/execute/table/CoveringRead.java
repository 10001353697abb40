package io.trefoil.sql.engine.execute.table;

import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.engine.algebra.Plan;
import io.trefoil.sql.engine.execute.Evaluator;
import io.trefoil.sql.engine.execute.Executable;
import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;
import io.trefoil.sql.engine.execute.expression.ExpressionCompiler;
import io.trefoil.sql.engine.execute.row.Rows;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import org.jspecify.annotations.Nullable;

/** Reads all it needs from the entries of an index, without looking at the table. */
final class CoveringRead implements Executable {
    private final PathKeys.Ranges ranges;
    private final boolean reverse;
    private final Access access;
    private final IndexFormats.CoveringDecoder decoder;
    private final int width;
    private final int rowKeyPosition;
    private final @Nullable Evaluator filter;

    CoveringRead(Plan.TableRead read, Index index, Access access, ExpressionCompiler expressions) {
        this.access = access;
        this.decoder = IndexFormats.coveringDecoder(read.table(), index, read.attributes());
        this.ranges =
                PathKeys.ranges(read.path(), index.spaceId(), decoder.format().keys(), expressions);
        this.reverse = PathKeys.reverse(read.path());
        this.rowKeyPosition = read.rowKey() ? read.attributes().size() : -1;
        this.width = read.attributes().size() + (read.rowKey() ? 1 : 0);
        this.filter = expressions.compileIfPresent(read.filter());
    }

    @Override
    public RowCursor open(ExecutionContext context) {
        return new Cursor(context);
    }

    private final class Cursor implements RowCursor {
        private final ExecutionContext context;
        private final RangeScan scan;

        Cursor(ExecutionContext context) {
            this.context = context;
            this.scan = new RangeScan(ranges, reverse, context, access);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            for (KeyCursor entry = scan.next(); entry != null; entry = scan.next()) {
                context.rowPassed();
                @Nullable Object[] row = new @Nullable Object[width];
                decoder.decode(
                        entry.keyArray(),
                        entry.keyOffset(),
                        entry.keyLength(),
                        entry.valueArray(),
                        entry.valueOffset(),
                        entry.valueLength(),
                        row);
                if (rowKeyPosition >= 0) {
                    row[rowKeyPosition] = decoder.format()
                            .rowKey(
                                    entry.keyArray(),
                                    entry.keyOffset(),
                                    entry.keyLength(),
                                    entry.valueArray(),
                                    entry.valueOffset(),
                                    entry.valueLength());
                }
                if (Rows.holds(filter, row, context)) {
                    return row;
                }
            }
            return null;
        }

        @Override
        public void close() {
            scan.close();
        }
    }
}
