/** Tests of the whole library. */
@NullMarked
package io.trefoil.sql.functions;

import org.jspecify.annotations.NullMarked;
