/** The SQL types: one class a type with its OID, Java value, text form and binary form, and the SQLSTATE vocabulary. */
@NullMarked
package io.trefoil.sql.types;

import org.jspecify.annotations.NullMarked;
