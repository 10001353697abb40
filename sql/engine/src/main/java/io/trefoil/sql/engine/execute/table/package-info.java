/** Reading tables, indexes, system views and functions; the formats of a table's rows and index entries. */
@NullMarked
package io.trefoil.sql.engine.execute.table;

import org.jspecify.annotations.NullMarked;
