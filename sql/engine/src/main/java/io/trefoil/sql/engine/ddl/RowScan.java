package io.trefoil.sql.engine.ddl;

import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.engine.execute.table.TableFormat;
import io.trefoil.sql.storage.Access;
import io.trefoil.sql.storage.KeyCursor;
import io.trefoil.sql.storage.KeyRange;
import io.trefoil.sql.storage.ScanRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a table as a definition sees them: the newest state with the statement's own writes. The caller holds a lock
 * that keeps writers away.
 */
final class RowScan implements AutoCloseable {
    private final KeyCursor cursor;
    private final TableFormat.Decoder decoder;
    private final int width;
    private final DdlContext context;
    private int untilCheck = 256;

    RowScan(DdlContext context, Table table) {
        List<Integer> attributes = new ArrayList<>();
        for (Column column : table.columns()) {
            if (!column.dropped()) {
                attributes.add(column.number());
            }
        }
        this.context = context;
        this.width = table.columns().size();
        this.decoder = new TableFormat(table)
                .decoder(
                        attributes,
                        attributes.stream().mapToInt(number -> number - 1).toArray());
        this.cursor = context.statement()
                .scan(ScanRequest.of(KeyRange.all(table.spaceId())).with(Access.LATEST));
    }

    /** The next full row (columns by attnum - 1, dropped ones null), or null at the end. */
    @Nullable
    Object @Nullable [] next() {
        if (!cursor.next()) {
            return null;
        }
        if (--untilCheck == 0) {
            untilCheck = 256;
            context.statement().checkCanceled();
        }
        @Nullable Object[] row = new @Nullable Object[width];
        decoder.decode(
                cursor.keyArray(),
                cursor.keyOffset(),
                cursor.keyLength(),
                cursor.valueArray(),
                cursor.valueOffset(),
                cursor.valueLength(),
                row);
        return row;
    }

    /** The key of the row last delivered. */
    byte[] key() {
        return cursor.key();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
