package io.trefoil.sql.engine.bind;

import io.trefoil.sql.engine.algebra.OutputColumn;
import io.trefoil.sql.engine.algebra.Scalar;

/** A column that a name may refer to, and the expression that fetches it from the current input row. */
record NamedColumn(String name, Scalar value, int tableOid, int columnNumber) {
    OutputColumn output() {
        return new OutputColumn(name, value.type(), value.typmod(), tableOid, columnNumber);
    }
}
