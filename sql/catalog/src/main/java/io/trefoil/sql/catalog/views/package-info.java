/** pg_catalog and information_schema as virtual relations, and the pg_get_* texts that go with them. */
@NullMarked
package io.trefoil.sql.catalog.views;

import org.jspecify.annotations.NullMarked;
