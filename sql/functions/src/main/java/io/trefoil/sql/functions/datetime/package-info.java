/** Functions, operators and casts of date, time, timestamp and interval. */
@NullMarked
package io.trefoil.sql.functions.datetime;

import org.jspecify.annotations.NullMarked;
