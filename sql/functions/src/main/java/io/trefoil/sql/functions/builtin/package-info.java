/** The list of all families that the server offers. */
@NullMarked
package io.trefoil.sql.functions.builtin;

import org.jspecify.annotations.NullMarked;
