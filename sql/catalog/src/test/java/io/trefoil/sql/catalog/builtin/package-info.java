/** Tests of the built-in catalog rows. */
@NullMarked
package io.trefoil.sql.catalog.builtin;

import org.jspecify.annotations.NullMarked;
