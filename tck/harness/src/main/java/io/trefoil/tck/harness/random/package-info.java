/** Random schemas, data and statements from a seed, run on two servers whose answers must be the same. */
@NullMarked
package io.trefoil.tck.harness.random;

import org.jspecify.annotations.NullMarked;
