/** The stored form of a row: any column can be read without decoding the others. */
@NullMarked
package io.trefoil.sql.records.row;

import org.jspecify.annotations.NullMarked;
