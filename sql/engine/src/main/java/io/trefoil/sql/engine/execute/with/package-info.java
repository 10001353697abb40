/** WITH: results that are computed once and read several times, and recursion over them. */
@NullMarked
package io.trefoil.sql.engine.execute.with;

import org.jspecify.annotations.NullMarked;
