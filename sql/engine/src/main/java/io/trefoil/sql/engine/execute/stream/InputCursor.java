package io.trefoil.sql.engine.execute.stream;

import io.trefoil.sql.engine.execute.ExecutionContext;
import io.trefoil.sql.engine.execute.RowCursor;

/** What the cursors of operators with one input have in common. */
abstract class InputCursor implements RowCursor {
    final RowCursor input;
    final ExecutionContext context;

    InputCursor(RowCursor input, ExecutionContext context) {
        this.input = input;
        this.context = context;
    }

    @Override
    public void close() {
        input.close();
    }
}
