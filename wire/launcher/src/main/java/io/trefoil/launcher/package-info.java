/** The program: command line, commands and exit codes. The parts they start live in the packages below. */
@NullMarked
package io.trefoil.launcher;

import org.jspecify.annotations.NullMarked;
