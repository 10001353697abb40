/** Self-signed certificates for {@code trefoil cert}, with nothing but the JDK. */
@NullMarked
package io.trefoil.launcher.tls;

import org.jspecify.annotations.NullMarked;
