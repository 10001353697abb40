/** Tests of type resolution against what PostgreSQL answered. */
@NullMarked
package io.trefoil.sql.catalog.resolve;

import org.jspecify.annotations.NullMarked;
