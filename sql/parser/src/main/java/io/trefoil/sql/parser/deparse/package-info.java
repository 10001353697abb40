/** Statement trees back to SQL text: for stored defaults, checks and views, and for messages and tests. */
@NullMarked
package io.trefoil.sql.parser.deparse;

import org.jspecify.annotations.NullMarked;
