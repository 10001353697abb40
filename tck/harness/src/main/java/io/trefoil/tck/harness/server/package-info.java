/** The servers that tests run on: Trefoil with each store, Trefoil as a child process, and PostgreSQL. */
@NullMarked
package io.trefoil.tck.harness.server;

import org.jspecify.annotations.NullMarked;
