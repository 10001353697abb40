/** The wire below pgjdbc: messages pass through, are recorded, and are sent again when a transaction must be. */
@NullMarked
package io.trefoil.jdbc.link;

import org.jspecify.annotations.NullMarked;
