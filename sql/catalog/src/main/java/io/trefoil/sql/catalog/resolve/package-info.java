/** PostgreSQL's type resolution: which operator, function or cast a name and some types stand for. */
@NullMarked
package io.trefoil.sql.catalog.resolve;

import org.jspecify.annotations.NullMarked;
