/**
 * The check of a store: does everything in it fit together? Every row decodes and keeps its constraints, every index has
 * exactly the entries of its rows, every foreign key finds its row, and counters are ahead of what was given out. After
 * PostgreSQL's amcheck, but the other way round as well: from the table to the index.
 */
@NullMarked
package io.trefoil.sql.engine.check;

import org.jspecify.annotations.NullMarked;
