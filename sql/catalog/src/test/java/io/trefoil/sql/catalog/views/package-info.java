/** Tests of the system views. */
@NullMarked
package io.trefoil.sql.catalog.views;

import org.jspecify.annotations.NullMarked;
