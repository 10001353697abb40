/** Test machinery of the whole project: scripts as JUnit tests on Trefoil and on PostgreSQL as the oracle. */
@NullMarked
package io.trefoil.tck.harness;

import org.jspecify.annotations.NullMarked;
