/** Operators that pass rows on one by one without keeping any. */
@NullMarked
package io.trefoil.sql.engine.execute.stream;

import org.jspecify.annotations.NullMarked;
