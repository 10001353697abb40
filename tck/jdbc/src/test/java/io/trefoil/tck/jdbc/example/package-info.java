/** The programs of the documentation, run as a user runs them. */
@NullMarked
package io.trefoil.tck.jdbc.example;

import org.jspecify.annotations.NullMarked;
