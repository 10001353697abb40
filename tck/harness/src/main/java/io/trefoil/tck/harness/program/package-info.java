/** Programs of real clients (psql, psycopg2, node) as tests: run them, compare what they print. */
@NullMarked
package io.trefoil.tck.harness.program;

import org.jspecify.annotations.NullMarked;
