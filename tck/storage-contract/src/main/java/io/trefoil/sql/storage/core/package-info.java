/** The door through which the storage contract plants faults into the transaction core. */
@NullMarked
package io.trefoil.sql.storage.core;

import org.jspecify.annotations.NullMarked;
