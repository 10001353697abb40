/** Runner of .slt and .wire scripts against Trefoil and PostgreSQL. */
@NullMarked
package io.trefoil.tck.harness;

import org.jspecify.annotations.NullMarked;
