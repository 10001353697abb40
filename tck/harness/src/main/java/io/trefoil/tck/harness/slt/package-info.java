/** SQL scripts ({@code .slt}): their syntax, their run on one server, and the rewriting of their expectations. */
@NullMarked
package io.trefoil.tck.harness.slt;

import org.jspecify.annotations.NullMarked;
