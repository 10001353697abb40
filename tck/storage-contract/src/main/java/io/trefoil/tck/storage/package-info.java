/** Abstract tests that every storage engine passes. */
@NullMarked
package io.trefoil.tck.storage;

import org.jspecify.annotations.NullMarked;
