/** LIKE, SIMILAR TO and regular expressions. */
@NullMarked
package io.trefoil.sql.functions.pattern;

import org.jspecify.annotations.NullMarked;
