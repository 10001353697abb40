/** How the catalog lies in the store: one entry an object, written by the same transactions as the data. */
@NullMarked
package io.trefoil.sql.catalog.store;

import org.jspecify.annotations.NullMarked;
