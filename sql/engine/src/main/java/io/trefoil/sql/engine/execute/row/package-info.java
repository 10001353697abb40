/** What operators do with rows as such: comparing, hashing, estimating their size. */
@NullMarked
package io.trefoil.sql.engine.execute.row;

import org.jspecify.annotations.NullMarked;
