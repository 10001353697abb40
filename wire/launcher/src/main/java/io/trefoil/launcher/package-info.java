/** Main class, command line, wiring of all parts and the order of shutdown. */
@NullMarked
package io.trefoil.launcher;

import org.jspecify.annotations.NullMarked;
