/** URLs of the driver, and the properties that a connection takes: read here once, checked here. */
@org.jspecify.annotations.NullMarked
package io.trefoil.jdbc.url;
