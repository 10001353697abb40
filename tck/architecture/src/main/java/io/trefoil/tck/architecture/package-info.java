/** Architecture rules as tests: arrows between modules, no package cycles, libraries in their one module. */
@NullMarked
package io.trefoil.tck.architecture;

import org.jspecify.annotations.NullMarked;
