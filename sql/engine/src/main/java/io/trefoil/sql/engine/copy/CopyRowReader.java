package io.trefoil.sql.engine.copy;

/** Splits COPY input into rows of fields. */
interface CopyRowReader {
    /** Reads the next row into the buffer; false at the end of the input. */
    boolean next(FieldBuffer fields);

    /** Number of the line last read, 1-based, for error contexts. */
    long line();
}
