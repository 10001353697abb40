/** JMH benchmarks and side-by-side runs against PostgreSQL. */
@NullMarked
package io.trefoil.tck.benchmarks;

import org.jspecify.annotations.NullMarked;
