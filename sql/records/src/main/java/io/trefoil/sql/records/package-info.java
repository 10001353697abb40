/** How rows and index entries become bytes: see the packages {@code key}, {@code row} and {@code index}. */
@NullMarked
package io.trefoil.sql.records;

import org.jspecify.annotations.NullMarked;
