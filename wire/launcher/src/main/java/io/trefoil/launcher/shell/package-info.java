/** The SQL client of {@code trefoil sql}: connect, split statements, run them, print results and describe objects. */
@NullMarked
package io.trefoil.launcher.shell;

import org.jspecify.annotations.NullMarked;
