/** The JDBC driver against a server, inside the process, and pgjdbc against PostgreSQL where meanings are shared. */
@NullMarked
package io.trefoil.tck.jdbc;

import org.jspecify.annotations.NullMarked;
