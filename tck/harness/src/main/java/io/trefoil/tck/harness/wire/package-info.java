/** Protocol scripts ({@code .wire}): messages as JSON lines to send and to expect. */
@NullMarked
package io.trefoil.tck.harness.wire;

import org.jspecify.annotations.NullMarked;
