/** Where passwords come from when the application does not hand them over: providers, keystores, libpq's password file. */
@org.jspecify.annotations.NullMarked
package io.trefoil.jdbc.secret;
