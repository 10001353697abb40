/** Operators, functions and aggregates of json and jsonb. */
@NullMarked
package io.trefoil.sql.functions.json;

import org.jspecify.annotations.NullMarked;
