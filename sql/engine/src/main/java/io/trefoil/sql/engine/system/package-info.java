/** Functions that look at the catalog and the server: pg_get_indexdef, has_table_privilege, pg_cancel_backend ... */
@NullMarked
package io.trefoil.sql.engine.system;

import org.jspecify.annotations.NullMarked;
