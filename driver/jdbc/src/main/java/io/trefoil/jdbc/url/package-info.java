/** URLs and properties: what a connection is asked to be. */
@NullMarked
package io.trefoil.jdbc.url;

import org.jspecify.annotations.NullMarked;
