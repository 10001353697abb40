/** PostgreSQL 15's own catalog rows, read from one data file, as records for the binder and as rows for the views. */
@NullMarked
package io.trefoil.sql.catalog.builtin;

import org.jspecify.annotations.NullMarked;
