/** Scripts of sessions that run side by side ({@code .iso}), at each isolation level. */
@NullMarked
package io.trefoil.tck.harness.iso;

import org.jspecify.annotations.NullMarked;
