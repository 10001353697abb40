/** Order-preserving keys: unsigned byte order of an encoded key equals SQL order of its columns. */
@NullMarked
package io.trefoil.sql.records.key;

import org.jspecify.annotations.NullMarked;
