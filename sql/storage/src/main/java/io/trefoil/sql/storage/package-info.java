/** The storage contract (transactions over ordered byte keys) and the engine-independent transaction core. */
@NullMarked
package io.trefoil.sql.storage;

import org.jspecify.annotations.NullMarked;
