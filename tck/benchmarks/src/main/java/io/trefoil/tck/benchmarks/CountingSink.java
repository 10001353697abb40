package io.trefoil.tck.benchmarks;

import io.trefoil.sql.api.CopyShape;
import io.trefoil.sql.api.CopySource;
import io.trefoil.sql.api.ResponseSink;
import io.trefoil.sql.api.RowShape;
import io.trefoil.sql.types.TextFormat;
import org.jspecify.annotations.Nullable;

/** Counts rows and keeps nothing. */
final class CountingSink implements ResponseSink {
    private long rows;

    long rows() {
        return rows;
    }

    @Override
    public void rows(RowShape shape, TextFormat format) {
        rows = 0;
    }

    @Override
    public void row(@Nullable Object[] values) {
        rows++;
    }

    @Override
    public void complete(String tag) {}

    @Override
    public void suspended() {}

    @Override
    public void emptyQuery() {}

    @Override
    public CopySource copyIn(CopyShape shape) {
        throw new UnsupportedOperationException("no COPY in benchmarks");
    }

    @Override
    public void copyOut(CopyShape shape) {}

    @Override
    public void copyData(byte[] source, int offset, int length) {}

    @Override
    public void copyDone() {}
}
