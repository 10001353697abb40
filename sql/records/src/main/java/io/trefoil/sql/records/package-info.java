/** Rows and index entries as byte keys and values: order-preserving key encoding and the row format. */
@NullMarked
package io.trefoil.sql.records;

import org.jspecify.annotations.NullMarked;
