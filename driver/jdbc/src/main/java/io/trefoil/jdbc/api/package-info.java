/** What applications see beyond {@code java.sql}: transactions that are run again, listeners, passwords. */
@NullMarked
package io.trefoil.jdbc.api;

import org.jspecify.annotations.NullMarked;
