/** to_char, to_number, to_date and to_timestamp with their template patterns. */
@NullMarked
package io.trefoil.sql.functions.format;

import org.jspecify.annotations.NullMarked;
