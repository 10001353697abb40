/** LISTEN and NOTIFY: what transactions tell each other's sessions when they commit. */
@NullMarked
package io.trefoil.sql.engine.notification;

import org.jspecify.annotations.NullMarked;
