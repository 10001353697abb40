package io.trefoil.sql.catalog.builtin;

import org.jspecify.annotations.Nullable;

/** Where pg_type rows come from: the built-in ones alone, or a snapshot that also knows the users' types. */
public interface TypeSource {
    /** The row of a type, or null when there is none with this OID. */
    @Nullable
    TypeRow type(int oid);

    /** The type of this name in one schema, or null. */
    @Nullable
    TypeRow type(int namespace, String name);

    /** The row of a range type, given the range's OID; null when it is not one. */
    @Nullable
    RangeRow rangeOf(int range);

    /** The row of a range type, given its multirange's OID; null when it is not one. */
    @Nullable
    RangeRow rangeOfMultirange(int multirange);

    /**
     * The name to print for a type that is not in pg_catalog: quoted, and qualified unless it is visible on the search
     * path.
     */
    String nameOf(TypeRow type);
}
