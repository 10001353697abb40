/** What became of sessions' commits, kept in the store for clients whose connection was lost before they heard. */
@NullMarked
package io.trefoil.sql.engine.outcome;

import org.jspecify.annotations.NullMarked;
