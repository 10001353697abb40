/** COPY: its options, and the text, CSV and binary forms of rows in both directions (PostgreSQL docs, COPY). */
@NullMarked
package io.trefoil.sql.engine.copy;

import org.jspecify.annotations.NullMarked;
