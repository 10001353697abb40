/** Bodies of PostgreSQL's functions, operators and aggregates, each beside its signature. */
@NullMarked
package io.trefoil.sql.functions;

import org.jspecify.annotations.NullMarked;
