/** Functions and casts of the character types and bytea. */
@NullMarked
package io.trefoil.sql.functions.text;

import org.jspecify.annotations.NullMarked;
