/** Statements and results around pgjdbc's: more types, atomic batches, streaming in autocommit, spans, one tree of errors. */
@NullMarked
package io.trefoil.jdbc.statement;

import org.jspecify.annotations.NullMarked;
