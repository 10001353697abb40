/** The rules of the house as tests: arrows between modules, no package cycles, where libraries may be used, file sizes. */
@NullMarked
package io.trefoil.tck.architecture;

import org.jspecify.annotations.NullMarked;
