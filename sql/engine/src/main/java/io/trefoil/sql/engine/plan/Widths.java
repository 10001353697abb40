package io.trefoil.sql.engine.plan;

import io.trefoil.sql.engine.algebra.OutputColumn;
import java.util.List;

/** Average row widths for estimates, with PostgreSQL's guess of 32 bytes for values of variable length. */
final class Widths {
    private static final int VARIABLE = 32;

    private Widths() {}

    static int of(List<OutputColumn> columns) {
        int width = 0;
        for (OutputColumn column : columns) {
            int length = column.type().length();
            width += length > 0 ? length : column.typmod() > 4 ? Math.min(VARIABLE, column.typmod() - 4) : VARIABLE;
        }
        return width;
    }
}
