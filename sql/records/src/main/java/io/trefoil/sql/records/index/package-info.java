/** The stored form of secondary index entries. */
@NullMarked
package io.trefoil.sql.records.index;

import org.jspecify.annotations.NullMarked;
