/** The way of a statement: session, bind, plan, execute, DDL. */
@NullMarked
package io.trefoil.sql.engine;

import org.jspecify.annotations.NullMarked;
