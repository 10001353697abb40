/** Runs the same calls here and on PostgreSQL and compares text results and SQLSTATEs. */
@NullMarked
package io.trefoil.sql.functions.differential;

import org.jspecify.annotations.NullMarked;
