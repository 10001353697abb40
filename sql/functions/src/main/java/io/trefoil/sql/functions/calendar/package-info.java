/** Calendar arithmetic on PostgreSQL's date and timestamp values: fields, time zones, months and days. */
@NullMarked
package io.trefoil.sql.functions.calendar;

import org.jspecify.annotations.NullMarked;
