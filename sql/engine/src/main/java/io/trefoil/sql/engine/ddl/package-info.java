/** Definitions: each DDL statement checks itself against the catalog snapshot and becomes a delta. */
@NullMarked
package io.trefoil.sql.engine.ddl;

import org.jspecify.annotations.NullMarked;
