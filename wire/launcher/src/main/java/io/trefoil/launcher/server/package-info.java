/** The running server of {@code trefoil start}: its options, the wiring of all parts, and the order of shutdown. */
@NullMarked
package io.trefoil.launcher.server;

import org.jspecify.annotations.NullMarked;
