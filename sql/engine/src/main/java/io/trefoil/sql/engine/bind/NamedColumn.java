package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Scalar;
import io.trefoil.sql.engine.algebra.ScalarRewriter;

/** A column that a name may refer to, and the expression that fetches it from the current input row. */
record NamedColumn(String name, Scalar value, int tableOid, int columnNumber) {
    /** The same column in rows that have this many other columns before it. */
    NamedColumn shifted(int by) {
        return new NamedColumn(name, ScalarRewriter.shift(value, by), tableOid, columnNumber);
    }

    OutputColumn output() {
        return new OutputColumn(name, value.type(), value.typmod(), tableOid, columnNumber);
    }
}
