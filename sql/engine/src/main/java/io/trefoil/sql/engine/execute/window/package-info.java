/** Window functions: partitions, peers, frames, and the functions over them (PostgreSQL docs, "Window Function Calls"). */
@NullMarked
package io.trefoil.sql.engine.execute.window;

import org.jspecify.annotations.NullMarked;
