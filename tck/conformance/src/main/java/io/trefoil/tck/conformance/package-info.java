/** The SQL and wire scripts and the real-client tests. */
@NullMarked
package io.trefoil.tck.conformance;

import org.jspecify.annotations.NullMarked;
