package io.trefoil.sql.engine.execute.row;

import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.SortKey;
import io.trefoil.sql.types.SqlType;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of rows by some of their columns. NULLs come where the key says, whatever its direction. */
public final class RowOrder implements Comparator<@Nullable Object[]> {
    private final int[] columns;
    private final SqlType[] types;
    private final boolean[] descending;
    private final boolean[] nullsFirst;

    /** @param inputColumns what the keys' positions point into */
    public RowOrder(List<SortKey> keys, List<OutputColumn> inputColumns) {
        this(keys, inputColumns.stream().map(OutputColumn::type).toArray(SqlType[]::new));
    }

    /** @param inputTypes what the keys' positions point into */
    public RowOrder(List<SortKey> keys, SqlType[] inputTypes) {
        int count = keys.size();
        this.columns = new int[count];
        this.types = new SqlType[count];
        this.descending = new boolean[count];
        this.nullsFirst = new boolean[count];
        for (int i = 0; i < count; i++) {
            SortKey key = keys.get(i);
            columns[i] = key.column();
            types[i] = inputTypes[key.column()];
            descending[i] = key.descending();
            nullsFirst[i] = key.nullsFirst();
        }
    }

    @Override
    public int compare(@Nullable Object[] left, @Nullable Object[] right) {
        for (int i = 0; i < columns.length; i++) {
            Object a = left[columns[i]];
            Object b = right[columns[i]];
            int order;
            if (a == null || b == null) {
                if (a == b) {
                    continue;
                }
                return (a == null) == nullsFirst[i] ? -1 : 1;
            }
            order = types[i].compare(a, b);
            if (order != 0) {
                return descending[i] ? -order : order;
            }
        }
        return 0;
    }
}
