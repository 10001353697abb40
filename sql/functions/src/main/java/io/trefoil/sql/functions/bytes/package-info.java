/** Functions of bytea and bit strings, digests and character encodings. */
@NullMarked
package io.trefoil.sql.functions.bytes;

import org.jspecify.annotations.NullMarked;
