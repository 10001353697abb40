/** Names and types: from the statement tree to the algebra, by PostgreSQL's rules on one catalog snapshot. */
@NullMarked
package io.trefoil.sql.engine.bind;

import org.jspecify.annotations.NullMarked;
