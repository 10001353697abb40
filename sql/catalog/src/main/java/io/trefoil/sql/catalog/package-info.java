/** Immutable catalog snapshots, DDL as deltas, their persistence, and the pg_catalog and information_schema views. */
@NullMarked
package io.trefoil.sql.catalog;

import org.jspecify.annotations.NullMarked;
