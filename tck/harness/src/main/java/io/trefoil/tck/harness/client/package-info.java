/** A small blocking client over {@code wire.protocol} that hides nothing: every message, error field and tag is seen. */
@NullMarked
package io.trefoil.tck.harness.client;

import org.jspecify.annotations.NullMarked;
