/** Sessions: the protocol's calls, transactions and savepoints, settings, prepared statements and portals. */
@NullMarked
package io.trefoil.sql.engine.session;

import org.jspecify.annotations.NullMarked;
