/** The relations of pg_catalog and information_schema, computed from a catalog snapshot: one file a view. */
@NullMarked
package io.trefoil.sql.catalog.views;

import org.jspecify.annotations.NullMarked;
