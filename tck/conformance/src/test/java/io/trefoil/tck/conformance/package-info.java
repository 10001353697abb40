/** What Trefoil promises, as scripts and as programs of real clients. */
@NullMarked
package io.trefoil.tck.conformance;

import org.jspecify.annotations.NullMarked;
